import { styled } from "../../approval/style.ts";
import { display } from "../../core/display.ts";
import { isPlanGrant } from "../../core/folds.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import { planTool, stepByStep } from "../../core/plan.ts";
import { planFirst } from "../../core/typed-words.ts";
import type { OpenSession } from "../open-session.ts";
import type { Slash } from "./slash.ts";

export const plan: Slash = {
  name: "plan",
  describe:
    "the plan of this session; /plan GOAL has one made first, and nothing is changed before you approve it",
  inJob: "-p with --approval-mode plan",
  run({ session, write, say }, words) {
    if (words === "") {
      const lines = planNow(session).map((text) => ({ role: "content" as const, text }));
      write(styled(lines, { color: false, columns: process.stdout.columns ?? 100 }));
      return;
    }
    session.modes.once("plan");
    write(
      `${phrase("Mode plan for this request: nothing is changed before you approve the plan.")}\n`,
    );
    say(`${planFirst}\n\n${words}`);
  },
};

/** As the last one was shown, and how it stands. */
function planNow({ entries, conversation }: OpenSession): string[] {
  const asked = entries
    .flatMap((entry) => (entry.type === "approval_request" ? entry.calls : []))
    .findLast(({ name }) => name === planTool);
  if (!asked) return [phrase("No plan yet. /plan GOAL has one made before anything is changed.")];
  const answer = entries.find(
    (entry) => entry.type === "approval" && entry.callId === asked.callId,
  );
  const granted = answer?.type === "approval" && answer.granted;
  const steps = answer?.type === "approval" && answer.words === stepByStep;
  const standing = conversation.grants().filter(isPlanGrant).length;
  return [
    ...display(asked.preview)
      .split("\n")
      .map((line) => `  | ${withKind(withState(line, standing > 0))}`),
    !granted
      ? phrase("Not approved.")
      : steps
        ? phrase("approved step by step; nothing is granted")
        : phrase("Approved; {1} of its lines stand. /approvals lists them.", standing),
  ];
}

const kinds = ["file", "package", "command", "check", "host", "port", "choice"] as const;

/** The first word of a line says what it is about. */
function withKind(line: string): string {
  const kind = kinds.find((one) => line.startsWith(`${one} `));
  return kind === undefined ? line : phrase(kind) + line.slice(kind.length);
}

/** What an approval would do for a line (core/ask-plan.ts), in the user's words; that one is covered is so only while something is granted. */
function withState(line: string, granted: boolean): string {
  const [, entry = "", state, why] =
    /^(.*) {2}\((covered|free|asked|refused)(?:: (.*))?\)$/.exec(line) ?? [];
  if (state === undefined) return line;
  if (state === "covered" && !granted) return entry;
  const words = {
    ...{ covered: phrase("covered"), free: phrase("needs no approval") },
    ...{ asked: phrase("asked when it comes"), refused: phrase("refused") },
  }[state];
  return `${entry}  (${[words ?? state, ...(why ? [translated(why)] : [])].join(": ")})`;
}
