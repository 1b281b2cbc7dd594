import { display } from "../../core/display.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import type { Slash } from "./slash.ts";

export const lane: Slash = {
  name: "lane",
  describe:
    "the lane in use and why; /lane NAME or /lane auto changes it, from the next message on",
  inJob: "--lane NAME",
  words: ({ lanes }) => ["auto", ...lanes.names],
  run({ session, write }, words) {
    const { lanes } = session;
    if (words !== "") lanes.change(words);
    const [now = "", ...after] = lanes.chain();
    const chain = after.length > 0 ? phrase("{1}, then {2}", now, after.join(", ")) : now;
    const why = translated(display(lanes.why(), { oneLine: true }));
    write(`${words === "" ? chain : phrase("Now: {1}", chain)}   (${why})\n`);
    if (words === "") write(`  /lane NAME: auto, ${lanes.names.join(", ")}\n`);
  },
};
