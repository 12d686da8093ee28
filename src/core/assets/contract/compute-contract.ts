import { canonicalJson } from "../../canonical/canonical-json.ts";
import { byKey } from "../../canonical/order.ts";
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
  for (const field of OUTPUT_FIELDS) {
    const value = output.fields[field];
    const demanded = merged[field];
    if (demanded !== undefined) blocked.push(...findContradiction(field, demanded, value));
    else if (value !== undefined) merged[field] = { value, layer: output.layer, recordId: output.recordId };
  }
  const sorted = Object.entries(merged).toSorted(byKey(([field]) => field));
  return { contract: Object.fromEntries(sorted), blocked };
}

/** Contract fields that the spec's output fixes. */
const OUTPUT_FIELDS = ["size", "frames", "requiredStates"] as const;

function findContradiction(field: (typeof OUTPUT_FIELDS)[number], demanded: Entry, fixed: unknown): Considered[] {
  if (fitsOutput(field, demanded.value, fixed)) return [];
  const has = fixed === undefined ? "none" : show(fixed);
  const detail = `\`${field}\` is ${show(demanded.value)} by ${name(demanded)}; the spec's output has ${has}`;
  return [{ kind: "contract", id: field, layer: null, reasonCode: "contract_contradiction", detail }];
}

/** Required states may be fewer than the output has; frames must be the output's, and so must the size, once it is known. */
function fitsOutput(field: (typeof OUTPUT_FIELDS)[number], demanded: unknown, fixed: unknown): boolean {
  if (field === "requiredStates") return tighten(field, demanded, fixed ?? []);
  return fixed === undefined ? field === "size" : tighten(field, demanded, fixed);
}

function findClash(field: ContractField, before: Entry, after: Entry): Considered | null {
  const hard = HARD_FIELDS.find((name) => name === field);
  if (hard === undefined || tighten(hard, before.value, after.value)) return null;
  const detail = `\`${field}\` is ${show(before.value)} by ${name(before)}; ${name(after)} may only tighten it, not make it ${show(after.value)}`;
  return { kind: "contract", id: field, layer: null, reasonCode: "contract_loosened", detail };
}

const LAYER_WORDS: Record<ContractLayer, string> = {
  output: "output of spec",
  baseline: "baseline",
  baseline_asset_type: "asset type of baseline",
  project_asset_type: "asset type policy",
  project: "project policy",
  spec: "spec contract",
  tag: "tag",
  entity: "entity",
};

function name({ layer, recordId }: Entry): string {
  return `${LAYER_WORDS[layer]} \`${recordId}\``;
}

function show(value: unknown): string {
  return `\`${typeof value === "string" ? value : canonicalJson(value)}\``;
}
