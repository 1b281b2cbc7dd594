/**
 * Skillet beside its peers, by the harness in ../shared/bench:
 *   node bench/peers.ts --prefix DIR --install --peer pi,codex      installs Node and the peers below DIR
 *   node bench/peers.ts --prefix DIR --peer skillet,pi,codex --job all --out OUT
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./measure.ts";

const harness = new URL("../../shared/bench/", import.meta.url).pathname;
if (!existsSync(join(harness, "run.mjs"))) {
  console.error(
    "The harness is not there: it is expected in ../shared/bench beside this checkout.",
  );
  process.exit(1);
}
const { peers } = JSON.parse(readFileSync(join(harness, "peers.json"), "utf8"));
const inserted = (name: string, ...names: string[]) => ({
  name,
  args: Object.fromEntries(names.map((argument) => [argument, `$${argument}`])),
});
peers.skillet = {
  node: "24",
  bin: "{prefix}/node24/node_modules/node/bin/node",
  pre: [cli],
  env: {
    OPENAI_BASE_URL: "http://127.0.0.1:{port}/v1",
    OPENAI_API_KEY: "x",
    OPENAI_MODEL: "mock-model",
  },
  run: ["-p", "{prompt}", "--out", ".", "--approval-mode", "yolo", "--max-turns", "300"],
  tools: {
    write: inserted("write_file", "path", "content"),
    read: inserted("read_file", "path"),
    shell: inserted("shell", "command"),
  },
};
// The peers' binaries are looked for below the prefix; floors are staged by the harness itself.
const file = join(mkdtempSync(join(tmpdir(), "skillet-peers-")), "peers.json");
writeFileSync(file, JSON.stringify({ peers }));
const { status } = spawnSync(
  process.execPath,
  [join(harness, "run.mjs"), "--peers", file, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
