import type { ContractField, ContractFields } from "../records/contract.ts";
import { HARD_FIELDS } from "../records/contract.ts";
import type { Considered, ContractLayer, PlanContract } from "../plan/plan.ts";
import { tighten } from "./tighten.ts";

/** One layer of demands, in order of precedence. */
export interface ContractSource {
  readonly layer: ContractLayer;
  readonly recordId: string;
  readonly fields: ContractFields;
}

interface Entry {
  readonly value: unknown;
  readonly layer: ContractLayer;
  readonly recordId: string;
}

/**
 * Merges contract layers field by field: later wins, but a hard field (background, size, frames, requiredStates)
 * may only be tightened.
 *
 * @param sources  Layers from weakest to strongest.
 * @param output   What the spec's output fixes: the default of size, frames and requiredStates, which no layer may contradict.
 * @returns the demands, each with the layer that set it, and a blocker for each attempt to loosen or contradict.
 * Source: contracts section 4; SPEC.md P20-P23.
 */
export function computeContract(
  sources: readonly ContractSource[],
  output: ContractSource,
): { contract: PlanContract; blocked: readonly Considered[] } {
  const merged: Partial<Record<ContractField, Entry>> = {};
  const blocked: Considered[] = [];
  for (const { layer, recordId, fields } of sources) {
    for (const [field, value] of Object.entries(fields) as [ContractField, unknown][]) {
      if (value === undefined) continue;
      const before = merged[field];
      const entry = { value, layer, recordId };
      const clash = before === undefined ? null : findClash(field, before, entry);
      if (clash === null) merged[field] = entry;
      else blocked.push(clash);
    }
  }
  for (const [field, value] of Object.entries(output.fields) as [ContractField, unknown][]) {
    const fixed = { value, layer: output.layer, recordId: output.recordId };
    const demanded = merged[field];
    if (demanded === undefined) merged[field] = fixed;
    else if (!fitsOutput(field, demanded.value, value)) blocked.push(contradiction(field, fixed, demanded));
  }
  return { contract: merged as PlanContract, blocked };
}

/** Required states may be fewer than the output has; size and frames must be the output's. */
function fitsOutput(field: ContractField, demanded: unknown, fixed: unknown): boolean {
  if (field !== "requiredStates") return JSON.stringify(demanded) === JSON.stringify(fixed);
  return (demanded as readonly string[]).every((state) => (fixed as readonly string[]).includes(state));
}

function contradiction(field: ContractField, before: Entry, after: Entry): Considered {
  const detail = `\`${field}\` is ${show(before.value)} by ${name(before)}; ${name(after)} demands ${show(after.value)}`;
  return { kind: "contract", id: field, layer: null, reasonCode: "contract_contradiction", detail };
}

function findClash(field: ContractField, before: Entry, after: Entry): Considered | null {
  const hard = HARD_FIELDS.find((name) => name === field);
  if (hard === undefined || tighten(hard, before.value, after.value)) return null;
  const detail = `\`${field}\` is ${show(before.value)} by ${name(before)}; ${name(after)} may only tighten it, not make it ${show(after.value)}`;
  return { kind: "contract", id: field, layer: null, reasonCode: "contract_loosened", detail };
}

const LAYER_WORDS: Record<ContractLayer, string> = {
  output: "the spec's output",
  baseline: "baseline",
  baseline_asset_type: "asset type of baseline",
  project_asset_type: "asset type policy",
  project: "project policy",
  spec: "spec contract",
  tag: "tag",
  entity: "entity",
};

function name({ layer, recordId }: Entry): string {
  return layer === "output" ? LAYER_WORDS.output : `${LAYER_WORDS[layer]} \`${recordId}\``;
}

function show(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
