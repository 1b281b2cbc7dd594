/** Every flag of the command line, as data: the quick parser, yargs and the documentation read the same table. */

export interface Flag {
  name: string;
  alias?: string;
  type: "string" | "boolean" | "number" | "array";
  describe: string;
  /** What stands for the value in the help. */
  value?: string;
  choices?: readonly string[];
  /** The value may be left out; it is empty then. */
  optional?: boolean;
  group: FlagGroup;
}

export type FlagGroup = "Run:" | "Model:" | "Safety:" | "Limits:" | "Skills:" | "Output:";

/** Before and behind every command, whatever else it takes. */
export const languageFlag: Flag = {
  name: "lang",
  type: "string",
  choices: ["en", "ja", "zh"],
  describe: "Language of what Skillet says (default: as the locale has it)",
  group: "Output:",
};

export const flags: readonly Flag[] = [
  {
    name: "print",
    alias: "p",
    type: "string",
    value: "PROMPT",
    describe: "One prompt, no questions, then exit; - reads it from stdin",
    group: "Run:",
  },
  {
    name: "continue",
    alias: "c",
    type: "boolean",
    describe: "Continue the last session of this folder",
    group: "Run:",
  },
  {
    name: "resume",
    alias: "r",
    type: "string",
    value: "ID|NAME",
    optional: true,
    describe: "Continue a session by id or name, or the start of one; without a value, choose it",
    group: "Run:",
  },
  {
    name: "fork-session",
    type: "boolean",
    describe: "With --continue or --resume: go on in a copy, the session stays as it is",
    group: "Run:",
  },
  {
    name: "out",
    alias: "o",
    type: "string",
    value: "DIR",
    describe: "The one directory that may change (default ./sandbox)",
    group: "Run:",
  },
  {
    name: "add-dir",
    type: "array",
    value: "DIR",
    describe: "A further directory that may be read",
    group: "Run:",
  },
  {
    name: "open",
    type: "array",
    value: "PORT",
    describe: "When the app listens on this port of the sandbox, open it to your own browser",
    group: "Run:",
  },
  {
    name: "model",
    alias: "m",
    type: "string",
    value: "NAME",
    describe: "Model name",
    group: "Model:",
  },
  {
    name: "provider",
    type: "string",
    value: "NAME",
    describe: "Preset for URL and key: openai, dashscope, ollama ...",
    group: "Model:",
  },
  {
    name: "base-url",
    type: "string",
    value: "URL",
    describe: "OpenAI-compatible endpoint, with its /v1",
    group: "Model:",
  },
  {
    name: "api-key-env",
    type: "string",
    value: "NAME",
    describe: "Environment variable that holds the key",
    group: "Model:",
  },
  {
    name: "lane",
    type: "string",
    choices: ["auto", "native", "hermes", "qwen_xml", "json_decision", "xml_decision", "react"],
    describe: "How tools are told to the model (default auto: natively, as text where that fails)",
    group: "Model:",
  },
  {
    name: "stream",
    type: "boolean",
    describe: "Stream replies (default; --no-stream turns it off)",
    group: "Model:",
  },
  {
    name: "tool-choice",
    type: "string",
    value: "auto|none|required|NAME",
    describe: "What the endpoint is told about choosing tools",
    group: "Model:",
  },
  {
    name: "parallel-tool-calls",
    type: "boolean",
    describe: "Ask the endpoint for several calls in one reply",
    group: "Model:",
  },
  {
    name: "temperature",
    type: "number",
    value: "N",
    describe: "Sampling temperature (default: the endpoint's)",
    group: "Model:",
  },
  {
    name: "api",
    type: "string",
    choices: ["chat", "responses"],
    describe: "Chat completions (default) or the Responses API",
    group: "Model:",
  },
  {
    name: "thinking",
    type: "string",
    choices: ["off", "low", "medium", "high"],
    describe: "How much the model thinks (default: as the endpoint does)",
    group: "Model:",
  },
  {
    name: "cap-cache",
    type: "boolean",
    describe:
      "Use what was learned of the endpoint (default; --no-cap-cache neither uses nor keeps it)",
    group: "Model:",
  },
  {
    name: "print-harness",
    type: "boolean",
    describe: "Print how the model would be driven, and why; ask nothing",
    group: "Model:",
  },
  {
    name: "record",
    type: "string",
    value: "FILE",
    describe: "Keep the model's traffic in a new file",
    group: "Model:",
  },
  {
    name: "replay",
    type: "string",
    value: "FILE",
    describe: "Answer from such a file: no endpoint, no key",
    group: "Model:",
  },
  {
    name: "approval-mode",
    type: "string",
    choices: ["ask", "auto-edit", "plan", "yolo"],
    describe: "What goes through unasked (default ask)",
    group: "Safety:",
  },
  {
    name: "allow",
    type: "array",
    value: "RULE",
    describe: 'Allow without asking, for example "shell:npm test"',
    group: "Safety:",
  },
  {
    name: "deny",
    type: "array",
    value: "RULE",
    describe: "Deny; wins over every allow",
    group: "Safety:",
  },
  {
    name: "sandbox",
    type: "string",
    choices: ["auto", "bwrap", "landlock", "seatbelt", "docker", "podman", "none"],
    describe: "The fence around commands (default auto)",
    group: "Safety:",
  },
  {
    name: "sandbox-image",
    type: "string",
    value: "IMAGE",
    describe:
      "The image for --sandbox docker and podman (default debian:stable-slim); never fetched",
    group: "Safety:",
  },
  {
    name: "allow-host",
    type: "array",
    value: "HOST",
    describe:
      "Commands may reach this host in this session, for example registry.example.org or *.example.org",
    group: "Safety:",
  },
  {
    name: "verify",
    type: "string",
    choices: ["auto", "required", "off"],
    describe: "auto: exit 61 when a check failed; required: when nothing was proven",
    group: "Safety:",
  },
  {
    name: "max-turns",
    type: "number",
    value: "N",
    describe: "Model calls in one turn (default 50)",
    group: "Limits:",
  },
  {
    name: "max-tokens-total",
    type: "number",
    value: "N",
    describe: "Tokens of this run, input and output together",
    group: "Limits:",
  },
  {
    name: "max-budget",
    type: "number",
    value: "AMOUNT",
    describe: "Cost of this run; needs the endpoint's price in settings.json",
    group: "Limits:",
  },
  {
    name: "max-time",
    type: "string",
    value: "10m",
    describe: "Time of this run, commands included: 90s, 10m, 1h30m",
    group: "Limits:",
  },
  {
    name: "skill",
    type: "array",
    value: "PATH",
    describe: "A further skill file or folder",
    group: "Skills:",
  },
  {
    name: "skills",
    type: "boolean",
    describe: "Use skills (default; --no-skills turns them off)",
    group: "Skills:",
  },
  {
    name: "trust-project-skills",
    type: "boolean",
    describe: "Use this folder's own skills in this run",
    group: "Skills:",
  },
  {
    name: "output-format",
    type: "string",
    choices: ["text", "json", "stream-json"],
    describe: "What stands on stdout (default text)",
    group: "Output:",
  },
  {
    name: "json-schema",
    type: "string",
    value: "FILE",
    describe: "The answer must be JSON that fits this schema; with -p",
    group: "Output:",
  },
  {
    name: "quiet",
    alias: "q",
    type: "boolean",
    describe: "No progress, only the answer and errors",
    group: "Output:",
  },
  {
    name: "verbose",
    alias: "v",
    type: "boolean",
    describe: "Thoughts, lanes and tokens as well",
    group: "Output:",
  },
  {
    name: "debug",
    type: "string",
    value: "FILE",
    describe: "Log requests, decisions, processes and times there; no keys",
    group: "Output:",
  },
  {
    name: "color",
    type: "boolean",
    describe: "Colour (default on a terminal; --no-color turns it off)",
    group: "Output:",
  },
  {
    name: "screen-reader",
    type: "boolean",
    describe: "For screen readers: whole lines only, nothing redrawn, choices numbered",
    group: "Output:",
  },
  languageFlag,
];

/** Flags of the design that this version does not have yet: named, so that nobody searches for a typing error. */
export const laterFlags: readonly string[] = ["harden"];

/** The values of the flags that were given; what is missing was not given. */
export type FlagValues = Readonly<
  Record<string, string | boolean | number | readonly string[] | undefined>
>;

export interface ParsedRun {
  prompt: string[];
  flags: FlagValues;
}
