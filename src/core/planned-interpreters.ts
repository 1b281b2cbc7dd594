/** What an interpreter may be told in a plan: a script of the project, a few options that load nothing, modules that are known. Pure. */

import { programName } from "./command-programs.ts";
import { risksOf } from "./command-risks.ts";
import { isKnown, programModules, scriptInterpreters, useOf } from "./planned-programs.ts";
import { asksMore, isOwnFile, whyNotWords } from "./planned-words.ts";

const longCode = ["eval", "print", "command", "execute"];

/** Of a script or a program of the project: what follows is code. Any beginning of a long option counts. */
export function holdsCode(word: string): boolean {
  if (/^-[A-Za-z]*[cepE]$/.test(word)) return true;
  const long = /^--?([a-z]{2,})(?:=|$)/.exec(word)?.[1];
  return long !== undefined && longCode.some((option) => option.startsWith(long));
}

/** Django's own commands, by the script that each project has for them. */
export function standsFor(name: string): string {
  return name === "manage.py" ? "django-admin" : name;
}

/** Node's own options that decide neither what is loaded nor who may look in. */
const nodeOption =
  /^--(?:test|watch|check|no-warnings|enable-source-maps|trace-warnings|experimental-strip-types)$/;
/** What stands behind the script is never read as an option of theirs. */
const leavesTheRest = /^(?:python|pypy|node|ruby|perl|php|java)$/;
const pythonOption = /^-[uBEIsS]+$/;

/**
 * Why the words behind an interpreter are asked; null: they need not be; a list: the program that they run instead, with its
 * words; undefined: `name` is no interpreter.
 */
export function whyNotInterpreter(
  name: string,
  words: readonly string[],
): string | null | string[] | undefined {
  if (!scriptInterpreters.has(name)) return undefined;
  if (name === "node") return whyNotNode(words);
  if (name === "php" && words[0] === "-S") return whyNotServer(words);
  if (name === "java" && words[0] === "-jar") {
    return words[1]?.endsWith(".jar") ? whyNotScript(name, words.slice(1)) : unseen(name);
  }
  if (name === "java" && /^[A-Z]\w*$/.test(words[0] ?? "")) return codeIn(name, words.slice(1));
  if (name === "python" || name === "pypy") {
    const start = words.findIndex((word) => !pythonOption.test(word));
    if (words[start] === "-m") return whyNotModule(name, words.slice(start + 1));
  }
  return whyNotScript(name, words);
}

function whyNotNode(words: readonly string[]): string | null | string[] {
  const found = words.findIndex((word) => !nodeOption.test(word));
  const start = found < 0 ? words.length : found;
  const rest = words.slice(start);
  if (!words.slice(0, start).includes("--test")) return whyNotScript("node", rest);
  // The test runner takes files; an option among them would be its own again.
  return rest.every((word) => isOwnFile(word) || /^\w+$/.test(word)) ? null : unseen("node");
}

function whyNotServer([, address = "", ...rest]: readonly string[]): string | null {
  const isLocal = /^(?:localhost|127\.0\.0\.1):\d+$/.test(address);
  const files = rest[0] === "-t" ? rest.slice(1) : rest;
  return isLocal && files.every((word) => isOwnFile(word) || /^\w+$/.test(word))
    ? null
    : unseen("php");
}

function whyNotModule(name: string, words: readonly string[]): string | null | string[] {
  const [module = "", ...rest] = words;
  if (programModules.has(module)) return [module, ...rest];
  const found = useOf("python/m", words);
  if (!found) return unseen(`${name} -m ${module}`.trim());
  return whyNotWords(module, rest, found.use);
}

/** The script's own words are its business, as long as they are no code themselves. */
function whyNotScript(name: string, words: readonly string[]): string | null | string[] {
  const [risk] = risksOf([name, ...words]);
  if (risk) return risk.why;
  const start = words.findIndex((word) => !/^[-+]/.test(word));
  const path = words[start] ?? "";
  const rest = words.slice(start + 1);
  // Any other name is a class, of the project or of Java's own tools.
  if (name === "java" && !/\.(?:java|jar)$/.test(path)) return unseen(name);
  if (!isOwnFile(path)) return `${path || name} is no script of the output directory`;
  const program = standsFor(programName(path));
  if (isKnown(program)) return [program, ...rest];
  const option = leavesTheRest.test(name) ? undefined : rest.find((word) => /^[-+]/.test(word));
  return option === undefined ? codeIn(name, rest) : asksMore(name, option);
}

function codeIn(name: string, words: readonly string[]): string | null {
  return words.some(holdsCode) ? unseen(name) : null;
}

function unseen(name: string): string {
  return `${name} runs code that no file holds`;
}
