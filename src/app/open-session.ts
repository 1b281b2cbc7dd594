/** The composition root of a session: configuration and endpoint in, an open conversation out. */

import { relative } from "node:path";
import type { Config } from "../config/load.ts";
import type { Allowance } from "../core/allowance.ts";
import type { UserError } from "../core/errors.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { policyOf } from "../core/policy.ts";
import type {
  Agent,
  AnswerForm,
  Approver,
  CheckArguments,
  Lane,
  Model,
  OpenedSkill,
  Sandbox,
  Sink,
  Skills,
} from "../core/ports.ts";
import { nameIn } from "../core/turns.ts";
import { loadCheckArguments } from "../model/check-arguments.ts";
import type { OpenSandbox } from "../sandbox/open.ts";
import { type KeptContents, openKept } from "../session/checkpoints.ts";
import { newSessionId } from "../session/id.ts";
import { builtinTools } from "../tools/index.ts";
import { instructions } from "../tools/instructions.ts";
import { allowanceOf, requirePrice } from "./allowance.ts";
import { clock } from "./clock.ts";
import { closeInterrupted } from "./close-interrupted.ts";
import { Conversation } from "./conversation.ts";
import { debugLogOf } from "./debug/debug-log-of.ts";
import type { Endpoint } from "./endpoint.ts";
import { type OpenHarness, openHarness } from "./harness.ts";
import { keepBefore } from "./keep-before.ts";
import { chosenByUser, laneNames, lanesNow, type SessionLanes, whyLanes } from "./lanes.ts";
import { type LiveRules, liveRules } from "./live-rules.ts";
import { type Modes, modesFrom } from "./modes.ts";
import { openFence } from "./open-fence.ts";
import { lanesOf, type OpenModel, openModel } from "./open-model.ts";
import { openPorts } from "./open-port.ts";
import { outputClaim } from "./output-claim.ts";
import { loggedOutputDirectory, prepareOutputDirectory } from "./output-directory.ts";
import { priceOf } from "./price.ts";
import { openNotes, type ToldNotes } from "./project-notes.ts";
import type { Resume } from "./resume.ts";
import { withSkillFolder } from "./skill-folder.ts";
import { openSkills, type SessionSkills } from "./skills.ts";
import { discardSession, earlierSession, resumedLines, storedSession } from "./stored-session.ts";

export interface OpenSessionInput {
  config: Config;
  endpoint: Endpoint;
  resume: Resume;
  approver: Approver;
  /** Readers of events, after the log. */
  sinks: readonly Sink[];
  /** Readers of entries as they are stored. */
  entrySinks: readonly ((entry: Entry) => void)[];
  /** One line about something that was skipped or found. */
  notice: (line: string) => void;
  /** Default: false. A person can be asked. */
  attended: boolean;
  /** Takes the endpoint's place; missing: the endpoint answers. */
  played?: { model: Model; lane: Lane };
  /** What the run may use, over all its sessions. Default: as the configuration says, for this session. */
  allowance?: Allowance;
  /** What the final answer of each turn has to be; missing: any text. */
  answer?: AnswerForm;
}

export interface OpenSession {
  conversation: Conversation;
  sandbox: OpenSandbox;
  /** What files held before it changed them. */
  kept: KeptContents;
  /** Why the output directory is not ours to change; null: from now on it is. */
  claim(): UserError | null;
  id: string;
  out: string;
  /** Its first line. */
  fact: SessionFact;
  /** What the log holds so far, the session first. */
  entries: readonly Entry[];
  /** "": none was given. */
  name(): string;
  rename(name: string): void;
  /** Of the earlier run: what to tell on resume. Empty for a new session. */
  resumed: string[];
  skills: SessionSkills;
  modes: Modes;
  rules: LiveRules;
  /** The project's own, as a turn would get them now. */
  notes(): ToldNotes;
  /** The one in use. */
  endpoint(): Endpoint;
  lanes: SessionLanes;
  /** From the next turn on; what only the earlier one understands stays behind. */
  changeModel(endpoint: Endpoint): Promise<void>;
  /** Ends what runs and closes the log; one that nobody said anything in leaves none. A second call ends with the first. */
  close(): Promise<void>;
}

export async function openSession(input: OpenSessionInput): Promise<OpenSession> {
  const { config, endpoint, resume, notice, allowance = allowanceOf(config) } = input;
  requirePrice(config, endpoint);
  const earlier = earlierSession(config, resume);
  const out = outOf(config, earlier?.out || undefined, resume.out);
  // Before the log: where there is no fence, no session is begun.
  const goesOn = earlier && !resume.fork ? earlier : undefined;
  const id = goesOn?.id ?? newSessionId(clock.now(), Math.random);
  const debug = await debugLogOf(input, id, out);
  const rules = liveRules(config, notice);
  const sandbox = withSkillFolder(
    openFence(config, id, out, input.attended, notice, () => rules.now()),
  );
  const directory = outputClaim(config.paths.state, out, sandbox.sweep);
  let laneWish = config.lane;
  let driven = drivenBy(endpoint);
  const [lane] = driven.chain;
  const stored = storedSession({
    ...{ config, endpoint, earlier, fork: resume.fork, id, out, lane, label: sandbox.label },
  });
  const { session, entries, log } = stored;
  const kept = openKept(config.paths.state, session.id);
  let opened: OpenModel | null = null;
  try {
    for (const problem of stored.problems) notice(`${stored.path}: ${problem.message}`);
    const [first] = entries;
    if (first) for (const sink of input.entrySinks) sink(first);
    const skills = await openSkills(config, out, notice, input.attended);
    await reopenFolders(entries, skills.shelf, sandbox);
    const cutOff = await closeInterrupted(entries, input.approver.ask);
    const resumed = [
      ...resumedLines(session, entries, { fork: resume.fork, attended: input.attended }),
      ...cutOff.lines,
    ];
    for (const fact of cutOff.facts) {
      const entry = log.append(fact);
      entries.push(entry);
      for (const sink of input.entrySinks) sink(entry);
    }
    opened = input.played
      ? { model: input.played.model, close() {} }
      : await openModel({
          ...{ config, endpoint, out, harness: driven.harness },
          switched: session.model !== endpoint.model,
          debug,
        });
    let { model } = opened;
    const checking = lateCheck();
    const modes = modesFrom(config.approvalMode);
    const notes = openNotes(config, out, notice);
    const agent = async (started?: OpenedSkill): Promise<Agent> => {
      await rules.refresh();
      await skills.refresh();
      const { contextWindow } = driven.harness.harness;
      const told = notes.read(contextWindow);
      return {
        system: instructions({
          out: relative(config.cwd, out) || ".",
          unattended: !input.attended,
          plans: input.attended,
          skills: skills.shelf.list().length > 0,
          ...(sandbox.confined
            ? {}
            : { sandboxNote: "Commands are not fenced: each one is asked for." }),
          extra: [told.text, input.answer?.told].filter(Boolean).join("\n\n"),
        }),
        ...(told.files.length > 0 ? { notes: told.files } : {}),
        model: allowance.model(model, priceOf(config, driven.endpoint)),
        lanes: lanesNow(driven.chain, entries),
        tools: builtinTools({
          skills: skills.shelf,
          catalogue: skills.catalogue(contextWindow),
          openedSkills: [...openedSkills(entries), ...(started ? [started] : [])],
          plans: input.attended || config.approvalMode === "plan",
        }),
        checkArguments: checking.check,
        ...(input.answer ? { answer: input.answer } : {}),
        limits: {
          maxSteps: config.maxTurns,
          endCircles: !config.maxTurnsGiven,
          run: allowance,
        },
      };
    };
    let closing: Promise<void> | undefined;
    const conversation = new Conversation({
      session,
      entries,
      log,
      agent,
      sandbox,
      skills: skills.shelf,
      policy: () =>
        policyOf({
          mode: modes.take(),
          rules: rules.now(),
          confined: sandbox.confined,
          attended: input.attended,
        }),
      approver: allowance.time.patient(input.approver),
      time: allowance.time,
      sinks: [
        ...(debug ? [debug.sink] : []),
        ...input.sinks,
        ...(config.openPorts.length > 0 ? [openPorts(config.openPorts, sandbox, notice)] : []),
      ],
      entrySinks: input.entrySinks,
      claim: directory.claim,
      keep: (before) => keepBefore(before, sandbox.states, kept),
      clock,
      // The fence starts and the slow packages load while the model thinks about its first reply.
      warmUp: () => warmUp(sandbox, checking.load),
    });
    return {
      conversation,
      sandbox,
      kept,
      claim: directory.claim,
      id: session.id,
      out,
      fact: session,
      entries,
      resumed,
      name: () => nameIn(entries),
      rename(name) {
        entries.push(log.append({ type: "session_name", name }));
        log.sync();
      },
      skills,
      modes,
      rules,
      notes: () => notes.read(driven.harness.harness.contextWindow),
      endpoint: () => driven.endpoint,
      lanes: {
        names: laneNames,
        chain: () => lanesNow(driven.chain, entries).map(({ name }) => name),
        why: () => whyLanes(driven.harness.harness, entries),
        change(name) {
          const before = laneWish;
          const [from] = this.chain();
          laneWish = name;
          try {
            driven = drivenBy(driven.endpoint);
          } catch (thrown) {
            laneWish = before;
            throw thrown;
          }
          const to = driven.chain[0].name;
          const change = {
            type: "lane_change",
            from: from ?? to,
            to,
            reason: chosenByUser,
          } as const;
          conversation.record(change);
        },
      },
      async changeModel(next) {
        requirePrice(config, next);
        const change = drivenBy(next);
        ({ model } = await openModel({
          config,
          endpoint: next,
          out,
          harness: change.harness,
          switched: true,
          debug,
        }));
        driven = change;
      },
      close() {
        closing ??= close();
        return closing;
      },
    };

    async function close() {
      conversation.close();
      try {
        await sandbox.close();
      } finally {
        directory.release();
        // What nobody said anything in is no session: it would be the one that --continue finds.
        if (!earlier && entries.length === 1) discardSession(stored, config);
        else stored.close();
        opened?.close();
        debug?.close();
      }
    }
  } catch (thrown) {
    stored.close();
    debug?.close();
    throw thrown;
  }

  function drivenBy(of: Endpoint): Driven {
    const harness = openHarness({ ...config, lane: laneWish }, of);
    const chain: Driven["chain"] = input.played
      ? [input.played.lane]
      : lanesOf(harness.harness.lanes);
    return { endpoint: of, harness, chain };
  }
}

/** `logged`: as the log of an earlier session has it; `known`: where this run was until now. */
function outOf({ outGiven, out, paths, cwd }: Config, logged?: string, known?: string): string {
  if (outGiven) return prepareOutputDirectory(out, paths);
  if (logged !== undefined) return loggedOutputDirectory(logged, paths, cwd);
  return prepareOutputDirectory(known ?? out, paths, cwd);
}

/** An endpoint, with how it is driven. */
interface Driven {
  endpoint: Endpoint;
  harness: OpenHarness;
  chain: [Lane, ...Lane[]];
}

/** What the first command and the first call need, loaded while the model writes. Failures wait for the one who needs it. */
function warmUp(sandbox: OpenSandbox, loadCheck: () => Promise<unknown>): void {
  sandbox.ready().catch(() => {});
  loadCheck().catch(() => {});
}

/** Loads the checker once, with the first call or before. */
function lateCheck(): { load: () => Promise<CheckArguments>; check: CheckArguments } {
  let loading: Promise<CheckArguments> | undefined;
  const load = () => {
    loading ??= loadCheckArguments();
    return loading;
  };
  return { load, check: async (tool, args) => (await load())(tool, args) };
}

/** Those whose text reached the model: a use that was cut short before its message does not count. */
function openedSkills(entries: readonly Entry[]) {
  return entries.flatMap((entry, index) => {
    if (entry.type !== "skill_use") return [];
    const later = entries.slice(index + 1);
    const answered = later.find(({ type }) => type === "message" || type === "tool_start");
    return answered?.type === "message" ? [entry] : [];
  });
}

/** Those of an earlier run that are what they were; of the others the model learns when it uses them again. */
async function reopenFolders(
  entries: readonly Entry[],
  skills: Skills,
  sandbox: Sandbox,
): Promise<void> {
  const used = new Map(openedSkills(entries).map((skill) => [skill.path, skill]));
  for (const { name, path, sha256 } of used.values()) {
    const skill = await skills.open(name).catch(() => undefined);
    if (skill?.path === path && skill.sha256 === sha256 && skill.folder !== null)
      sandbox.addReadable(skill.folder);
  }
}
