/** What a catalogue holds. The Japanese one says which phrases there are; every other has to have the same. */

import type { ja } from "./ja/index.ts";

/** Text that is made where it is shown, by its English. */
export type Phrase = keyof (typeof ja)["phrases"];
/** English sentences that are made elsewhere, for programs too, and translated when they are shown. */
export type Told = keyof (typeof ja)["told"];

export interface Catalogue {
  phrases: Readonly<Record<Phrase, string>>;
  told: Readonly<Record<Told, string>>;
}
