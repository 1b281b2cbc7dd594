import { display } from "../../core/display.ts";
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
    const next = after.length > 0 ? `, then ${after.join(", ")}` : "";
    write(
      `${words === "" ? "" : "Now: "}${now}${next}   (${display(lanes.why(), { oneLine: true })})\n`,
    );
    if (words === "") write(`  /lane NAME: auto, ${lanes.names.join(", ")}\n`);
  },
};
