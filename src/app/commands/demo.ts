/** `skillet demo`: the whole journey with a scripted model, served over loopback; no key, no network. */

import type { Config } from "../../config/load.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { allowFlags } from "../../core/typed-rule.ts";
import { startScriptedServer } from "../../model/scripted-server.ts";
import { memorySandbox } from "../../sandbox/memory.ts";
import { openShelf } from "../../skills/shelf.ts";
import { verifyTool } from "../../tools/verify.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import { pathWithFlask } from "../demo/python.ts";
import { demoPrompt, demoScript } from "../demo/script.ts";
import type { Endpoint } from "../endpoint.ts";
import { freshFolder } from "../fresh-folder.ts";
import { oneShot } from "../one-shot.ts";
import { newSession } from "../resume.ts";
import { bundledSkills } from "../skills.ts";
import { toStderr } from "../warn.ts";

/** What the demo may do where nobody is there to ask: write its files, and run what the skill's checks run. */
async function unattendedRules(): Promise<string[]> {
  const shelf = await openShelf({
    roots: [{ path: bundledSkills, source: "bundled", trusted: true }],
  });
  const checks = (await shelf.open("flask-app"))?.checks ?? [];
  const nothing = { sandbox: memorySandbox(), skills: shelf, savedChecks: async () => checks };
  const effect = await verifyTool().effect({ checks }, nothing);
  const commands = effect.kind === "exec" ? [effect.command, ...(effect.commands ?? [])] : [];
  return ["write_file", "edit_file", ...commands.map((command) => `shell:${command}`)];
}

export const demo: Command = {
  name: "demo",
  usage: "demo [flags]",
  describe: "Watch a scripted model build, verify and mend a small web app",
  takesRunFlags: true,
  async run({ flags }, io) {
    const out = flags.out ?? freshFolder(io.cwd, "bbs", "Run the demo");
    const attended =
      io.stdinIsTerminal &&
      io.stdoutIsTerminal &&
      flags["output-format"] === undefined &&
      flags.print === undefined;
    const env = { ...io.env, PATH: await pathWithFlask(io.env.PATH ?? "") };
    const rules = attended ? [] : await unattendedRules();
    const allow = [...((flags.allow as string[] | undefined) ?? []), ...rules];
    const config = await configured({
      cwd: io.cwd,
      env,
      flags: { ...flags, out, allow },
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    const server = await startScriptedServer({ model: "scripted model", ...demoScript() });
    const endpoint: Endpoint = {
      provider: "scripted model",
      baseUrl: server.baseUrl,
      apiKey: null,
      model: "scripted model",
    };
    const about = [
      phrase(
        "This is a demo: a scripted model answers, on loopback. It builds a Flask board whatever you answer.",
      ),
      phrase("Everything else is real: the fence, the files, the app, the checks."),
      ...(attended
        ? [
            phrase(
              'Then ask for a change ("add pagination"), take it back (/undo), look around (/help), leave (/exit).',
            ),
          ]
        : []),
      ...(attended ? [] : [phrase("Nobody is at the keyboard, so it runs on these rules:")]),
      ...rules.map((rule) => `  ${allowFlags([rule])}`),
    ];
    toStderr(about.map((line) => `${line}\n`).join(""), io);
    try {
      return attended
        ? await onTerminal(config, endpoint)
        : await oneShot({ own: demoPrompt(), piped: "" }, config, newSession, io, endpoint);
    } finally {
      await server.close();
    }
  },
};

async function onTerminal(config: Config, endpoint: Endpoint): Promise<number> {
  const { chat } = await import("../chat.ts");
  return chat({
    firstPrompt: demoPrompt(),
    config,
    endpoint,
    resume: newSession,
    passing: true,
  });
}
