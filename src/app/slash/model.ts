import { display } from "../../core/display.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { endpointNamed, modelLines } from "../switch-model.ts";
import type { Slash } from "./slash.ts";

export const model: Slash = {
  name: "model",
  describe: "the model in use; /model NAME changes it, from the next message on",
  inJob: "-m NAME",
  async run({ session, config, write }, words) {
    if (words !== "") {
      await session.changeModel(await endpointNamed(words, config, session.endpoint()));
    }
    const [now = "", ...more] = modelLines(config, session.endpoint());
    for (const line of words === "" ? [now, ...more] : [phrase("Now: {1}", now)]) {
      write(`${display(line, { oneLine: true })}\n`);
    }
  },
};
