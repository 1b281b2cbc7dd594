/** `skillet demo`: the whole journey with a scripted model, served over loopback; no key, no network. */

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Config, loadConfig } from "../../config/load.ts";
import { startScriptedServer } from "../../model/scripted-server.ts";
import type { Command } from "../command.ts";
import { pathWithFlask } from "../demo/python.ts";
import { demoPrompt, demoScript } from "../demo/script.ts";
import type { Endpoint } from "../endpoint.ts";
import { oneShot } from "../one-shot.ts";
import { newSession } from "../resume.ts";

/** What the demo may do where nobody is there to ask; shown before it starts. */
const unattendedRules = [
  "write_file",
  "edit_file",
  "shell:rm -f /tmp/checks-data.json",
  "shell:PORT=5000 DATA_FILE=/tmp/checks-data.json python3 app.py",
];

export const demo: Command = {
  name: "demo",
  usage: "demo [flags]",
  describe: "Watch a scripted model build, verify and mend a small web app",
  takesRunFlags: true,
  async run({ flags }, io) {
    const out = flags.out ?? freshFolder(io.cwd);
    const attended =
      io.stdinIsTerminal &&
      io.stdoutIsTerminal &&
      flags["output-format"] === undefined &&
      flags.print === undefined;
    const env = { ...io.env, PATH: await pathWithFlask(io.env.PATH ?? "") };
    const rules = attended ? [] : unattendedRules;
    const allow = [...((flags.allow as string[] | undefined) ?? []), ...rules];
    const config = await loadConfig({
      cwd: io.cwd,
      env,
      flags: { ...flags, out, allow },
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    const server = await startScriptedServer({ model: "scripted model", ...demoScript });
    const endpoint: Endpoint = {
      provider: "scripted model",
      baseUrl: server.baseUrl,
      apiKey: null,
      model: "scripted model",
    };
    io.err(
      `This is a demo: a scripted model answers, on loopback. Everything else is real: the fence, the files, the app.\n`,
    );
    if (!attended)
      io.err(
        `Nobody is at the keyboard, so it runs on these rules:\n${rules.map((rule) => `  --allow "${rule}"\n`).join("")}`,
      );
    try {
      return attended
        ? await onTerminal(config, endpoint)
        : await oneShot(demoPrompt, config, newSession, io, endpoint);
    } finally {
      await server.close();
    }
  },
};

async function onTerminal(config: Config, endpoint: Endpoint): Promise<number> {
  const { chat } = await import("../chat.ts");
  return chat({
    firstPrompt: demoPrompt,
    config,
    endpoint,
    resume: newSession,
    once: true,
  });
}

/** ./sandbox/bbs, or the first of bbs-2, bbs-3 ... that is not there: no run of the demo touches the files of another. */
function freshFolder(cwd: string): string {
  const sandbox = join(cwd, "sandbox");
  mkdirSync(sandbox, { recursive: true });
  for (let number = 1; ; number++) {
    const folder = join(sandbox, number === 1 ? "bbs" : `bbs-${number}`);
    if (!existsSync(folder)) return folder;
  }
}
