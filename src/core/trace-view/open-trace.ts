import { type FailureCode, TouchstoneError } from "../errors.ts";
import { openLineReader } from "../playtest/record/line-reader.ts";
import type { PlaytestStep, PlaytestTrace } from "../playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../playtest/record/read-playtest-trace.ts";
import { headerSchema, stepSchema } from "../playtest/record/trace-schema.ts";
import type { RawTrace, TraceDamage } from "../trace/envelope.ts";
import { readTrace } from "../trace/read-trace.ts";
import { headerSchema as trialHeader, lineSchema as trialLine } from "../trials/record/line-schemas.ts";
import { readTrialTrace } from "../trials/record/read-trial-trace.ts";
import type { TrialLine } from "../trials/record/trial-lines.ts";
import type { WholeTrialTrace } from "../trials/record/trial-trace.ts";
import { viewGeneration } from "./view-generation.ts";
import { viewPlaytest } from "./view-playtest.ts";
import { viewTrial } from "./view-trial.ts";
import type { ViewedTrace } from "./viewed-trace.ts";

/** A trace's text, by the name that its reader knows. */
export interface TraceText {
  readonly name: string;
  readonly text: string;
}

/** A text that was opened for the viewer. */
export interface OpenedTrace {
  readonly name: string;
  /** Null where not even a part can be shown. */
  readonly view: ViewedTrace | null;
  /** For comparing; null unless it is a whole playtest. */
  readonly playtest: PlaytestTrace | null;
  /** For comparing; null unless it is a whole trial. */
  readonly trial: WholeTrialTrace | null;
  readonly damage: Damage | null;
}

/** What cannot be compared. */
const NOT_WHOLE = { playtest: null, trial: null } as const;

/** Where a trace stops being one, and the way out. */
export interface Damage extends Pick<TraceDamage, "message" | "hint"> {
  readonly code: FailureCode;
  /** From 1; null where the lines are whole, and contradict each other. */
  readonly line: number | null;
}

type Part = NonNullable<TraceDamage["prefix"]>;

/** Opens a trace. It never throws: of a damaged one, what stands before the damage is shown. Source: SPEC.md TV11. */
export function openTrace({ name, text }: TraceText): OpenedTrace {
  const reading = readTrace(text);
  if (reading.kind === "whole") return openWhole(name, reading.trace);
  const { code, line, message, hint, prefix } = reading;
  return { name, ...NOT_WHOLE, view: prefix === null ? null : viewPart(prefix), damage: { code, line, message, hint } };
}

/** What is whole as an envelope can still be no trace of its kind. */
function openWhole(name: string, trace: RawTrace): OpenedTrace {
  try {
    return { name, ...NOT_WHOLE, ...readWhole(trace), damage: null };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const { code, message, hint = "", place } = error;
    return { name, ...NOT_WHOLE, view: viewPart(trace), damage: { code, message, hint, line: place?.line ?? null } };
  }
}

function readWhole(trace: RawTrace): Pick<OpenedTrace, "view"> & Partial<OpenedTrace> {
  switch (trace.header.kind) {
    case "playtest": {
      const playtest = readPlaytestTrace(trace);
      return { view: viewPlaytest(playtest), playtest };
    }
    case "trial": {
      const trial = readTrialTrace(trace);
      return { view: viewTrial(trial), trial };
    }
    case "generation":
      return { view: viewGeneration(trace) };
  }
}

/** As much of a trace as reads like one; null for none of it. */
function viewPart(part: Part): ViewedTrace | null {
  switch (part.header.kind) {
    case "playtest": {
      const header = headerSchema.safeParse(part.header);
      return header.success ? viewPlaytest({ header: header.data, steps: readSteps(part.lines) }) : null;
    }
    case "trial":
      return viewTrialPart(part);
    case "generation":
      return tryToView(part);
  }
}

function readSteps(lines: Part["lines"]): readonly PlaytestStep[] {
  const reader = openLineReader();
  const steps: PlaytestStep[] = [];
  for (const line of lines) {
    const parsed = stepSchema.safeParse(line);
    // A step's number is its place: a line is missing where it is not.
    if (!parsed.success || parsed.data.i !== steps.length) break;
    steps.push(reader.read(parsed.data));
  }
  return steps;
}

function viewTrialPart({ header, environment, lines }: Part): ViewedTrace | null {
  const read = trialHeader.safeParse(header);
  if (!read.success) return null;
  const good: TrialLine[] = [];
  for (const line of lines) {
    const parsed = trialLine.safeParse(line);
    if (!parsed.success || parsed.data.i !== good.length) break;
    good.push(parsed.data);
  }
  return viewTrial({ header: read.data, environment: environment ?? {}, lines: good, footer: null });
}

function tryToView(part: Part): ViewedTrace | null {
  try {
    return viewGeneration({ ...part, environment: part.environment ?? {} });
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}
