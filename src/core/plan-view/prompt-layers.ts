import type { Fragment, PromptPackage } from "../assets/plan/plan.ts";

/** One layer of a prompt with what it says. */
export interface PromptLayerView {
  readonly id: Fragment["layer"];
  readonly title: string;
  readonly fragments: readonly FragmentView[];
}

/** One piece of a prompt, and what became of it. */
export interface FragmentView {
  /** Unique in its prompt, and the same while its words stay. */
  readonly key: string;
  readonly polarity: Fragment["polarity"];
  readonly text: string;
  /** Where it comes from, e.g. "item:weapon" or "pony-scores v2". */
  readonly source: string;
  /** Weight and place, where they are not the usual ones; empty otherwise. */
  readonly manner: string;
  /** Why it is not in the text; null when it is. */
  readonly lost: string | null;
}

/** What the layers are called, in reading order. */
const TITLES: Readonly<Record<Fragment["layer"], string>> = {
  checkpoint_base: "Profile base",
  checkpoint_asset_type: "Profile, by asset type",
  baseline_hints: "Baseline hints",
  tag_prompt_map: "Tags",
  spec_prompt: "This spec",
  spec_override: "This spec, instead of others",
  runtime_safety: "Safety",
};

/** What a prompt layer is called, e.g. "Tags" for `tag_prompt_map`. */
export function layerTitle(layer: string): string {
  return TITLES[layer as Fragment["layer"]] ?? layer;
}

/** A prompt by layer in reading order; layers that say nothing are left out. */
export function promptLayers(prompt: PromptPackage): readonly PromptLayerView[] {
  return (Object.keys(TITLES) as Fragment["layer"][]).flatMap((id) => {
    const fragments = prompt.trace.filter((fragment) => fragment.layer === id).map(toView);
    return fragments.length === 0 ? [] : [{ id, title: TITLES[id], fragments }];
  });
}

function toView(fragment: Fragment): FragmentView {
  const { layer, polarity, recordId, recordVersion, text, duplicateOf } = fragment;
  const again = duplicateOf === undefined ? "" : ` again ${duplicateOf}`;
  return {
    key: `${layer} ${polarity} ${recordId} ${text}${again}`,
    polarity,
    text,
    source: recordVersion === null ? recordId : `${recordId} v${recordVersion}`,
    manner: mannerOf(fragment),
    lost: lossOf(fragment),
  };
}

function mannerOf({ weight, position }: Fragment): string {
  return [weight === 1 ? "" : `× ${weight}`, position === "body" ? "" : position].filter((part) => part !== "").join(", ");
}

function lossOf({ displaced, duplicateOf }: Fragment): string | null {
  if (displaced === true) return "displaced by this spec's prompt";
  return duplicateOf === undefined ? null : "said already";
}
