/** Other names for what a rule names: a rule that denies one of them means all. */

/** By program: words that mean the same. */
const groups: Readonly<Record<string, readonly string[]>> = {
  npm: [
    "install i in ins inst insta instal isnt isnta isntal isntall add",
    "ci clean-install ic install-clean isntall-clean",
    "install-test it",
    "install-ci-test cit clean-install-test sit",
    "uninstall un unlink remove rm r",
    "test t tst",
    "run run-script rum urn",
    "exec x",
    "update up upgrade udpate",
    "link ln",
    "config c",
    "init create innit",
    "rebuild rb",
    "login adduser add-user",
  ],
  pnpm: ["install i add", "remove rm uninstall un", "update up upgrade", "dlx x", "test t"],
  yarn: ["install add", "remove uninstall", "upgrade up"],
  bun: ["install i add", "remove rm", "x exec"],
  git: ["push send-pack http-push", "fetch fetch-pack http-fetch", "log whatchanged"],
  cargo: ["build b", "run r", "test t", "check c", "remove rm"],
  gem: ["install i"],
  docker: ["rmi remove"],
};

/** What does the named thing as well, and more. */
const wider: ReadonlyMap<string, string> = new Map([
  ["npm install", "ci install-test install-ci-test"],
  ["npm test", "install-test install-ci-test"],
]);

/** Programs with several names. */
const programs: readonly ReadonlySet<string>[] = [
  "apt apt-get aptitude",
  "nc ncat netcat",
  "docker podman nerdctl",
  "pip pip3",
  "python python3",
].map((names) => new Set(names.split(" ")));

export function isProgramAlias(named: string, other: string): boolean {
  return programs.some((names) => names.has(named) && names.has(other));
}

/** Whether `word` behind `program` is another name for `named`. */
export function isSubcommandAlias(program: string, named: string, word: string): boolean {
  const sets = (groups[program] ?? []).map((names) => names.split(" "));
  const same = (one: string, other: string) =>
    one === other || sets.some((names) => names.includes(one) && names.includes(other));
  if (same(named, word)) return true;
  const more = [...wider].filter(([key]) => key.startsWith(`${program} `));
  return more.some(
    ([key, names]) =>
      same(named, key.slice(program.length + 1)) &&
      names.split(" ").some((name) => same(name, word)),
  );
}

/** Programs whose name holds the subcommand: `git-push`, `docker-compose`, and `npx` for `npm exec`. */
export function spelledOut(program: string): string[] | null {
  const known: Readonly<Record<string, string>> = {
    npx: "npm exec",
    pnpx: "pnpm dlx",
    bunx: "bun x",
    uvx: "uv tool run",
  };
  if (Object.hasOwn(known, program)) return known[program]?.split(" ") ?? null;
  const [, first, rest] = /^(git|docker|cargo|kubectl)-(.+)$/.exec(program) ?? [];
  return first && rest ? [first, rest] : null;
}
