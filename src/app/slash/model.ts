import { askYes } from "../../approval/keys.ts";
import { display } from "../../core/display.ts";
import { counted, phrase, translated } from "../../core/messages/phrase.ts";
import { isListed, type Listed, listedModels, namesNear } from "../listed-models.ts";
import { endpointNamed, modelLines } from "../switch-model.ts";
import type { Slash, SlashContext } from "./slash.ts";

/** So many of the listed names are shown; some endpoints have hundreds. */
const mostShown = 20;

export const model: Slash = {
  name: "model",
  describe: "the model in use; /model NAME changes it, from the next message on",
  inJob: "-m NAME",
  run: (context, words) => (words === "" ? show(context) : change(context, words)),
};

/** What is known already is shown before the endpoint is asked. */
async function show({ session, config, write, signal }: SlashContext): Promise<void> {
  const endpoint = session.endpoint();
  for (const line of modelLines(config, endpoint)) write(`${shown(line)}\n`);
  if (config.replay !== null) return;
  const listed = await unlessStopped(listedModels(endpoint, config, signal), signal);
  if (listed) for (const line of listLines(listed, endpoint.model)) write(`${line}\n`);
}

function listLines(listed: Listed, current: string): string[] {
  const why = whyNone(listed);
  if (!("ids" in listed) || why !== null) {
    return [`  ${phrase("This endpoint does not list its models: {1}", why ?? "")}`];
  }
  const { ids } = listed;
  const more = ids.length - mostShown;
  const models = counted(ids.length, "model");
  return [
    `  ${
      isListed(current, ids)
        ? phrase("This endpoint lists {1}:", models)
        : phrase("This endpoint lists {1}, and {2} is not among them:", models, shown(current))
    }`,
    ...ids.slice(0, mostShown).map((id) => `  ${isListed(current, [id]) ? "*" : " "} ${shown(id)}`),
    ...(more > 0 ? [`    ${phrase("{1} more: skillet models", more)}`] : []),
  ];
}

/** Only a name that the endpoint might know by another one is asked about: many list less than they have. */
async function change(context: SlashContext, words: string): Promise<void> {
  const { session, config, write, signal } = context;
  const before = session.endpoint();
  const wanted = await endpointNamed(words, config, before);
  const listed = await unlessStopped(listedModels(wanted, config, signal), signal);
  if (!listed) return write(`${phrase("The model stays {1}.", shown(before.model))}\n`);
  const why = whyNone(listed);
  if ("ids" in listed && why === null && !isListed(wanted.model, listed.ids)) {
    if (!(await askedFor(wanted.model, listed.ids, before.model, context))) return;
  }
  await session.changeModel(wanted);
  const [now = ""] = modelLines(config, wanted);
  write(`${phrase("Now: {1}", shown(now))}\n`);
  if (why !== null) write(`  ${phrase("The name was not checked: {1}", why)}\n`);
}

function askedFor(
  wanted: string,
  ids: readonly string[],
  before: string,
  context: SlashContext,
): Promise<boolean> {
  const models = counted(ids.length, "model");
  const near = namesNear(wanted, ids).map(shown);
  const text = phrase("{1} is not among the {2} that this endpoint lists.", shown(wanted), models);
  const lines = [
    { role: "title", text } as const,
    ...(near.length > 0
      ? [{ role: "field", text: `  ${phrase("Near: {1}", near.join(", "))}` } as const]
      : []),
  ];
  const keys = `[y] ${phrase("take it all the same")}  [n] ${phrase("keep {1}", shown(before))}`;
  return askYes(lines, keys, context);
}

/** Why nothing can be said about a name; null: there are names to compare it with. */
function whyNone(listed: Listed): string | null {
  if ("why" in listed) return translated(shown(listed.why));
  return listed.ids.length === 0 ? phrase("it lists no models") : null;
}

/** null: the user stopped it. */
async function unlessStopped(
  listing: Promise<Listed>,
  signal: AbortSignal,
): Promise<Listed | null> {
  try {
    return await listing;
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return null;
  }
}

function shown(text: string): string {
  return display(text, { oneLine: true });
}
