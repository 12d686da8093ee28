import { type GenerationStep, generationStep } from "../assets/trace/generation-step.ts";
import type { Route } from "../assets/records/project.ts";
import { TouchstoneError } from "../errors.ts";
import { isDigest, shortDigest } from "../canonical/digest.ts";
import type { CheckOutcome, Verdict } from "../checks/check.ts";
import type { Value, Values } from "../playtest/story/value.ts";
import { checkMark, type OutcomeMark, routeWords, verdictMark } from "../report/outcome-mark.ts";
import type { RawTrace } from "../trace/envelope.ts";
import { endMark } from "./outcome-words.ts";
import type { TraceEnd, TraceFact, ViewedStep, ViewedTrace } from "./viewed-trace.ts";

/** A trace of kind `generation`, or what is left of one. */
export type GenerationPart = Pick<RawTrace, "header" | "lines"> & Partial<RawTrace>;

/**
 * How a version came to be, as the viewer shows it: candidates stand where a story has choices.
 *
 * @throws TouchstoneError TRACE_DAMAGED for a line that is not one of such a trace.
 */
export function viewGeneration({ header, lines, environment = {}, footer }: GenerationPart): ViewedTrace {
  const images = environment["images"] ?? {};
  const state: Record<string, Value> = {};
  const steps = lines.map((line, at) => viewStep(readStep(line, at), { state, images: images as Values }));
  return {
    kind: "generation",
    title: factWords(header["spec"]),
    facts: factsOf(header, environment),
    start: {},
    steps,
    end: endOf(footer),
    digest: footer?.digest ?? null,
    source: { file: null, lines: {} },
    assets: [{ kind: "images", ids: steps.flatMap(({ assets }) => assets) }].filter(({ ids }) => ids.length > 0),
    play: null,
  };
}

/** Header and environment stand before the first step. */
const LINES_BEFORE = 2;

function readStep(line: RawTrace["lines"][number], at: number): GenerationStep {
  const parsed = generationStep.safeParse(line);
  if (parsed.success) return parsed.data;
  const place = at + 1 + LINES_BEFORE;
  throw new TouchstoneError("TRACE_DAMAGED", `line ${place} is no step of a version's making`, {
    hint: "Write the trace anew from the version",
    place: { file: "", line: place, column: 1 },
  });
}

interface Around {
  /** What was settled so far; each step adds to it. */
  readonly state: Record<string, Value>;
  /** Blobs by the name of the image. */
  readonly images: Values;
}

function viewStep(step: GenerationStep, { state, images }: Around): ViewedStep {
  const { i, of, chosen = [], refused = [], set = {}, why = [] } = step;
  const sets = Object.entries(set).map(([name, { value, by }]) => {
    const old = state[name] ?? null;
    state[name] = value;
    return { name, old, new: value, by };
  });
  const blob = step.step === "image" ? images[of ?? ""] : undefined;
  return {
    i,
    place: of === undefined ? step.step : `${step.step} ${of}`,
    lines: why.map((text) => ({ text, speaker: null })),
    offered: chosen.map(({ id, why: reason }) => ({ id, text: reason })),
    refused: refused.map(({ id, why: reason }) => ({ id, text: id, why: reason })),
    chose: null,
    draws: [],
    sets,
    assets: typeof blob === "string" ? [blob] : [],
    emits: [],
    mark: markOf(step),
    facts: [],
    texts: [],
  };
}

function markOf({ step, outcome }: GenerationStep): OutcomeMark | null {
  if (outcome === undefined) return null;
  if (step === "check") return checkMark(outcome as CheckOutcome) ?? plainMark(outcome);
  if (step === "verdict") return verdictMark(outcome as Verdict) ?? plainMark(outcome);
  return plainMark(routeWords(outcome as Route) ?? outcome);
}

/** A word of a later version, of which nobody here knows whether it is good. */
function plainMark(word: string): OutcomeMark {
  return { icon: "→", word, tone: "unknown" };
}

/** What is known of the making beside its decisions; what is not known is left out. */
function factsOf(header: RawTrace["header"], environment: RawTrace["environment"]): readonly TraceFact[] {
  const named = [
    ["version", environment["version"]],
    ["renderer", header["renderer"]],
    ["backend", environment["backend"]],
    ["attempts", environment["attempts"]],
    ["models", environment["models"]],
    ["rules", header["rulesVersion"]],
    ["Touchstone", environment["touchstone"]],
  ] as const;
  return named.flatMap(([name, value]) => {
    const words = factWords(value);
    return words === "" ? [] : [[name, words] as const];
  });
}

function factWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value !== "string") return typeof value === "number" ? String(value) : "";
  return isDigest(value) ? shortDigest(value) : value;
}

function endOf(footer: RawTrace["footer"] | undefined): TraceEnd {
  if (footer === undefined) return { mark: endMark("unknown"), text: null };
  const mark = verdictMark(footer["outcome"] as Verdict) ?? plainMark(factWords(footer["outcome"]));
  return { mark, text: routeWords(footer["route"] as Route) ?? null };
}
