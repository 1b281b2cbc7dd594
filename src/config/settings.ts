/** Every setting, as data: the reader of the files, `skillet config` and the published schema read this one table. */

import type { Price } from "../core/cost.ts";
import { type Language, languages } from "../core/messages/language.ts";
import { namedEndpoints } from "./endpoint-kind.ts";
import {
  countOf,
  type Kind,
  listOf,
  numberOf,
  oneOf,
  onOff,
  span,
  spanOf,
  text,
} from "./setting-kinds.ts";

export type SandboxChoice =
  | "auto"
  | "bwrap"
  | "landlock"
  | "seatbelt"
  | "docker"
  | "podman"
  | "none";

/** An endpoint by a name of the user's own, for `/model NAME`. */
export interface NamedEndpoint {
  provider?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  model?: string;
  /** What its tokens cost; missing: not known. */
  price?: Price;
}

export interface Settings {
  $schema?: string;
  model?: string;
  provider?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  /** Further ones, to change to while a conversation goes on. */
  endpoints?: Record<string, NamedEndpoint>;
  thinking?: "off" | "low" | "medium" | "high";
  /** Of the model, in tokens. */
  contextWindow?: number;
  out?: string;
  approvalMode?: "ask" | "auto-edit" | "plan" | "yolo";
  /** Rules as typed: "allow shell:npm test". */
  rules?: string[];
  sandbox?: SandboxChoice;
  /** For the sandboxes docker and podman. */
  sandboxImage?: string;
  maxTurns?: number;
  /** Input and output of one run. */
  maxTokensTotal?: number;
  /** Of one run, in the currency of the endpoint's price. */
  maxBudget?: number;
  /** Of one run: 90s, 10m, 1h30m. */
  maxTime?: string;
  verify?: "auto" | "required" | "off";
  skills?: boolean;
  /** Names of skills that are switched off. */
  disabledSkills?: string[];
  color?: boolean;
  /** Ring when a question waits. */
  bell?: boolean;
  /** A command line of the user's own, run when a question waits. */
  notify?: string;
  screenReader?: boolean;
  /** Missing: as the locale says. */
  lang?: Language;
}

export interface Setting {
  kind: Kind;
  /** One line for people. */
  describe: string;
  /** What holds when nobody says anything; null: it depends, `otherwise` says on what. */
  default: unknown;
  /** Missing: nothing at all. */
  otherwise?: string;
  /** Variables that say it; the first that is set and not empty counts. */
  variables?: readonly string[];
  /** What a variable means that says it in other words. Default: the text itself. */
  meaning?: (text: string, variable: string) => unknown;
  /**
   * What of a project's value is used; undefined: nothing. `below` is what would hold without the project. Missing: nothing
   * of a project is used, for it may tighten and never loosen.
   */
  project?: (value: unknown, below: unknown) => unknown;
  /** Why nothing of a project is used, where that is another reason. */
  notOfProject?: string;
}

/** From the loosest to the tightest. */
const verifyWords = ["off", "auto", "required"];

/** A key that is missing here does not exist. The flag of a setting has its name, in-this-spelling. */
export const settingsTable: Readonly<Record<keyof Settings, Setting>> = {
  $schema: { kind: text, describe: "Where an editor finds what can stand here", default: null },
  model: {
    kind: text,
    describe: "Model name",
    default: null,
    otherwise: "the provider's",
    variables: ["SKILLET_MODEL"],
  },
  provider: {
    kind: text,
    describe: "Preset for URL and key: openai, dashscope, ollama ...",
    default: null,
    otherwise: "by URL or key",
  },
  baseUrl: {
    kind: text,
    describe: "OpenAI-compatible endpoint, with its /v1",
    default: null,
    otherwise: "the provider's",
  },
  apiKeyEnv: {
    kind: text,
    describe: "Name of the variable that holds the key; never the key",
    default: null,
    otherwise: "the provider's",
  },
  endpoints: {
    kind: namedEndpoints,
    describe: "Further endpoints by names of your own, for /model NAME",
    default: null,
  },
  thinking: {
    kind: oneOf("off", "low", "medium", "high"),
    describe: "How much the model thinks",
    default: null,
    otherwise: "as the endpoint does",
  },
  contextWindow: {
    kind: countOf("tokens"),
    describe: "The model's context window in tokens",
    default: null,
    otherwise: "as learned, or as its family has it",
  },
  out: {
    kind: text,
    describe: "The one directory that may change",
    default: "sandbox",
    variables: ["SKILLET_OUT"],
  },
  approvalMode: {
    kind: oneOf("ask", "auto-edit", "plan", "yolo"),
    describe: "What goes through unasked",
    default: "ask",
    project: (value) => (value === "plan" ? value : undefined),
  },
  rules: {
    kind: listOf('a list of rules such as "allow shell:npm test"'),
    describe: 'Rules such as "allow shell:npm test"; deny wins, then the most specific',
    default: null,
    project(value) {
      const kept = (value as string[]).filter((rule) => /^\s*(ask|deny)\s/.test(rule));
      return kept.length > 0 ? kept : undefined;
    },
  },
  sandbox: {
    kind: oneOf("auto", "bwrap", "landlock", "seatbelt", "docker", "podman", "none"),
    describe: "The fence around commands",
    default: "auto",
  },
  sandboxImage: {
    kind: text,
    describe: "The image for the sandboxes docker and podman",
    default: null,
    otherwise: "debian:stable-slim",
  },
  maxTurns: {
    kind: countOf(),
    describe: "Model calls in one turn",
    default: 50,
    project: (value, below) => ((value as number) < (below as number) ? value : undefined),
  },
  maxTokensTotal: {
    kind: countOf("tokens"),
    describe: "Tokens of one run, input and output together",
    default: null,
    otherwise: "no limit",
    project: (value, below) => lower(value as number, below as number | null),
  },
  maxBudget: {
    kind: numberOf("an amount above 0", 1e-9, 1e9),
    describe: "Cost of one run, by the price of the endpoint",
    default: null,
    otherwise: "no limit",
    project: (value, below) => lower(value as number, below as number | null),
  },
  maxTime: {
    kind: span,
    describe: "Time of one run, commands included: 90s, 10m, 1h30m",
    default: null,
    otherwise: "no limit",
    project: (value, below) =>
      lower(spanOf(value), spanOf(below)) === undefined ? undefined : value,
  },
  verify: {
    kind: oneOf("auto", "required", "off"),
    describe: "auto: exit 61 when a check failed; required: when nothing was proven",
    default: "auto",
    project: (value, below) =>
      verifyWords.indexOf(value as string) > verifyWords.indexOf(below as string)
        ? value
        : undefined,
  },
  skills: {
    kind: onOff,
    describe: "Use skills",
    default: true,
    project: (value) => (value === false ? value : undefined),
  },
  disabledSkills: {
    kind: listOf("a list of skill names"),
    describe: "Names of skills that are switched off",
    default: null,
    notOfProject: "which skills are switched off is the user's to say",
  },
  color: {
    kind: onOff,
    describe: "Colour",
    default: null,
    otherwise: "on a terminal",
    // By their public conventions: set and not empty.
    variables: ["NO_COLOR", "FORCE_COLOR"],
    meaning: (text, variable) => variable === "FORCE_COLOR" && text !== "0",
    notOfProject: "it is the user's terminal",
  },
  bell: {
    kind: onOff,
    describe: "Ring the terminal when a question waits or a long turn is over",
    default: true,
    notOfProject: "it is the user's terminal",
  },
  notify: {
    kind: text,
    describe: "Command line of your own, run when a question waits or a long turn is over",
    default: null,
    notOfProject: "it would run outside the fence",
  },
  screenReader: {
    kind: onOff,
    describe: "Whole lines only, nothing redrawn, choices numbered",
    default: false,
    notOfProject: "it is the user's terminal",
  },
  lang: {
    kind: oneOf(...languages),
    describe: "Language of what people read",
    default: null,
    // No variable of this row: the locale is only asked where nobody says anything.
    otherwise: "as the locale has it",
    notOfProject: "it is the user who reads",
  },
};

/** A project's limit counts where it is the lower one. */
function lower(value: number | null, below: number | null): number | undefined {
  return value !== null && value < (below ?? Number.POSITIVE_INFINITY) ? value : undefined;
}

export const settingNames: readonly string[] = Object.keys(settingsTable);

/** undefined: there is no such setting. */
export function settingNamed(name: string): Setting | undefined {
  return Object.hasOwn(settingsTable, name) ? settingsTable[name as keyof Settings] : undefined;
}
