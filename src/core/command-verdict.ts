/** Judges a command line by the rules: every part has to be allowed, one that is denied denies all. */

import { covers, mayMean, means, patternWords } from "./command-match.ts";
import { type CommandPart, partsOf } from "./command-parts.ts";
import { runsUnseen } from "./command-unseen.ts";
import { display } from "./display.ts";
import { formatRule } from "./rules.ts";
import type { Decide, Rule, Verdict } from "./types.ts";
import { wholeLine } from "./whole-line.ts";
import { wideReadings } from "./wide-readings.ts";

export interface PartVerdict extends Verdict {
  words: string[];
}

export interface CommandVerdict extends Verdict {
  parts: PartVerdict[];
}

/** A rule with its pattern read once. */
interface ReadRule {
  rule: Rule;
  /** Of a pattern of plain words; null: every command, or (with `line`) that line only. */
  words: string[] | null;
  /** The whole line that an allow rule spells, which it lets through whatever is in it; null: it is no such line. */
  line: string | null;
}

/**
 * `rules` are those that apply to the tool (its name or `*`), grants included. `otherwise` is what happens to a part that
 * no rule covers: ask, or allow where the mode lets everything through.
 */
export function judgeCommand(
  command: string,
  rules: readonly Rule[],
  otherwise: "ask" | "allow" = "ask",
): CommandVerdict {
  const { parts, unreadable } = partsOf(command);
  const read = rules.map(readRule);
  const lines = read.filter(({ line }) => line !== null && line === wholeLine(command));
  const limits = read.filter(({ rule }) => rule.decide !== "allow");

  const judged = parts.map((part): PartVerdict => {
    const verdict = judgePart(part, read, limits, otherwise);
    return { words: part.words, ...verdict };
  });
  const overall = (verdict: Verdict): CommandVerdict => ({ ...verdict, parts: judged });

  const denied =
    judged.find(({ decide }) => decide === "deny") ?? deniedInAnyReading(command, limits);
  if (denied) return overall(withoutWords(denied));
  const bareAllow = read.some(
    ({ rule, words, line }) => rule.decide === "allow" && !words && !line,
  );
  if (unreadable !== null && (otherwise === "ask" || limits.length > 0)) {
    const reason = bareAllow
      ? `The command ${unreadable}, and what cannot be read is always asked.`
      : `The command ${unreadable}.`;
    return overall({ decide: "ask", reason });
  }
  const asked =
    judged.find(({ decide }) => decide === "ask") ?? askedInAnyReading(command, limits, judged);
  const line = asked && lines.find((spelled) => isMoreSpecific(spelled, limits, parts));
  if (line) {
    const verdict = { decide: "allow", rule: formatRule(line.rule) } as const;
    for (const part of judged) Object.assign(part, verdict);
    return overall({ ...verdict, reason: "A rule allows this very line." });
  }
  if (asked) return overall(withoutWords(asked));
  const deciding = judged.find(({ rule }) => rule !== undefined);
  return overall({
    decide: otherwise === "allow" || judged.length > 0 ? "allow" : "ask",
    reason: deciding
      ? judged.length > 1
        ? "Rules allow every part."
        : deciding.reason
      : "The mode allows it.",
    ...(deciding?.rule ? { rule: deciding.rule } : {}),
  });
}

function readRule(rule: Rule): ReadRule {
  if (rule.pattern === undefined) return { rule, words: null, line: null };
  if (rule.exact) return { rule, words: null, line: wholeLine(rule.pattern) };
  const words = patternWords(rule.pattern);
  if (rule.decide === "allow") {
    // One word is a prefix and nothing else: `python3` alone would run what it reads.
    const line = words && words.length < 2 ? null : wholeLine(rule.pattern);
    return { rule, words, line };
  }
  // What denies is read as widely as the command is.
  return { rule, words: words ?? wideReadings(rule.pattern).flat(), line: null };
}

function judgePart(
  part: CommandPart,
  rules: readonly ReadRule[],
  limits: readonly ReadRule[],
  otherwise: "ask" | "allow",
): Verdict {
  const shown = display(part.words.join(" "), { oneLine: true, fold: 4 }).slice(0, 80);
  const denied = limits.find(({ rule, words }) => rule.decide === "deny" && isMeant(words, part));
  if (denied) return denial(denied.rule);
  const unseen = runsUnseen(part);
  const possible = limits.find(({ words }) => words && (unseen || mayMean(words, part)));
  let best: { rule: Rule; weight: number } | null = null;
  let missing: string | null = null;
  for (const { rule, words, line } of rules) {
    if (rule.decide === "deny" || (line !== null && !words)) continue;
    if (rule.decide === "ask" ? !isMeant(words, part) : false) continue;
    if (rule.decide === "allow" && words) {
      const fit = covers(words, part);
      if (!fit.fits) {
        missing ??= fit.why && `${formatRule(rule)} does not cover "${shown}": ${fit.why}.`;
        continue;
      }
    }
    const weight = weightOf(rule, words);
    // Of two that are as specific, the careful one decides.
    if (!best || weight > best.weight || (weight === best.weight && rule.decide === "ask")) {
      best = { rule, weight };
    }
  }
  const bare = best?.rule.decide === "allow" && best.rule.pattern === undefined;
  if (possible && (!best || bare || best.rule.decide === "ask")) {
    const word = possible.rule.decide === "deny" ? "denied" : "asked";
    return {
      decide: "ask",
      reason: `"${shown}" could become what is ${word}: ${formatRule(possible.rule)}.`,
      rule: formatRule(possible.rule),
    };
  }
  if (best) {
    const decide = best.rule.decide === "ask" ? "ask" : "allow";
    const reason = decide === "ask" ? "A rule asks." : "A rule allows it.";
    return { decide, reason, rule: formatRule(best.rule) };
  }
  if (otherwise === "allow") return { decide: "allow", reason: "The mode allows it." };
  const doubt = part.doubts[0];
  const why = doubt
    ? `"${shown}" ${doubt}, so only a question can allow it.`
    : `No rule allows "${shown}".`;
  return { decide: "ask", reason: missing ?? why };
}

/** Whether a rule that spells the whole line outweighs every rule that asks for a part of it. */
function isMoreSpecific(
  { rule, words, line }: ReadRule,
  limits: readonly ReadRule[],
  parts: readonly CommandPart[],
): boolean {
  // What a plan lists is no wider than its own words: a rule that asks for as many of them still asks.
  const spelled = rule.exact ? (patternWords(line ?? "") ?? []) : wideReadings(line ?? "").flat();
  const weight = weightOf(rule, words ?? spelled);
  return limits.every(
    (limit) =>
      weightOf(limit.rule, limit.words) < weight ||
      !parts.some((part) => isMeant(limit.words, part)),
  );
}

function isMeant(words: string[] | null, part: CommandPart): boolean {
  return words === null || means(words, part.words);
}

function weightOf(rule: Rule, words: string[] | null): number {
  return (words?.length ?? 0) * 2 + (rule.tool === "*" ? 0 : 1);
}

function denial(rule: Rule): Verdict {
  return {
    decide: "deny",
    reason: `A rule denies it: ${formatRule(rule)}.`,
    rule: formatRule(rule),
  };
}

function deniedInAnyReading(command: string, limits: readonly ReadRule[]): Verdict | null {
  const readings = wideReadings(command);
  for (const { rule, words } of limits) {
    if (rule.decide !== "deny") continue;
    if (!words || readings.some((reading) => means(words, reading))) return denial(rule);
  }
  return null;
}

/** An ask rule that only a wide reading meets: it asks where no allow rule has spelled the whole part. */
function askedInAnyReading(
  command: string,
  limits: readonly ReadRule[],
  judged: readonly PartVerdict[],
): Verdict | null {
  if (judged.every(({ rule }) => rule !== undefined)) return null;
  const readings = wideReadings(command);
  for (const { rule, words } of limits) {
    if (rule.decide === "ask" && words && readings.some((reading) => means(words, reading))) {
      return { decide: "ask", reason: "A rule asks.", rule: formatRule(rule) };
    }
  }
  return null;
}

function withoutWords(verdict: Verdict): Verdict {
  const { decide, reason, rule } = verdict;
  return { decide, reason, ...(rule ? { rule } : {}) };
}

/** The strictest of several. */
export function strictest(verdicts: readonly Verdict[]): Verdict | undefined {
  const order: readonly Decide[] = ["deny", "ask", "allow"];
  for (const decide of order) {
    const found = verdicts.find((verdict) => verdict.decide === decide);
    if (found) return found;
  }
  return undefined;
}
