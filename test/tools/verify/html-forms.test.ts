import { describe, expect, test } from "vitest";
import { formsOf } from "../../../src/tools/verify/html-forms.ts";

describe("finding forms", () => {
  test("takes action, method and hidden fields, and no other ones", () => {
    const html = `
      <FORM Method="POST" action='/post?x=1&amp;y=2'>
        <input type="hidden" name="token" value="a&quot;b&#39;c&#x41;">
        <input type=hidden name=page value=2>
        <input name="title" value="visible">
        <input type="hidden" value="nameless">
      </FORM>
      <input type="hidden" name="stray" value="1">
      <form><input value="1" type="hidden" name="plain"/></form>`;
    expect(formsOf(html)).toEqual([
      { action: "/post?x=1&y=2", method: "post", hidden: { token: "a\"b'cA", page: "2" } },
      { action: "", method: "get", hidden: { plain: "1" } },
    ]);
  });

  test("takes what stands in comments, scripts and text fields for text", () => {
    const form = '<form action="/x"><input type=hidden name=a value=b></form>';
    const html = `<!-- ${form} --><script>"${form}"</SCRIPT><textarea>${form}</textarea><title>${form}</title>`;
    expect(formsOf(html)).toEqual([]);
  });

  test("a bracket in a quoted value does not end the tag", () => {
    const [form] = formsOf(
      '<form title="a > b" action="/x"><input type="hidden" name="t" value="1>2">',
    );
    expect(form).toEqual({ action: "/x", method: "get", hidden: { t: "1>2" } });
  });

  test("a field named like a property of objects is a field", () => {
    const [form] = formsOf("<form><input type=hidden name=__proto__ value=1></form>");
    expect(Object.keys(form?.hidden ?? {})).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).value).toBeUndefined();
  });

  test.each([
    ["open tags", "<form "],
    ["open quotes", '<input value="'],
    ["open comments", "<!--"],
    ["open scripts", "<script>"],
    ["brackets", "<"],
    ["attributes", "<form a=b c='d' "],
    ["forms", "<form><input type=hidden name=a>"],
    ["dots above", "İ<script>"],
  ])("a megabyte of %s is read through to its end", (_, piece) => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(formsOf(html).length).toBeLessThanOrEqual(1000);
  });
});
