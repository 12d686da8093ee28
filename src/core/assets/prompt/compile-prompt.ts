import { digestOf } from "../../canonical/digest.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Fragment, PromptPackage } from "../plan/plan.ts";
import type { Profile } from "../records/checkpoint.ts";
import { PROMPT_LAYERS, type PromptLayer } from "../records/project.ts";
import type { Piece } from "./collect-fragments.ts";

const POLARITIES = ["positive", "negative"] as const;
const POSITIONS = ["prefix", "body", "suffix"] as const;

/**
 * Compiles the collected pieces into the final prompt, keeping the trace of every piece.
 *
 * Reading order: all prefixes, then bodies, then suffixes, each in layer order. Displaced and repeated pieces stay in the
 * trace with `order: null`. Source: contracts section 3.1; SPEC.md P34-P38.
 */
export function compilePrompt(pieces: readonly Piece[], inputs: PlanInputs, profile: Profile): PromptPackage {
  const displaced = displacedLayers(inputs);
  const trace: Fragment[] = pieces.map((piece) => {
    const gone = displaced[piece.polarity].has(piece.layer);
    return gone ? { ...piece, order: null, displaced: true } : { ...piece, order: null };
  });
  for (const polarity of POLARITIES) assignOrder(trace, polarity);
  const [positive, negative] = POLARITIES.map((polarity) => render(read(trace, polarity), profile)) as [string, string];
  const fragments = POLARITIES.flatMap((polarity) => read(trace, polarity)).map((fragment) => [
    fragment.layer,
    fragment.polarity,
    fragment.text,
    fragment.weight,
    fragment.position,
    fragment.order,
  ]);
  return { positive, negative, trace, packageHash: digestOf({ positive, negative, fragments }) };
}

/** Layers that the spec's override replaces, in the polarities it gives. Layer 7 and the override itself always stay. */
function displacedLayers({ spec, policies }: PlanInputs): Record<"positive" | "negative", ReadonlySet<PromptLayer>> {
  const allowed = spec.promptPolicy.compileMode === "spec_override" ? policies.prompt.allowSpecOverride : [];
  const given = (polarity: "positive" | "negative"): ReadonlySet<PromptLayer> =>
    new Set(spec.prompt[polarity].trim() === "" ? [] : allowed);
  return { positive: given("positive"), negative: given("negative") };
}

/** Numbers the fragments of one polarity in reading order; a repeated text points at the first one. */
function assignOrder(trace: Fragment[], polarity: "positive" | "negative"): void {
  const firstByText = new Map<string, number>();
  let next = 0;
  for (const index of readingOrder(trace, polarity)) {
    const fragment = trace[index] as Fragment;
    const first = firstByText.get(fragment.text);
    if (first !== undefined) {
      trace[index] = { ...fragment, duplicateOf: first };
      continue;
    }
    firstByText.set(fragment.text, next);
    trace[index] = { ...fragment, order: next };
    next += 1;
  }
}

function readingOrder(trace: readonly Fragment[], polarity: "positive" | "negative"): readonly number[] {
  const present = [...trace.keys()].filter((index) => {
    const fragment = trace[index];
    return fragment !== undefined && fragment.polarity === polarity && fragment.displaced !== true;
  });
  const rank = (index: number): readonly [number, number] => {
    const fragment = trace[index] as Fragment;
    return [POSITIONS.indexOf(fragment.position), PROMPT_LAYERS.indexOf(fragment.layer)];
  };
  return present.toSorted((a, b) => {
    const [positionA, layerA] = rank(a);
    const [positionB, layerB] = rank(b);
    return positionA - positionB || layerA - layerB || a - b;
  });
}

function read(trace: readonly Fragment[], polarity: "positive" | "negative"): readonly Fragment[] {
  const present = trace.filter((fragment) => fragment.polarity === polarity && fragment.order !== null);
  return present.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

function render(fragments: readonly Fragment[], profile: Profile): string {
  const texts = fragments.map((fragment) => emphasise(fragment, profile));
  if (profile.templateFamily === "tags") return texts.join(profile.separator);
  return texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");
}

function emphasise({ text, weight }: Fragment, profile: Profile): string {
  return profile.emphasis === "parens" && weight !== 1 ? `(${text}:${weight})` : text;
}
