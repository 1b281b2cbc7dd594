/** The environment of a command: an allow-list, so that no key of the user's is ever in it. */

export interface CleanEnvironmentOptions {
  path: string;
  home: string;
  shell: string;
  /** Names and values that the user wants seen inside. */
  extra?: Readonly<Record<string, string>>;
}

/** Nothing asks, nothing pages, nothing colours: nobody sits at this terminal. */
const quiet: Readonly<Record<string, string>> = {
  CI: "1",
  DEBIAN_FRONTEND: "noninteractive",
  EDITOR: "true",
  GIT_EDITOR: "true",
  GIT_PAGER: "cat",
  GIT_TERMINAL_PROMPT: "0",
  LANG: "C.UTF-8",
  NO_COLOR: "1",
  PAGER: "cat",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUNBUFFERED: "1",
  TERM: "dumb",
  TMPDIR: "/tmp",
  VISUAL: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_yes: "true",
};

/** Later wins: the quiet defaults, the fence's own, what the user added, what the call adds. */
export function cleanEnvironment(
  { path, home, shell, extra }: CleanEnvironmentOptions,
  ofTheCall: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const own = { PATH: path, HOME: home, SHELL: shell, USER: "skillet", LOGNAME: "skillet" };
  const all = { ...quiet, ...own, ...extra, ...ofTheCall };
  return Object.fromEntries(Object.entries(all).filter(([name]) => isName(name)));
}

function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
