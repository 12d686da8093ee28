import { type FailureCode, TouchstoneError } from "../errors.ts";
import { openLineReader } from "../playtest/record/line-reader.ts";
import type { PlaytestStep, PlaytestTrace } from "../playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../playtest/record/read-playtest-trace.ts";
import { headerSchema, stepSchema } from "../playtest/record/trace-schema.ts";
import type { RawTrace, TraceDamage } from "../trace/envelope.ts";
import { readTrace } from "../trace/read-trace.ts";
import { viewGeneration } from "./view-generation.ts";
import { viewPlaytest } from "./view-playtest.ts";
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
  readonly damage: Damage | null;
}

/** Where a trace stops being one, and the way out. */
export interface Damage extends Pick<TraceDamage, "message" | "hint"> {
  readonly code: FailureCode;
  /** From 1; null where the lines are whole, and contradict each other. */
  readonly line: number | null;
}

type Part = Pick<RawTrace, "header" | "lines">;

/** Opens a trace. It never throws: of a damaged one, what stands before the damage is shown. Source: SPEC.md TV11. */
export function openTrace({ name, text }: TraceText): OpenedTrace {
  const reading = readTrace(text);
  if (reading.kind === "whole") return openWhole(name, reading.trace);
  const { code, line, message, hint, prefix } = reading;
  return { name, view: prefix === null ? null : viewPart(prefix), playtest: null, damage: { code, line, message, hint } };
}

/** What is whole as an envelope can still be no trace of its kind. */
function openWhole(name: string, trace: RawTrace): OpenedTrace {
  try {
    if (trace.header.kind !== "playtest") return { name, view: viewOther(trace), playtest: null, damage: null };
    const playtest = readPlaytestTrace(trace);
    return { name, view: viewPlaytest(playtest), playtest, damage: null };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const { code, message, hint = "", place } = error;
    return { name, view: viewPart(trace), playtest: null, damage: { code, message, hint, line: place?.line ?? null } };
  }
}

/** As much of a trace as reads like one; null for none of it. */
function viewPart(part: Part): ViewedTrace | null {
  if (part.header.kind !== "playtest") return tryToView(part);
  const header = headerSchema.safeParse(part.header);
  return header.success ? viewPlaytest({ header: header.data, steps: readSteps(part.lines) }) : null;
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

function viewOther(trace: Part): ViewedTrace {
  if (trace.header.kind === "generation") return viewGeneration(trace);
  throw new TouchstoneError("TRACE_VERSION", `this version shows no traces of kind \`${trace.header.kind}\``, {
    hint: "Open it with the version of Touchstone that wrote it",
  });
}

function tryToView(part: Part): ViewedTrace | null {
  try {
    return viewOther(part);
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}
