/** What an entry of the setting `endpoints` can hold. */

import { type Kind, namedOf, numberOf, objectOf } from "./setting-kinds.ts";

const anyText: Kind = {
  check: (value) => typeof value === "string",
  is: "a text",
  schema: { type: "string" },
};

const amount = numberOf("an amount from 0 up", 0, 1e9);

/** Shown behind an amount, so nothing that could pass for something else. */
const currency: Kind = {
  check: (value) => typeof value === "string" && /^[^\s\p{C}]{1,8}$/u.test(value),
  is: "a short name such as USD",
  schema: { type: "string", minLength: 1, maxLength: 8 },
};

const price = objectOf(
  {
    input: { kind: amount, describe: "For a million tokens of input", needed: true },
    cachedInput: { kind: amount, describe: "For input that came from a cache; as input" },
    output: { kind: amount, describe: "For a million tokens of output", needed: true },
    currency: { kind: currency, describe: "Shown behind amounts, for example USD" },
  },
  "a price",
);

export const namedEndpoints: Kind = namedOf(
  objectOf(
    {
      provider: { kind: anyText, describe: "Preset for URL and key" },
      baseUrl: { kind: anyText, describe: "OpenAI-compatible endpoint, with its /v1" },
      apiKeyEnv: {
        kind: anyText,
        describe: "Name of the variable that holds the key; never the key",
      },
      model: { kind: anyText, describe: "Model name" },
      price: { kind: price, describe: "What its tokens cost" },
    },
    "an endpoint",
  ),
  'names that can be seen and typed, with what belongs to each: { "home": { "baseUrl": "...", "apiKeyEnv": "...", "model": "...", "price": { "input": 1, "output": 2, "currency": "USD" } } }',
);
