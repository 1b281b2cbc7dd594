/** Words by which a program that looks harmless runs or writes something else. A rule covers them only when it spells them. */

import {
  isInterpreter,
  isShell,
  isSubcommandOf,
  openSubcommands,
  programName,
} from "./command-programs.ts";
import { isSecretPath } from "./path-match.ts";

export interface Risk {
  /** The word's place; the number of words: what is missing is the risk. */
  at: number;
  why: string;
}

interface Options {
  /** Long options and subcommands, without values. GNU programs take any beginning of a long option, so that counts too. */
  long?: string;
  /** Letters of short options, alone or in a cluster. */
  short?: string;
  /** Words that begin like this. */
  starts?: string;
}

const runs = " may run another program or write elsewhere";

/** What compilers are told to run, load or write besides. */
const compiler: Options = {
  long: "-wrapper -specs --specs -fplugin -B -o -dumpdir -dumpbase -aux-info -include -T -Xlinker -MF -Xclang -load",
  starts: "-fplugin -specs= --specs= -Wl, -B @ -o -MF -dump",
};

const risky: ReadonlyMap<string, Options> = new Map(
  Object.entries({
    find: {
      long: "-exec -execdir -ok -okdir -delete -fprint -fprint0 -fprintf -fls -files0-from",
    },
    sort: { long: "--output --compress-program --temporary-directory --files0-from", short: "oT" },
    fd: { long: "--exec --exec-batch", short: "xX" },
    fdfind: { long: "--exec --exec-batch", short: "xX" },
    rg: { long: "--pre --pre-glob --hostname-bin --search-zip", short: "z" },
    date: { long: "--set", short: "s" },
    file: { long: "--compile --uncompress --magic-file", short: "CzZm" },
    tree: { short: "oR", long: "--output" },
    split: { long: "--filter" },
    tar: {
      long: "--to-command --checkpoint-action --use-compress-program --rsh-command --info-script --new-volume-script --absolute-names --directory --one-top-level",
      short: "IFPC",
    },
    zip: { short: "T", long: "--unzip-command --test" },
    git: {
      long:
        "-c -C -p -O -u -x -o --config --config-env --exec-path --git-dir --work-tree --paginate --namespace --open-files-in-pager --ext-diff " +
        "--textconv --output --output-directory --upload-pack --receive-pack --exec --extcmd --tool --template --no-index --interactive " +
        "--gpg-sign --strategy --separate-git-dir --unsafe-paths --directory",
      starts: "-O -c -C ext:: fd:: --upload-pack --output",
    },
    npm: {
      long: "--script-shell --prefix --node-options --globalconfig --userconfig --git --shell --editor --viewer --browser --global --location",
      short: "gC",
    },
    pnpm: {
      long: "--script-shell --node-options --dir --shell-mode --global --config",
      short: "gC",
    },
    yarn: { long: "--script-shell --cwd --use-yarnrc" },
    pip: { long: "--prefix --target --root --config-settings --python --editable", short: "te" },
    make: { long: "--eval --file --makefile --directory --include-dir", short: "fCIE" },
    cargo: { long: "--config --manifest-path --target-dir", short: "ZC" },
    go: { long: "-exec -toolexec -vettool -modfile -overlay -C" },
    curl: {
      long: "--output --output-dir --remote-name --config --upload-file --data --data-binary --form --unix-socket --proxy --netrc-file --dump-header --cookie-jar --trace --trace-ascii --stderr --libcurl --etag-save --hsts --alt-svc --write-out",
      short: "oOKTdFxJDcw",
      starts: "file: FILE:",
    },
    wget: {
      long: "--output-document --execute --config --post-file --body-file --use-askpass",
      short: "OePi",
    },
    jq: { long: "--from-file --library-path", short: "fL" },
    column: {},
    test: { short: "v" },
    "[": { short: "v" },
    printf: { short: "v" },
    ps: {},
    yes: {},
    diff: { long: "--to-file --from-file --output" },
    pytest: { short: "pco", long: "--rootdir --confcutdir --override-ini --basetemp" },
    eslint: {
      long: "--config --rulesdir --resolve-plugins-relative-to --output-file --fix --format --parser --plugin",
      short: "cof",
    },
    tsc: {
      long: "--project --build --outdir --outDir --outFile --declarationDir --tsBuildInfoFile --rootDir",
      short: "pb",
    },
    gcc: compiler,
    "g++": compiler,
    cc: compiler,
    "c++": compiler,
    clang: compiler,
    "clang++": compiler,
    cmake: { long: "-P -E --build --install --toolchain --preset", starts: "-D -C", short: "PEB" },
    prettier: {
      long: "--plugin --config --plugin-search-dir --find-config-path --config-precedence --write",
      short: "w",
    },
    bat: { long: "--pager --config-file --generate-config-file --map-syntax" },
    batcat: { long: "--pager --config-file --generate-config-file --map-syntax" },
    vitest: { long: "--config --root", short: "cr" },
    jest: {
      long: "--config --rootDir --globalSetup --globalTeardown --setupFiles --transform --reporters",
      short: "c",
    },
    flask: { long: "--app --env-file --host", short: "Aeh" },
  }),
);

/** What a rule has to spell before it covers these words; `program` is where the program stands. */
export function risksOf(words: readonly string[], program = 0): Risk[] {
  const name = programName(words[program] ?? "");
  if (name === "sed") return sedRisks(words, program);
  if (name === "awk" || name === "gawk" || name === "mawk" || name === "nawk")
    return awkRisks(words, program);
  if (isInterpreter(name)) return interpreterRisks(words, program);
  const options = risky.get(name);
  const found = [
    ...secretRisks(words, program),
    ...operandRisks(name, words, program),
    ...subcommandRisks(name, words, program),
  ];
  for (let at = program + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (options && isRisky(word, options)) found.push({ at, why: `${word}${runs}` });
    else if (name === "make" && word.includes("=")) found.push({ at, why: `${word}${runs}` });
  }
  return found;
}

/** Operands that are more than they look: uniq writes its second, tar takes a first one without a dash as options. */
function operandRisks(name: string, words: readonly string[], program: number): Risk[] {
  const operands = words.flatMap((word, at) =>
    at > program && !word.startsWith("-") ? [{ at, word }] : [],
  );
  const [first, second] = operands;
  if (name === "uniq" && second) return [{ at: second.at, why: `${second.word} would be written` }];
  if (name === "tar" && first?.at === program + 1 && /[IFP]/.test(first.word)) {
    return [{ at: first.at, why: `${first.word}${runs}` }];
  }
  return [];
}

/** `npm exec`, `git config`: they run what follows or make others do so, so a rule for the program alone is none for them. */
function subcommandRisks(name: string, words: readonly string[], program: number): Risk[] {
  const first = words.findIndex((word, at) => at > program && !word.startsWith("-"));
  // Behind an option nobody knows which word is its value, and which the subcommand.
  const last = first > program + 1 ? words.length : first + 1;
  return words.flatMap((word, at) =>
    at > program && at < last && isSubcommandOf(openSubcommands, name, word)
      ? [{ at, why: `${name} ${word} may run whatever follows` }]
      : [],
  );
}

/** Files that hold keys are asked before they are read, by whatever reads them. */
function secretRisks(words: readonly string[], program: number): Risk[] {
  return words.flatMap((word, at) =>
    at > program && namesSecret(word) ? [{ at, why: `${word} may hold keys` }] : [],
  );
}

/** As a whole word, or as the value of an option: `--file=.env`, `-f.env`, `--json @.env`, `HEAD:.env`. */
function namesSecret(word: string): boolean {
  const parts = [word, word.replace(/^-\w/, ""), ...word.split(/[=@:,]/)];
  return parts.some(isSecretPath);
}

function isRisky(word: string, { long = "", short = "", starts = "" }: Options): boolean {
  const name = word.split("=")[0] ?? "";
  for (const option of long.split(" ")) {
    if (option === "") continue;
    // npm and go take one dash as two, and two as one.
    if (
      name === option ||
      (/^-./.test(option) && name.replace(/^-+/, "-") === option.replace(/^-+/, "-"))
    )
      return true;
    // Any unique beginning is taken by GNU's getopt; what is not unique is refused by the program itself.
    if (option.startsWith("--") && name.length > 2 && option.startsWith(name)) return true;
  }
  if (starts !== "" && starts.split(" ").some((start) => word.startsWith(start))) return true;
  if (!/^-[^-]/.test(word)) return false;
  return [...word.slice(1)].some((letter) => short.includes(letter));
}

/** Options of interpreters that only change how they work. */
const harmlessOption = /^(?:--no-warnings|--enable-source-maps|-w|--version|-V|-v)$/;
/** Letters mean different things elsewhere: -E is code for perl, -B for php. */
const harmlessPythonOption = /^(?:-[uBEIsS]+|-Wignore)$/;

/** Their first word is a document or a subcommand and no script; what follows may be code. */
const noScriptRunners: ReadonlySet<string> = new Set(
  (
    "vi vim nvim view ex ed emacs nano less more most man octave sqlite3 mysql psql bc dc m4 gnuplot deno bun " +
    "awk gawk mawk nawk"
  ).split(" "),
);
const codeSubcommand = /^(?:eval|exec|x|repl|-)$/;

/** A script is what a rule for the interpreter covers; code in the words, modules and input are not. */
function interpreterRisks(words: readonly string[], program: number): Risk[] {
  for (let at = program + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (/^(?:--version|-V)$/.test(word) && words.length === program + 2) return [];
    if (harmlessOption.test(word) && !isShell(words[program] ?? "")) continue;
    const name = programName(words[program] ?? "");
    if (/^(?:python|pypy)/.test(name) && harmlessPythonOption.test(word)) continue;
    if (!word.startsWith("-") && !word.startsWith("+")) {
      if (!isInside(word)) return [{ at, why: `${word} is outside the output directory` }];
      if (!noScriptRunners.has(name)) return [];
      const first = codeSubcommand.test(word) ? at : at + 1;
      return words
        .slice(first)
        .map((later, place) => ({ at: first + place, why: `${later} may be code` }));
    }
    const last = Math.min(at + 1, words.length - 1);
    return [
      { at, why: `${word} runs code that no file holds` },
      { at: last, why: `${words[last]} is code` },
    ];
  }
  return [{ at: words.length, why: "it runs what it reads from its input" }];
}

function isInside(path: string): boolean {
  return !path.startsWith("/") && !path.startsWith("~") && !path.split("/").includes("..");
}

/** Lines by number, and replacements without flags that run or write (`e`, `w`). */
const plainSed =
  /^(?:(?:\d+|\$)(?:,(?:\d+|\$|\+\d+))?[pdq=]|s([/|#,])(?:(?!\1)[^\\\n;{}])*\1(?:(?!\1)[^\\\n;{}])*\1[gpiI0-9]*|\/[^/\\\n]*\/[pd])$/;
const plainSedOption = /^-(?:[nErsuz]+|-quiet|-silent|-regexp-extended)$/;

function sedRisks(words: readonly string[], program: number): Risk[] {
  const found = secretRisks(words, program);
  let script = false;
  for (let at = program + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    const given = word === "-e" || word === "--expression";
    if (given || (!word.startsWith("-") && !script)) {
      if (given) at++;
      const code = words[at] ?? "";
      script = true;
      if (!plainSed.test(code)) found.push({ at, why: `the sed script ${code} may run or write` });
    } else if (word.startsWith("-") && !plainSedOption.test(word)) {
      found.push({ at, why: `${word}${runs}` });
    }
  }
  return found;
}

const plainAwk = /^\{ ?print(?: \$(?:\d+|NF)(?:, ?\$(?:\d+|NF))*)? ?\}$/;

function awkRisks(words: readonly string[], program: number): Risk[] {
  for (let at = program + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "-F") at++;
    else if (word.startsWith("-F")) continue;
    else if (word.startsWith("-")) return [{ at, why: `${word}${runs}` }];
    else if (plainAwk.test(word)) return secretRisks(words, program);
    else return [{ at, why: "an awk program may run or write" }];
  }
  return [{ at: words.length, why: "no program is given" }];
}
