import { fnv1a32 } from "../../canonical/fnv.ts";
import type { PlanInputs } from "./inputs.ts";
import type { Drawing, PlanContract } from "./plan.ts";

/** Colours taken from style anchors when the contract names none. Guess: enough for two ramps. */
const ANCHOR_COLORS = 8;

/** Decides what the built-in renderer is told beside prompt, parameters and seeds. */
export function chooseDrawing(inputs: PlanInputs, contract: PlanContract): Drawing {
  const { spec, entity, references } = inputs;
  const anchorColors = references.flatMap((reference) => reference.colors).slice(0, ANCHOR_COLORS);
  return {
    assetType: spec.assetType,
    kind: spec.output.kind,
    tags: spec.tags,
    palette: contract.palette?.value.colors ?? anchorColors,
    background: chooseBackground(contract, spec.output.kind),
    marginPx: contract.marginPx?.value ?? 0,
    tileable: contract.tileable?.value ?? false,
    maxColors: contract.maxColors?.value ?? null,
    familySeed: entity === null ? null : fnv1a32(`family:${entity.id}`),
  };
}

/** Where the contract leaves a choice: tiles fill their square, everything else stands free. */
function chooseBackground(contract: PlanContract, kind: Drawing["kind"]): Drawing["background"] {
  const demanded = contract.background?.value ?? "any";
  if (demanded === "white_or_transparent") return "transparent";
  if (demanded !== "any") return demanded;
  const fills = kind === "tileset" || (contract.tileable?.value ?? false);
  return fills ? "opaque" : "transparent";
}
