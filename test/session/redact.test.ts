import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLog } from "../../src/session/log.ts";
import { redactor } from "../../src/session/redact.ts";
import { turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const secrets: [kind: string, ...parts: string[]][] = [
  ["api-key", "sk-", "proj-", "CANARYCANARYCANARYCANARYCANARYCANARY"],
  ["api-key", "sk-", "ant-api03-", "Canary0canary0Canary0"],
  ["api-key", "sk-", "0123456789abcdef0123456789abcdef"],
  ["modelscope", "ms-", "01234567-89ab-cdef-0123-456789abcdef"],
  ["github", "gh", "p_", "CANARYcanaryCANARYcanaryCANARYcanary"],
  ["github", "github", "_pat_", "CANARYcanaryCANARYcanaryCANARYcanary"],
  ["gitlab", "gl", "pat-", "CANARYcanaryCANARYca"],
  ["aws", "AK", "IA", "CANARYCANARY0001"],
  ["slack", "xox", "b-", "0123456789-canary"],
  ["huggingface", "hf", "_", "CANARYcanaryCANARYcanaryCANARYcanary"],
  ["google", "AI", "za", "CANARYcanaryCANARYcanaryCANARYcanar"],
  ["npm", "npm", "_", "CANARYcanaryCANARYcanaryCANARYcanary"],
  ["stripe", "sk_", "live_", "CANARYcanaryCANARYcanary"],
  ["jwt", "eyJ", "CANARYcanary", ".eyJ", "CANARYcanary", ".CANARYcanary"],
  ["bearer", "Bearer ", "CANARYcanary.CANARYcanary.0123456789"],
  [
    "private-key",
    "-----BEGIN RSA PRIVATE",
    " KEY-----\n",
    "CANARYcanaryCANARYcanaryCANARYcanary0123\n",
    "-----END RSA PRIVATE KEY-----",
  ],
];

const places: [place: string, (secret: string) => string][] = [
  ["alone", (secret) => secret],
  ["in a line of its own", (secret) => `before\n${secret}\nafter`],
  ["in quotes", (secret) => `KEY="${secret}"`],
  ["in JSON inside a string", (secret) => JSON.stringify({ text: `a\n${secret}\n` })],
  ["in colour", (secret) => `\u001b[01;31m\u001b[K${secret}\u001b[m`],
  ["in colour, written out", (secret) => JSON.stringify(`\u001b[38;5;1m${secret}`)],
  ["in colour, as a shell writes it", (secret) => `\\033[31m${secret}\\033[0m`],
  ["in a URL", (secret) => `http://host/?key=${secret}&x=1`],
];

test.each(secrets)("a key of the kind %s is not written, wherever it stands", (kind, ...parts) => {
  const secret = parts.join("");
  const { clean, suspects } = redactor();
  const canary = /canary(?!\.local)/i;
  for (const [place, put] of places) {
    const text = put(secret);
    expect([place, suspects(JSON.stringify({ text }))]).toEqual([place, true]);
    const cleaned = clean({ text, nested: [{ [text]: text }] });
    expect([place, JSON.stringify(cleaned)]).toEqual([
      place,
      expect.stringContaining(`[redacted:${kind}]`),
    ]);
    expect([place, canary.test(JSON.stringify(cleaned))]).toEqual([place, false]);
    expect(JSON.stringify(cleaned)).not.toContain(secret);
  }
});

test("passwords in addresses and authorization headers go, what stands around them stays", () => {
  const { clean } = redactor();
  expect(clean("http://user:hunter2@proxy.local:3128/")).toBe(
    "http://user:[redacted:url-password]@proxy.local:3128/",
  );
  expect(clean("https://api.local/v1?api_key=abcdefgh1234&x=1")).toBe(
    "https://api.local/v1?api_key=[redacted:url-key]&x=1",
  );
  expect(clean('{"Authorization": "Basic dXNlcjpwYXNz"}')).toBe(
    '{"Authorization": "Basic [redacted:authorization]"}',
  );
});

test("known values are not written, in plain, in JSON or in an address", () => {
  const secret = 'p"ss\\w/rd 秘密';
  const { clean, suspects } = redactor([secret]);
  for (const text of [secret, `x${secret}y`, encodeURIComponent(secret)]) {
    expect(suspects(JSON.stringify({ text }))).toBe(true);
    expect(clean({ text }).text).toMatch(/^x?\[redacted:secret\]y?$/);
  }
});

test("short known values are left alone: they would be words", () => {
  const { clean, suspects } = redactor(["", "ollama", "none"]);
  expect(suspects(JSON.stringify({ text: "ollama none" }))).toBe(false);
  expect(clean("ollama none")).toBe("ollama none");
});

test("the log holds no secret, and append gives back what was written", () => {
  const path = join(temporaryFolder(), "s.jsonl");
  const known = "correct horse battery";
  const log = openLog(path, { now: () => 0, secrets: [known] });
  const key = ["sk-", "CANARYCANARYCANARYCANARY"].join("");
  const entry = log.append({ type: "turn_start", prompt: `use ${key} and ${known}` });
  log.close();
  expect(entry).toMatchObject({ prompt: "use [redacted:api-key] and [redacted:secret]" });
  expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(entry)}\n`);
});

test("facts without a secret are returned as they were given", () => {
  const { suspects } = redactor(["correct horse battery"]);
  for (const fact of turn()) expect(suspects(JSON.stringify(fact))).toBe(false);
});

test("source code, lock files and documentation are left as they are", () => {
  const { clean } = redactor();
  let hits = 0;
  let size = 0;
  for (const folder of ["src", "node_modules/marked/lib", "node_modules/openai/resources"]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, name);
      if (size > 3_000_000 || !/\.(js|mjs|ts|md|json)$/.test(name) || !statSync(path).isFile())
        continue;
      const text = readFileSync(path, "utf8");
      size += text.length;
      hits += clean(text) === text ? 0 : 1;
    }
  }
  const lock = readFileSync("package-lock.json", "utf8");
  expect(clean(lock)).toBe(lock);
  expect(size).toBeGreaterThan(1_000_000);
  expect(hits).toBeLessThan(5);
});

test("hostile text costs no more than its length", () => {
  const { clean } = redactor();
  for (const unit of [
    "://a:",
    "sk-",
    "eyJ",
    "-----BEGIN PRIVATE KEY-----",
    "Bearer a",
    "?a_=",
    "authorization: ",
  ]) {
    const text = unit.repeat(Math.ceil(300_000 / unit.length));
    expect(clean(text).length).toBeGreaterThan(0);
  }
});

test.each(["", "\n", "\nmore"])("a known key in base64 is known, with %j behind it", (behind) => {
  const key = "canary~?>canary-0123";
  const { clean, suspects } = redactor([key]);
  for (const encoding of ["base64", "base64url"] as const) {
    const text = `it is ${Buffer.from(key + behind).toString(encoding)}`;
    expect(suspects(JSON.stringify({ text }))).toBe(true);
    const end = clean(text).slice("it is [redacted:secret]".length);
    expect(clean(text)).toMatch(/^it is \[redacted:secret\]/);
    // Not even enough is left to tell the last three characters.
    expect(end.length).toBeLessThanOrEqual(behind.length > 1 ? 12 : 4);
  }
});
