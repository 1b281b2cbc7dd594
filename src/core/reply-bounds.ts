/** What one reply of a model may carry: a reply is input from outside, and whatever goes over its calls later must have an end. */

/**
 * Calls of one reply. A reply with more is unreadable as a whole: none of them runs, none is kept, and the model is asked for
 * fewer. 128 is what OpenAI's API takes back in the `tool_calls` of one message (400 `array_above_max_length`,
 * github.com/openai/openai-dotnet/issues/317): a longer list could not be answered there. Replies that mean their calls hold a
 * dozen or two; thousands come from models that have lost the thread (3,451 in one reply, github.com/tya5/reyn/issues/1666).
 */
export const mostCalls = 128;

/** Characters of a call's name; what comes behind them is dropped. APIs allow 64 for a tool's name, gateways put prefixes before it. */
export const mostNameCharacters = 256;

/**
 * Characters of one reply: text, thoughts and arguments together. Models write at most some 2 million (384,000 tokens); reading
 * calls out of a text holds everything else up, signals too, and of this much it takes about a second.
 */
export const mostCharacters = 8 * 2 ** 20;

/** Of an unreadable decision, of its rejected calls, and of a reply's anomalies. */
export const tooManyCalls = "too_many_calls";
