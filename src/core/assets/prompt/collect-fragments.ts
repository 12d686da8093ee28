import { compareCodeUnits } from "../../canonical/order.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Considered, Fragment, StackEntry } from "../plan/plan.ts";
import type { Profile } from "../records/checkpoint.ts";
import type { PromptText } from "../records/fields.ts";
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
 * Collects the pieces of all seven prompt layers, in precedence order.
 *
 * Within the tag layer: tag order, then weight descending, then id by code unit. Source: contracts section 3.1; SPEC.md P30-P33.
 */
export function collectFragments(inputs: PlanInputs, profile: Profile, stack: readonly StackEntry[]): Collected {
  const { spec, policies } = inputs;
  const tags = collectTags(inputs, profile);
  const override = spec.promptPolicy.compileMode === "spec_override";
  const source = (recordId: string, recordVersion: number | null = null): Source => ({ recordId, recordVersion });
  const pieces = [
    ...baseLayer(inputs, profile),
    ...fromText("checkpoint_asset_type", source(profile.id, profile.version), profile.perAssetType[spec.assetType]),
    ...baselineLayer(inputs),
    ...triggers("baseline_hints", stack, (entry) => entry.layer === "baseline", inputs),
    ...tags.pieces,
    ...triggers("tag_prompt_map", stack, (entry) => entry.layer !== "baseline", inputs),
    ...fromText(override ? "spec_override" : "spec_prompt", source(spec.id), spec.prompt),
    ...(policies.runtimeSafety.enabled ? fromLists("runtime_safety", source("runtimeSafety"), policies.runtimeSafety) : []),
  ];
  return { pieces, skipped: tags.skipped, blocked: tags.blocked };
}

interface Source {
  readonly recordId: string;
  readonly recordVersion: number | null;
}

interface Words {
  readonly polarity: "positive" | "negative";
  readonly text: string;
  readonly weight?: number;
  readonly position?: FragmentPosition;
}

function piece(layer: PromptLayer, source: Source, words: Words): Piece {
  const { polarity, text, weight = 1, position = "body" } = words;
  return { layer, ...source, polarity, text: text.trim(), weight, position };
}

function fromText(
  layer: PromptLayer,
  source: Source,
  text: PromptText | undefined,
  position: FragmentPosition = "body",
): Piece[] {
  const polarities = ["positive", "negative"] as const;
  return polarities
    .filter((polarity) => (text?.[polarity] ?? "").trim() !== "")
    .map((polarity) => piece(layer, source, { polarity, text: text?.[polarity] ?? "", position }));
}

function fromLists(
  layer: PromptLayer,
  source: Source,
  lists: { positive: readonly string[]; negative: readonly string[] },
): Piece[] {
  const polarities = ["positive", "negative"] as const;
  return polarities.flatMap((polarity) => lists[polarity].map((text) => piece(layer, source, { polarity, text })));
}

/** A checkpoint's base text opens the prompt: dialects such as score tags only work in front. */
function baseLayer({ spec }: PlanInputs, profile: Profile): Piece[] {
  const source = { recordId: profile.id, recordVersion: profile.version };
  const preset = spec.promptPolicy.preset;
  const presetSource = { recordId: `${profile.id}/${preset}`, recordVersion: profile.version };
  return [
    ...fromText("checkpoint_base", source, profile.base, "prefix"),
    ...fromText("checkpoint_base", presetSource, profile.presets[preset ?? ""], "prefix"),
  ];
}

function baselineLayer({ baseline, spec }: PlanInputs): Piece[] {
  if (baseline === null) return [];
  const source = { recordId: baseline.id, recordVersion: baseline.version };
  const ofType = baseline.assetTypes[spec.assetType]?.promptHints ?? { positive: [], negative: [] };
  return [...fromLists("baseline_hints", source, baseline.promptHints), ...fromLists("baseline_hints", source, ofType)];
}

function triggers(
  layer: PromptLayer,
  stack: readonly StackEntry[],
  wanted: (entry: StackEntry) => boolean,
  inputs: PlanInputs,
): Piece[] {
  return stack.filter(wanted).flatMap((entry) => {
    const words = inputs.loras.get(entry.lora)?.triggerWords ?? [];
    return words.map((text) =>
      piece(layer, { recordId: entry.lora, recordVersion: entry.version }, { polarity: "positive", text }),
    );
  });
}

function collectTags(inputs: PlanInputs, profile: Profile): Collected {
  const pieces: Piece[] = [];
  const skipped: Considered[] = [];
  const blocked: Considered[] = [];
  for (const id of orderTags(inputs.spec, profile)) {
    const tag = inputs.tags.get(id);
    if (tag === undefined) continue;
    const own = ownFragments(tag, profile.checkpointId);
    pieces.push(...own);
    if (own.length > 0) continue;
    if (profile.unmappedTags === "literal") pieces.push(literal(id));
    else (profile.unmappedTags === "block" ? blocked : skipped).push(unmapped(id, profile));
  }
  return { pieces, skipped, blocked };
}

function ownFragments(tag: Tag, checkpointId: string): Piece[] {
  const mapped = tag.prompt[checkpointId] ?? [];
  const ordered = mapped.toSorted((a, b) => b.weight - a.weight || compareCodeUnits(a.id, b.id));
  return ordered.map((fragment) =>
    piece("tag_prompt_map", { recordId: `${tag.id}/${fragment.id}`, recordVersion: null }, fragment),
  );
}

function literal(tag: string): Piece {
  const text = tag.slice(tag.indexOf(":") + 1).replace(/[_-]/g, " ");
  return piece("tag_prompt_map", { recordId: tag, recordVersion: null }, { polarity: "positive", text });
}

function unmapped(tag: string, profile: Profile): Considered {
  const detail = `tag \`${tag}\` has no prompt fragment for checkpoint \`${profile.checkpointId}\` (profile \`${profile.id}\`: ${profile.unmappedTags})`;
  return { kind: "tag", id: tag, layer: null, reasonCode: "unmapped_tag", detail };
}
