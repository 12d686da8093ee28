import { compareCodeUnits } from "../../canonical/order.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Considered, Fragment, StackEntry } from "../plan/plan.ts";
import type { Profile } from "../records/checkpoint.ts";
import type { PromptText } from "../records/fields.ts";
import { findOwn } from "../records/find-own.ts";
import type { PromptLayer } from "../records/project.ts";
import type { FragmentPosition, Tag } from "../records/tag.ts";
import { orderTags } from "./order-tags.ts";

/** A fragment before the final text is put together. */
export type Piece = Omit<Fragment, "order" | "duplicateOf" | "displaced">;

export interface Collected {
  /** All pieces, layer by layer in precedence order. */
  readonly pieces: readonly Piece[];
  readonly skipped: readonly Considered[];
  readonly blocked: readonly Considered[];
}

/**
 * Collects the pieces of all seven prompt layers, in precedence order. Texts of white space add nothing.
 *
 * Source: contracts section 3.1; SPEC.md P30-P33, P39.
 */
export function collectFragments(inputs: PlanInputs, profile: Profile, stack: readonly StackEntry[]): Collected {
  const { spec, policies } = inputs;
  const tags = collectTags(inputs, profile);
  const own = { layer: ownLayer(spec.promptPolicy.compileMode), recordId: spec.id, recordVersion: null } as const;
  const safety = { layer: "runtime_safety", recordId: "runtimeSafety", recordVersion: null } as const;
  const ofBaseline = (entry: StackEntry): boolean => entry.layer === "baseline";
  const pieces = [
    ...profilePieces(inputs, profile),
    ...baselinePieces(inputs),
    ...triggers("baseline_hints", stack.filter(ofBaseline), inputs),
    ...tags.pieces,
    ...triggers(
      "tag_prompt_map",
      stack.filter((entry) => !ofBaseline(entry)),
      inputs,
    ),
    ...fromText(own, spec.prompt),
    ...(policies.runtimeSafety.enabled ? fromLists(safety, policies.runtimeSafety) : []),
  ];
  return { pieces: pieces.filter((piece) => piece.text !== ""), skipped: tags.skipped, blocked: tags.blocked };
}

function ownLayer(mode: "checkpoint_profile_default" | "spec_override"): PromptLayer {
  return mode === "spec_override" ? "spec_override" : "spec_prompt";
}

/** Where a piece comes from. */
type Source = Pick<Piece, "layer" | "recordId" | "recordVersion">;

type Words = Pick<Piece, "polarity" | "text"> & Partial<Pick<Piece, "weight" | "position">>;

const POLARITIES = ["positive", "negative"] as const;

function pieceOf(source: Source, { polarity, text, weight = 1, position = "body" }: Words): Piece {
  return { ...source, polarity, text: text.trim(), weight, position };
}

function fromText(source: Source, text: PromptText | undefined, position: FragmentPosition = "body"): Piece[] {
  return POLARITIES.map((polarity) => pieceOf(source, { polarity, text: text?.[polarity] ?? "", position }));
}

function fromLists(source: Source, lists: Readonly<Record<"positive" | "negative", readonly string[]>>): Piece[] {
  return POLARITIES.flatMap((polarity) => lists[polarity].map((text) => pieceOf(source, { polarity, text })));
}

/** A checkpoint's base text and preset open the prompt: dialects such as score tags only work in front. */
function profilePieces({ spec }: PlanInputs, profile: Profile): Piece[] {
  const { preset } = spec.promptPolicy;
  const base = { layer: "checkpoint_base", recordId: profile.id, recordVersion: profile.version } as const;
  return [
    ...fromText(base, profile.base, "prefix"),
    ...fromText({ ...base, recordId: `${profile.id}/${preset}` }, findOwn(profile.presets, preset), "prefix"),
    ...fromText({ ...base, layer: "checkpoint_asset_type" }, findOwn(profile.perAssetType, spec.assetType)),
  ];
}

function baselinePieces({ baseline, spec }: PlanInputs): Piece[] {
  if (baseline === null) return [];
  const source = { layer: "baseline_hints", recordId: baseline.id, recordVersion: baseline.version } as const;
  const ofType = findOwn(baseline.assetTypes, spec.assetType)?.promptHints ?? { positive: [], negative: [] };
  return [...fromLists(source, baseline.promptHints), ...fromLists(source, ofType)];
}

/** What switches the LoRAs of the stack on. */
function triggers(layer: PromptLayer, stack: readonly StackEntry[], { loras }: PlanInputs): Piece[] {
  return stack.flatMap(({ lora, version }) => {
    const source = { layer, recordId: lora, recordVersion: version };
    return (loras.get(lora)?.triggerWords ?? []).map((text) => pieceOf(source, { polarity: "positive", text }));
  });
}

function collectTags(inputs: PlanInputs, profile: Profile): Collected {
  const pieces: Piece[] = [];
  const skipped: Considered[] = [];
  const blocked: Considered[] = [];
  for (const id of orderTags(inputs, profile)) {
    const tag = inputs.tags.get(id);
    if (tag === undefined) continue;
    const own = ownFragments(tag, profile.checkpointId);
    pieces.push(...own);
    if (own.length > 0 || !inputs.spec.tags.includes(id)) continue;
    if (profile.unmappedTags === "literal") pieces.push(literal(id));
    else (profile.unmappedTags === "block" ? blocked : skipped).push(unmapped(id, profile));
  }
  return { pieces, skipped, blocked };
}

function ownFragments(tag: Tag, checkpointId: string): Piece[] {
  const mapped = findOwn(tag.prompt, checkpointId) ?? [];
  const ordered = mapped.toSorted((a, b) => b.weight - a.weight || compareCodeUnits(a.id, b.id));
  return ordered.map(({ id, ...words }) => pieceOf(tagSource(`${tag.id}/${id}`), words));
}

function tagSource(recordId: string): Source {
  return { layer: "tag_prompt_map", recordId, recordVersion: null };
}

function literal(tag: string): Piece {
  const text = tag.slice(tag.indexOf(":") + 1).replace(/[_-]/g, " ");
  return pieceOf(tagSource(tag), { polarity: "positive", text });
}

function unmapped(tag: string, { checkpointId, id, unmappedTags }: Profile): Considered {
  const detail = `tag \`${tag}\` has no prompt fragment for checkpoint \`${checkpointId}\` (profile \`${id}\`: ${unmappedTags})`;
  return { kind: "tag", id: tag, layer: null, reasonCode: "unmapped_tag", detail };
}
