#!/usr/bin/env node
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { count, ranked } from "./lib.js";

const name = "wordcount";
const help = `Usage: ${name} [options] [file...]

Counts how often each word occurs; reads standard input without a file.

  --top N      only the N most frequent words
  --json       one JSON object a line
  -h, --help   this text
  --version    the version

Example: ${name} --top 10 book.txt`;

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      top: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  if (values.help) return print(help);
  if (values.version) return print(versionOf());
  const top = values.top === undefined ? undefined : wholeNumber(values.top);
  const counts = new Map();
  const inputs = positionals.length > 0 ? positionals.map((path) => createReadStream(path)) : [process.stdin];
  for (const input of inputs) {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) count(line, counts);
  }
  const lines = ranked(counts, top).map((one) =>
    values.json ? JSON.stringify(one) : `${one.count}  ${one.word}`,
  );
  return lines.length > 0 ? print(lines.join("\n")) : 0;
}

function print(text) {
  process.stdout.write(`${text}\n`);
  return 0;
}

function versionOf() {
  return JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).version;
}

function wholeNumber(text) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw Object.assign(new Error("--top needs a whole number"), { code: "ERR_PARSE_ARGS_TOP" });
}

process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`${name}: ${error.message}`);
  process.exitCode = String(error.code).startsWith("ERR_PARSE_ARGS") ? 2 : 1;
}
