import { canonicalJson } from "../../canonical/canonical-json.ts";
import { openTraceDigest, type TraceDigest, withoutDigest } from "../../trace/trace-digest.ts";
import type { Draw, Moment, Option, StepEffects } from "../story/moment.ts";
import type { Story } from "../story/story.ts";
import type { Values } from "../story/value.ts";
import { kindsOf, manifestOf } from "./asset-manifest.ts";
import { openLineWriter } from "./line-writer.ts";
import { netChanges } from "./net-changes.ts";
import { recordedTrace } from "./recorded-trace.ts";
import type { PlaytestEnvironment, PlaytestFooter, PlaytestHeader, PlaytestStep, PlaytestTrace } from "./playtest-trace.ts";

/** What left a node: the choice taken, what the policy drew for it, and what taking it did. */
export interface Passage {
  readonly chosen: Option | null;
  readonly drawn: Draw | null;
  readonly effects: StepEffects;
}

/** Where nothing followed: the play stopped at the node. */
export const NO_PASSAGE: Passage = { chosen: null, drawn: null, effects: { draws: [], sets: [], assets: [], emits: [] } };

/** Records one play step by step. */
export interface Recorder {
  /** Takes the next step. */
  add(moment: Moment, passage: Passage): PlaytestStep;
  /** The whole trace, when the play has ended. */
  finish(end: Pick<PlaytestFooter, "outcome" | "ending" | "why">, variables: Values): PlaytestTrace;
}

/** What is known before the first step. */
export interface RecordStart {
  readonly header: PlaytestHeader;
  readonly environment: Omit<PlaytestEnvironment, "lines">;
}

/**
 * Opens a recorder: steps are written and digested as they come. Source: contracts, section 8; SPEC.md PR9-PR13.
 */
export function openRecorder(story: Story, { header, environment }: RecordStart): Recorder {
  const digest = openTraceDigest();
  digest.add(canonicalJson(header));
  const lines = openStepLines(digest);
  const met = { assets: new Set<string>(), nodes: new Set<string>() };
  const counts = { steps: 0, choices: 0, draws: 0 };
  return {
    add(moment, passage) {
      const step = stepOf(counts.steps, moment, passage);
      lines.add(step);
      met.nodes.add(step.node);
      for (const id of step.assets) met.assets.add(id);
      counts.steps += 1;
      counts.draws += step.draws.length;
      if (step.chose !== null) counts.choices += 1;
      return step;
    },
    finish({ outcome, ending, why }, variables) {
      const text = lines.finish();
      const assets = manifestOf(met.assets, kindsOf(story));
      const footer = { outcome, ending, why, counts, assets, variables, digest: "" };
      digest.add(withoutDigest(footer));
      const placed = { ...environment, lines: linesOf(story, met.nodes) };
      return recordedTrace({ header, environment: placed, footer: { ...footer, digest: digest.value() } }, text);
    },
  };
}

/** Step lines that are joined at once. Guess: enough to make joining cheap, few enough to stay in the processor's cache. */
const BATCH_LINES = 64;

/** Writes steps as lines and digests them; `finish` gives all of them, each ended by a line feed. */
function openStepLines(digest: TraceDigest): { add(step: PlaytestStep): void; finish(): string } {
  const writer = openLineWriter();
  const batches: string[] = [];
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const batch = waiting.join("\n");
    digest.add(batch);
    batches.push(batch);
    waiting = [];
  };
  return {
    add(step) {
      waiting.push(writer.write(step));
      if (waiting.length === BATCH_LINES) flush();
    },
    finish() {
      flush();
      return batches.map((batch) => `${batch}\n`).join("");
    },
  };
}

function stepOf(i: number, moment: Moment, { chosen, drawn, effects }: Passage): PlaytestStep {
  return {
    i,
    node: moment.node,
    lines: moment.lines,
    offered: moment.offered,
    refused: moment.refused,
    chose: chosen === null ? null : chosen.id,
    draws: drawn === null ? join(moment.draws, effects.draws) : [...moment.draws, drawn, ...effects.draws],
    sets: netChanges(join(moment.sets, effects.sets)),
    assets: joinIds(moment.assets, effects.assets),
    emits: join(moment.emits, effects.emits),
  };
}

/** Most steps have effects on one side at most; then no list is copied. */
function join<T>(first: readonly T[], then: readonly T[]): readonly T[] {
  if (then.length === 0) return first;
  return first.length === 0 ? then : [...first, ...then];
}

function joinIds(first: readonly string[], then: readonly string[]): readonly string[] {
  if (then.length === 0) return first;
  return first.length === 0 ? then : [...new Set([...first, ...then])];
}

/** Where the nodes that were met stand in the story's file. */
function linesOf({ universe }: Story, met: ReadonlySet<string>): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {};
  for (const { id, line } of universe.nodes) if (line !== null && met.has(id)) lines[id] = line;
  return lines;
}
