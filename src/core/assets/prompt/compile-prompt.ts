import { digestOf } from "../../canonical/digest.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Fragment, PromptPackage } from "../plan/plan.ts";
import type { Profile } from "../records/checkpoint.ts";
import type { PromptLayer } from "../records/project.ts";
import type { Piece } from "./collect-fragments.ts";

const POLARITIES = ["positive", "negative"] as const;
const POSITIONS = ["prefix", "body", "suffix"] as const;

/**
 * Compiles the collected pieces into the final prompt, keeping the trace of every piece.
 *
 * Reading order: all prefixes, then bodies, then suffixes, each in layer order. Displaced and repeated pieces stay in the
 * trace with `order: null`. Source: contracts section 3.1; SPEC.md P34-P38.
 *
 * @param pieces  In layer order, as `collectFragments` gives them.
 */
export function compilePrompt(pieces: readonly Piece[], inputs: PlanInputs, profile: Profile): PromptPackage {
  const places = new Map(POLARITIES.flatMap((polarity) => [...placesOf(pieces, polarity, displacedLayers(inputs, polarity))]));
  const trace = pieces.map((piece): Fragment => ({ ...piece, ...(places.get(piece) as Place) }));
  const [positive, negative] = [readText(trace, "positive", profile), readText(trace, "negative", profile)];
  const fragments = POLARITIES.flatMap((polarity) => inText(trace, polarity)).map((fragment) => [
    fragment.layer,
    fragment.polarity,
    fragment.text,
    fragment.weight,
    fragment.position,
    fragment.order,
  ]);
  return { positive, negative, trace, packageHash: digestOf({ positive, negative, fragments }) };
}

/** Layers that the spec's override replaces in one polarity: none where it gives no text. Layer 7 cannot be among them. */
function displacedLayers({ spec, policies }: PlanInputs, polarity: Fragment["polarity"]): readonly PromptLayer[] {
  const overrides = spec.promptPolicy.compileMode === "spec_override" && spec.prompt[polarity].trim() !== "";
  return overrides ? policies.prompt.allowSpecOverride : [];
}

type Place = Pick<Fragment, "order" | "duplicateOf" | "displaced">;

/** Numbers the pieces of one polarity in reading order; a repeated text points at the first one. */
function placesOf(
  pieces: readonly Piece[],
  polarity: Fragment["polarity"],
  displaced: readonly PromptLayer[],
): ReadonlyMap<Piece, Place> {
  const places = new Map<Piece, Place>();
  const orderByText = new Map<string, number>();
  const own = pieces.filter((piece) => piece.polarity === polarity);
  for (const piece of POSITIONS.flatMap((position) => own.filter((one) => one.position === position))) {
    const first = orderByText.get(piece.text);
    if (displaced.includes(piece.layer)) places.set(piece, { order: null, displaced: true });
    else if (first !== undefined) places.set(piece, { order: null, duplicateOf: first });
    else {
      places.set(piece, { order: orderByText.size });
      orderByText.set(piece.text, orderByText.size);
    }
  }
  return places;
}

/** The fragments that the final text of one polarity consists of, in reading order. */
function inText(trace: readonly Fragment[], polarity: Fragment["polarity"]): readonly Fragment[] {
  const present = trace.filter((fragment) => fragment.polarity === polarity && fragment.order !== null);
  return present.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

function readText(trace: readonly Fragment[], polarity: Fragment["polarity"], profile: Profile): string {
  const texts = inText(trace, polarity).map((fragment) => emphasise(fragment, profile));
  if (profile.templateFamily === "tags") return texts.join(profile.separator);
  return texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");
}

function emphasise({ text, weight }: Fragment, profile: Profile): string {
  return profile.emphasis === "parens" && weight !== 1 ? `(${text}:${weight})` : text;
}
