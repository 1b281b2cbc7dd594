/** What the colouring of code knows of languages: comments, strings and keywords; no more than helps the eye. */

export interface CodeLanguage {
  /** To the end of the line. `#` counts only at the start or behind a blank. */
  lineComments: readonly string[];
  /** Begin and end, over lines. */
  blockComments: readonly (readonly [begin: string, end: string])[];
  strings: readonly CodeString[];
  keywords: ReadonlySet<string>;
  /** Whether keywords are the same in capitals. */
  anyCase: boolean;
  /** Whether `<name` and `</name` are tags. */
  tags: boolean;
}

export interface CodeString {
  quote: string;
  /** A backslash takes the next character along. */
  escapes: boolean;
  /** It may go on in the next line. */
  lines: boolean;
  /** One character only, `'a'`: a lone quote means something else (a lifetime). */
  character?: boolean;
}

const double: CodeString = { quote: '"', escapes: true, lines: false };
const single: CodeString = { quote: "'", escapes: true, lines: false };
const character: CodeString = { ...single, character: true };
const raw = (quote: string): CodeString => ({ quote, escapes: false, lines: true });
const block = [["/*", "*/"]] as const;

function language(keywords: string, parts: Partial<CodeLanguage> = {}): CodeLanguage {
  return {
    lineComments: [],
    blockComments: [],
    strings: [double, single],
    anyCase: false,
    tags: false,
    ...parts,
    keywords: new Set(keywords.split(" ")),
  };
}

const hash = { lineComments: ["#"] };
const slashes = { lineComments: ["//"], blockComments: block };
const cStrings = { ...slashes, strings: [double, character] };

const script = language(
  "abstract as async await break case catch class const continue debugger default delete do else enum export extends false finally for from function get if implements import in instanceof interface keyof let new null of private protected public readonly return satisfies set static super switch this throw true try type typeof undefined var void while with yield",
  { ...slashes, strings: [double, single, { quote: "`", escapes: true, lines: true }] },
);
const python = language(
  "False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try while with yield",
  {
    ...hash,
    strings: [
      { quote: '"""', escapes: true, lines: true },
      { quote: "'''", escapes: true, lines: true },
      double,
      single,
    ],
  },
);
const shell = language(
  "break case cd continue do done echo elif else esac exit export fi for function if in local read return set shift source then trap unset until while",
  { ...hash, strings: [{ ...double, lines: true }, raw("'")] },
);
const c = language(
  "auto bool break case char class const constexpr continue default delete do double else enum extern false float for if include inline int long namespace new nullptr operator override private protected public return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while",
  cStrings,
);
const java = language(
  "abstract boolean break byte case catch char class const continue data default do double else enum extends false final finally float for fun if implements import in instanceof int interface internal is long namespace new null object open out override package private protected public record return sealed short static string super switch synchronized this throw throws true try using val var virtual void when while",
  cStrings,
);
const go = language(
  "break case chan const continue default defer else fallthrough false for func go goto if import interface iota map nil package range return select struct switch true type var",
  { ...slashes, strings: [double, character, raw("`")] },
);
const rust = language(
  "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
  { ...cStrings, strings: [{ ...double, lines: true }, character] },
);
const swift = language(
  "as break case catch class continue default defer do else enum extension false for func guard if import in init let nil private protocol public return self static struct switch throw throws true try var while",
  { ...slashes, strings: [raw('"""'), double] },
);
const php = language(
  "abstract array as break case catch class const continue default do echo else elseif extends false final finally fn for foreach function global if implements interface match namespace new null private protected public return static switch throw true try use var while",
  { lineComments: ["//", "#"], blockComments: block },
);
const ruby = language(
  "alias and begin break case class def do else elsif end ensure false for if in module next nil not or raise redo require rescue retry return self super then true unless until when while yield",
  hash,
);
const lua = language(
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
  { lineComments: ["--"], blockComments: [["--[[", "]]"]] },
);
const sql = language(
  "add alter and as asc begin between by case check column commit constraint create default delete desc distinct drop else end exists foreign from group having if in index inner insert into is join key left like limit not null offset on or order outer primary references returning right rollback select set table then transaction union unique update values view when where with",
  { lineComments: ["--"], blockComments: block, anyCase: true },
);
const json = language("true false null", { ...slashes, strings: [double] });
const data = language("true false null yes no on off", {
  ...hash,
  strings: [raw('"""'), double, single],
});
const docker = language(
  "add arg as cmd copy entrypoint env expose from healthcheck label run shell user volume workdir",
  { ...hash, anyCase: true },
);
const css = language("important media import keyframes supports from to", { blockComments: block });
const markup = language("", { blockComments: [["<!--", "-->"]], strings: [double], tags: true });

const byName: Readonly<Record<string, CodeLanguage>> = {
  ...named(script, "js jsx mjs cjs javascript ts tsx mts cts typescript node"),
  ...named(python, "py python python3 pyi"),
  ...named(shell, "sh bash zsh shell console fish ksh"),
  ...named(c, "c h cc cpp cxx c++ hpp objc arduino"),
  ...named(java, "java kotlin kt kts cs csharp c# scala groovy dart"),
  ...named(go, "go golang"),
  ...named(rust, "rs rust"),
  ...named(swift, "swift"),
  ...named(php, "php"),
  ...named(ruby, "rb ruby perl pl elixir ex r"),
  ...named(lua, "lua"),
  ...named(sql, "sql sqlite postgresql postgres mysql"),
  ...named(json, "json jsonc json5 jsonl"),
  ...named(data, "yaml yml toml ini cfg conf env properties makefile make"),
  ...named(docker, "dockerfile docker"),
  ...named(css, "css scss less sass"),
  ...named(markup, "html htm xml svg vue svelte jinja jinja2 xhtml"),
};

function named(one: CodeLanguage, names: string): Record<string, CodeLanguage> {
  return Object.fromEntries(names.split(" ").map((name) => [name, one]));
}

/** By what stands behind a fence: `ts`, `python title="x"`, `{.js}`. undefined: none that is known. */
export function codeLanguage(info: string): CodeLanguage | undefined {
  const name = /[\w#+]+/.exec(info)?.[0].toLowerCase() ?? "";
  return Object.hasOwn(byName, name) ? byName[name] : undefined;
}
