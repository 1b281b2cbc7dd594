/** Finds the forms of a page and their hidden fields; the page is not trusted, and reading it takes linear time. */

export interface HtmlForm {
  /** As written; empty: the page's own address. */
  action: string;
  method: string;
  hidden: Record<string, string>;
}

/** A tag that is longer than this is not one. */
const maxTag = 20_000;
const maxForms = 1000;

/** A hidden field outside any form belongs to none. */
export function formsOf(html: string): HtmlForm[] {
  const forms: HtmlForm[] = [];
  let open: HtmlForm | null = null;
  for (
    let at = html.indexOf("<");
    at !== -1 && forms.length < maxForms;
    at = html.indexOf("<", at)
  ) {
    if (html.startsWith("<!--", at)) {
      at = after(html, "-->", at + 4);
      continue;
    }
    const name = /^<(\/?[a-z][a-z0-9]*)/i.exec(html.slice(at, at + 20))?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const end = endOfTag(html, at);
    if (name === "form" && !open) {
      const attributes = attributesOf(html.slice(at + 5, end));
      open = {
        action: attributes.get("action")?.trim() ?? "",
        method: (attributes.get("method") ?? "get").toLowerCase(),
        hidden: {},
      };
      forms.push(open);
    } else if (name === "/form") open = null;
    else if (name === "input" && open) addHidden(open, attributesOf(html.slice(at + 6, end)));
    at = end;
    // What stands in these is text, whatever it looks like.
    if (name === "script" || name === "style" || name === "textarea" || name === "title") {
      at = afterClosing(html, name, end);
    }
  }
  return forms;
}

function addHidden(form: HtmlForm, attributes: ReadonlyMap<string, string>): void {
  if (attributes.get("type")?.toLowerCase() !== "hidden") return;
  const name = attributes.get("name");
  if (name)
    Object.defineProperty(form.hidden, name, {
      value: attributes.get("value") ?? "",
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** Behind the next `mark`, or the end of the text. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

/** Behind the next closing tag of that name, in any letter case, or the end of the text. */
function afterClosing(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, "gi");
  closing.lastIndex = from;
  return closing.test(html) ? closing.lastIndex : html.length;
}

/** Behind the tag's `>`, quoted ones left out. One without an end takes all that was looked at, or this would be quadratic. */
function endOfTag(html: string, start: number): number {
  const limit = Math.min(html.length, start + maxTag);
  let quote = "";
  for (let at = start; at < limit; at++) {
    const character = html[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === ">") return at + 1;
    else if (
      (character === '"' || character === "'") &&
      /=\s*$/.test(html.slice(Math.max(start, at - 4), at))
    ) {
      quote = character;
    }
  }
  return limit;
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  const one = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
  for (const [, name = "", double, single, bare] of text.matchAll(one)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi,
    (all, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
    },
  );
}
