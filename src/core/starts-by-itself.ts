/** Files that somebody else's program runs or obeys without being told to: what is written there acts outside the fence. */

import { foldedPath, isProtectedPath } from "./path-match.ts";
import type { Effect } from "./types.ts";

type WriteEffect = Extract<Effect, { kind: "write" }>;

interface Start {
  /** Of the path, in small letters. */
  files: RegExp;
  /** One sentence, for people. */
  why: string;
  /** What of the content starts; a write that adds none of it is an ordinary one. Missing: the name is enough. */
  starts?: (content: string) => string[];
  /** It runs when the user builds, tests or pushes the project, as all of its code does: marked where it is asked, not asked for its own sake. */
  everyday?: true;
}

const shells = "It can start by itself, outside the fence, when a shell opens or enters a folder.";
const installs = "It can start by itself, outside the fence, when packages are installed or built.";

/** The last names of a path, or a folder that everything below belongs to. */
const starts: readonly Start[] = [
  {
    files:
      /(?:^|\/)(?:\.vscode\/(?:tasks|settings|mcp)\.json|[^/]+\.code-workspace|(?:\.idea|\.zed|\.fleet|\.devcontainer)(?:\/.*)?|\.devcontainer\.json|\.gitpod\.yml|\.exrc|\.n?vimrc|\.vimrc|\.nvim\.lua|\.dir-locals\.el)$/,
    why: "It can start by itself, outside the fence, when the folder is opened in an editor.",
  },
  {
    files:
      /(?:^|\/)(?:\.mcp\.json|\.(?:claude|cursor|gemini|qwen|codex)\/(?:settings(?:\.local)?\.json|mcp\.json|hooks\.json|config\.toml|hooks(?:\/.*)?))$/,
    why: "It can start by itself, outside the fence, when another agent works in the folder.",
  },
  {
    files:
      /(?:^|\/)(?:\.envrc|\.?mise(?:\.local)?\.toml|\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin)|\.config\/(?:fish|autostart|systemd|mise)(?:\/.*)?|launchagents(?:\/.*)?)$/,
    why: shells,
  },
  {
    files:
      /(?:^|\/)(?:(?:\.husky|\.githooks)(?:\/.*)?|\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)|\.pre-commit-config\.ya?ml|\.gitconfig|\.config\/git(?:\/.*)?)$/,
    why: "It can start by itself, outside the fence, with a git command.",
  },
  {
    files:
      /(?:^|\/)(?:(?:\.github\/(?:workflows|actions)|\.gitea\/workflows|\.forgejo\/workflows|\.circleci|\.buildkite|\.woodpecker)(?:\/.*)?|\.gitlab-ci\.yml|\.travis\.yml|\.drone\.yml|\.woodpecker\.ya?ml|bitbucket-pipelines\.yml|azure-pipelines\.yml|jenkinsfile)$/,
    why: "It can start by itself, outside the fence, where it is pushed to.",
    everyday: true,
  },
  {
    files:
      /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.c?js|bunfig\.toml|\.cargo\/config(?:\.toml)?|pip\.conf|\.pydistutils\.cfg)$/,
    why: installs,
  },
  { files: /(?:^|\/)(?:binding\.gyp|setup\.py|build\.rs)$/, why: installs, everyday: true },
  {
    files: /(?:^|\/)package\.json$/,
    why: installs,
    starts: scriptsNamed(
      /^(?:(?:pre|post)?install|prepublish|(?:pre|post)?prepare|dependencies|pnpm:devPreinstall)$/,
    ),
  },
  { files: /(?:^|\/)composer\.json$/, why: installs, starts: scriptsNamed(/^(?:pre|post)-/) },
  {
    files: /(?:^|\/)(?:(?:site|user)customize\.py|[^/]+\.pth)$/,
    why: "It can start by itself, outside the fence, with every Python program.",
  },
  {
    files: /(?:^|\/)conftest\.py$/,
    why: "It can start by itself, outside the fence, with every run of pytest.",
    everyday: true,
  },
];

const later = "What is written there can run later, outside the fence.";

/** Why a write is more than a write, one sentence; null: it is an ordinary one, or no write. */
export function whyStarts(effect: Effect): string | null {
  if (effect.kind !== "write") return null;
  return isProtectedPath(effect.path) ? later : (startOf(effect)?.why ?? null);
}

/** True for what mode auto-edit asks, and what no grant covers that was given on the way. */
export function isAskedForItsStart(effect: WriteEffect): boolean {
  const start = startOf(effect);
  return start !== undefined && start.everyday !== true;
}

/** Whether a rule's pattern says that such files are meant: one of them by name, or a folder that holds nothing else. */
export function spellsStart(pattern: string): boolean {
  return named(pattern) !== undefined;
}

/** The name alone says that it starts, whatever is in it. */
export function startsByName(path: string): boolean {
  const start = named(path);
  return start !== undefined && !start.starts && !start.everyday;
}

function startOf({ path, before, after }: WriteEffect): Start | undefined {
  const start = named(path);
  if (!start?.starts) return start;
  const known = new Set(before === null ? [] : start.starts(before));
  return start.starts(after).some((one) => !known.has(one)) ? start : undefined;
}

function named(path: string): Start | undefined {
  const folded = foldedPath(path);
  return starts.find(({ files }) => files.test(folded));
}

/** Scripts of a package's file that its manager runs unasked. One that cannot be read is taken to hold every one it names. */
function scriptsNamed(names: RegExp): (content: string) => string[] {
  return (content) => {
    try {
      const { scripts } = JSON.parse(content.replace(/^\ufeff/, "")) ?? {};
      return Object.entries(scripts ?? {}).flatMap(([name, script]) =>
        names.test(name) ? [`${name} ${JSON.stringify(script)}`] : [],
      );
    } catch {
      // Some managers read more than JSON, comments for example.
      return /"scripts"|'scripts'|scripts\s*:|\\u/.test(content) ? [content] : [];
    }
  };
}
