/**
 * Programs that a plan can have approved in advance, with the words of which it is known that they neither run, load nor take away
 * what the line does not name. Whatever is not in here is asked when it comes. Data.
 */

/** What words may be that are no options: see the patterns in planned-words. */
export type Operands = "none" | "names" | "paths" | "packages" | "revisions" | "script";

export interface Use {
  /** Missing: none. */
  operands?: Operands;
  /** Options without a value, one word each; `-#` stands for a number. */
  flags?: string;
  /** Options with a plain value, in the next word or behind `=`. */
  valued?: string;
  /** Options with any text for a value. */
  texts?: string;
  /** One of these has to be there: without it the program does something else. */
  needs?: string;
}

const install =
  "-D --save-dev -E --save-exact -S --save -P --save-prod --no-save --ignore-scripts --no-audit --no-fund -s --silent -q --quiet " +
  "--prefer-offline --offline --legacy-peer-deps --no-progress --production -y --yes --frozen-lockfile --no-frozen-lockfile --immutable --dev --exact";
const script: Use = {
  operands: "script",
  flags: "-s --silent --if-present",
  valued: "-w --workspace",
};
const cargo: Use = {
  operands: "names",
  flags:
    "--release -r --all --workspace --all-targets --all-features --no-default-features --locked --offline --frozen -q --quiet -v " +
    "--verbose --lib --bins --tests --no-run --no-deps",
  valued: "--bin --package --features -F --example --test",
};
const go: Use = {
  operands: "paths",
  flags: "-v -race -cover -short -trimpath",
  valued: "-o -run -count -timeout -bench",
};
const compiler: Use = {
  operands: "paths",
  flags: "-Wall -Wextra -Werror -pedantic -O0 -O1 -O2 -O3 -Os -g -c -lm",
  valued: "-std",
};
const revisions: Use = {
  operands: "revisions",
  flags:
    "--oneline --graph --all --stat --shortstat --name-only --name-status --no-merges --reverse --decorate --cached --staged --quiet " +
    "--check --exit-code --no-color --short --abbrev-ref --show-toplevel --is-inside-work-tree --others --exclude-standard --tags -#",
  valued: "-n --max-count --format --pretty --since --author",
};
const django: Use = { operands: "paths", flags: "--noinput --no-input" };
const vitest: Use = { operands: "paths", flags: "--run --coverage --watch=false" };
/** Not --outDir: that folder is emptied. */
const vite: Use = { flags: "--host", valued: "--port --base --mode" };

/** By program and subcommand; several that are alike are joined by `|`. A program alone: it has no subcommands, or is used without. */
const uses: Readonly<Record<string, Use>> = {
  mkdir: { operands: "paths", flags: "-p -v --parents --verbose", valued: "-m --mode" },
  touch: { operands: "paths", flags: "-c --no-create" },
  find: {
    operands: "paths",
    flags: "-print -print0 -o -a -not -prune -empty -daystart -H -L -P",
    valued:
      "-name -iname -path -ipath -type -maxdepth -mindepth -newer -size -mtime -mmin -wholename",
  },

  "git init": { operands: "paths", flags: "-q --quiet", valued: "-b --initial-branch" },
  "git status": { flags: "-s --short -b --branch --porcelain" },
  "git add": { operands: "paths", flags: "-A --all -v --verbose -n --dry-run" },
  "git commit": {
    operands: "paths",
    flags: "-q --quiet -a --all --allow-empty -s --signoff",
    valued: "-F --file",
    texts: "-m --message",
    needs: "-m --message -F --file",
  },
  "git log|diff|show|ls-files|rev-parse|describe": revisions,
  "git branch": { operands: "names", flags: "--show-current -a --all -l --list -v -q --quiet" },
  "git checkout": { flags: "-q --quiet", valued: "-b", needs: "-b" },
  "git switch": { operands: "names", flags: "-q --quiet", valued: "--create" },
  "git tag": { operands: "names", flags: "-a -l --list", texts: "-m --message" },

  "npm install|i|add|ci": {
    operands: "packages",
    flags: install,
    valued: "--omit --include --loglevel -w --workspace",
  },
  "npm run|run-script|test|t|start": script,
  "npm ls|list|outdated|audit": { flags: "--all --json", valued: "--omit --depth" },
  "pnpm install|i|add": { operands: "packages", flags: install },
  "pnpm run|test|start|dev|build|lint|preview": script,
  "yarn install|add": { operands: "packages", flags: install },
  "yarn run|test|start|dev|build|lint|preview": script,
  "bun install": { flags: "--frozen-lockfile --production" },

  "pip install": {
    operands: "packages",
    flags:
      "-q --quiet -U --upgrade --no-cache-dir --disable-pip-version-check --no-input --pre --no-deps --user",
    valued: "-r --requirement -c --constraint",
  },
  "pip list|freeze|check|show": { operands: "names", flags: "--outdated" },
  "uv sync|lock": { flags: "--frozen --locked --no-dev -q --quiet" },
  "uv venv": { operands: "paths" },
  "uv init": { operands: "names", flags: "--app --lib" },
  "uv add": { operands: "packages", flags: "--dev" },
  "uv pip install": {
    operands: "packages",
    flags: "-q --quiet -U --upgrade",
    valued: "-r --requirement",
  },
  "poetry install|lock|check": { flags: "--no-root -n --no-interaction -q --quiet" },
  "poetry add": { operands: "packages" },
  "pipenv install": { operands: "packages", flags: "--dev" },
  "composer install|require|dump-autoload": {
    operands: "paths",
    flags: "--no-dev --no-scripts -n --no-interaction -q --quiet",
  },
  "bundle install|check": { flags: "--quiet" },

  "python/m venv": {
    operands: "paths",
    flags: "--system-site-packages --without-pip --upgrade-deps",
    valued: "--prompt",
  },
  "python/m unittest": {
    operands: "paths",
    flags: "-v --verbose -q --quiet -f --failfast -b --buffer",
    valued: "-s --start-directory -p --pattern -t --top-level-directory -k",
  },
  "python/m compileall|py_compile": { operands: "paths", flags: "-q" },
  "python/m http.server": { operands: "names", valued: "-b --bind -d --directory" },

  make: {
    operands: "names",
    flags:
      "-s --silent --quiet -B --always-make -n --dry-run -k --keep-going -j -j1 -j2 -j4 -j8 -j16",
  },
  "cargo build|check|clippy|doc|bench|fetch|tree": cargo,
  "cargo test": { ...cargo, operands: "script" },
  "cargo fmt": { flags: "--check --all", needs: "--check" },
  "cargo new|init": {
    operands: "paths",
    flags: "--bin --lib -q --quiet",
    valued: "--name --edition",
  },
  "cargo add": { operands: "packages", flags: "--dev", valued: "--features -F" },
  "go build|vet|test|list": go,
  "go get": { operands: "paths", flags: "-u -t -v" },
  "go mod": { operands: "paths" },
  "go version": {},
  gofmt: { operands: "paths", flags: "-l -d", needs: "-l -d" },
  "gcc|cc|g++|c++|clang|clang++": compiler,
  rustc: { operands: "paths", flags: "-O --test", valued: "--edition" },
  javac: { operands: "paths", valued: "-d" },
  tsc: { operands: "paths", flags: "--noEmit --strict --pretty --init -w --watch" },
  "mvn|mvnw package|compile|test|verify": { flags: "-q --quiet -B --batch-mode -DskipTests" },
  "gradle|gradlew build|test|assemble|check": { flags: "-q --quiet --no-daemon" },
  "dotnet build|test|restore|new": { operands: "names", valued: "-o --output -n --name" },

  "flask run": { flags: "--debug --no-debug --reload --no-reload", valued: "-p --port" },
  "flask routes": {},
  uvicorn: { operands: "names", flags: "--reload", valued: "--host --port --workers" },
  gunicorn: { operands: "names", flags: "--reload", valued: "-b --bind -w --workers" },
  "django-admin startproject|startapp|migrate|makemigrations|showmigrations|runserver|test|check|collectstatic":
    django,
  "rails new": { operands: "names", flags: "--api --minimal" },
  "rails server|s|routes|test|db:create|db:migrate|db:seed": {
    operands: "paths",
    valued: "-p --port -b --binding",
  },
  vite,
  "vite build|preview|dev": vite,
  "next build|dev|start|lint": {
    flags: "--turbo --turbopack",
    valued: "-p --port -H --hostname",
  },
  "astro build|dev|preview|check": { valued: "--port" },

  pytest: {
    operands: "paths",
    flags: "-q --quiet -v --verbose -x --exitfirst -s",
    valued: "-k -m --maxfail --tb",
  },
  vitest,
  "vitest run": vitest,
  jest: {
    operands: "paths",
    flags: "--ci --coverage --watchAll=false -i --runInBand --verbose --silent --passWithNoTests",
  },
  mocha: { operands: "paths" },
  eslint: { operands: "paths", flags: "--quiet" },
  prettier: { operands: "paths", flags: "--check -l --list-different" },
  mypy: { operands: "paths", flags: "--strict" },
  "ruff check": { operands: "paths", flags: "-q --quiet" },
  "ruff format": { operands: "paths", flags: "--check --diff", needs: "--check --diff" },
  black: { operands: "paths", flags: "--check --diff -q --quiet", needs: "--check --diff" },
  flake8: { operands: "paths" },
};

const known: ReadonlyMap<string, Use> = new Map(
  Object.entries(uses).flatMap(([key, use]) => spelledOut(key).map((name) => [name, use] as const)),
);

/** Lines that tell all they do, though their first words alone would not. */
export const wholeLines: ReadonlySet<string> = new Set([
  "npm init -y",
  "npm init --yes",
  "npm config get registry",
  "pip config get global.index-url",
  "yarn",
  "cargo run",
  "cargo run --release",
  "go run .",
  "go run main.go",
]);

/** Options that may stand before the subcommand. */
export const beforeSubcommand: Readonly<Record<string, string>> = {
  git: "--no-optional-locks --no-pager",
  mvn: "-q --quiet -B --batch-mode",
  mvnw: "-q --quiet -B --batch-mode",
};

/** Run by `python -m` as they run by their own name. */
export const programModules = words("pip pytest flask uvicorn gunicorn mypy ruff black flake8");

/** Interpreters that take a script and leave what follows to it; what they are given else is code or loads some. */
export const scriptInterpreters = words(
  "python pypy node ruby perl php lua luajit Rscript julia tsx ts-node java",
);

/**
 * Variables that only the program of the project itself looks at, or that only say in which words, colours and hours a program
 * speaks. Every other one can choose what runs: there is no end of them (CC, MAKEFLAGS, GCONV_PATH).
 */
export const harmlessVariables: Readonly<Record<string, "word" | "file" | "zone">> = {
  PORT: "word",
  HOST: "word",
  NODE_ENV: "word",
  APP_ENV: "word",
  FLASK_ENV: "word",
  RAILS_ENV: "word",
  RACK_ENV: "word",
  LOG_LEVEL: "word",
  CI: "word",
  LANG: "word",
  LC_ALL: "word",
  NO_COLOR: "word",
  FORCE_COLOR: "word",
  PYTHONUNBUFFERED: "word",
  PYTHONDONTWRITEBYTECODE: "word",
  TZ: "zone",
  DATA_FILE: "file",
};

/** How the words of the longest name that is known are used; null: nothing is known of them. `length`: how many words the name has. */
export function useOf(name: string, words: readonly string[]): { use: Use; length: number } | null {
  for (let length = Math.min(2, words.length); length >= 0; length--) {
    const use = known.get([name, ...words.slice(0, length)].join(" "));
    if (use) return { use, length };
  }
  return null;
}

export function isKnown(name: string): boolean {
  return known.has(name) || [...known.keys()].some((key) => key.startsWith(`${name} `));
}

/** `a|b c|d`: each of the one with each of the other. */
function spelledOut(key: string): string[] {
  const [first = [], ...rest] = key.split(" ").map((part) => part.split("|"));
  return rest.reduce(
    (done, next) => done.flatMap((start) => next.map((word) => `${start} ${word}`)),
    first,
  );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
