import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { Fragment, Plan } from "./plan.ts";

/** One decision that differs between two plans, e.g. `{ decision: "stack steel-2", before: null, after: { weight: 0.8, … } }`. */
export interface PlanDifference {
  readonly decision: string;
  /** Null when the first plan has no such decision. */
  readonly before: unknown;
  /** Null when the second plan has no such decision. */
  readonly after: unknown;
}

/**
 * Lists which decisions differ between two plans, in the order in which they are made. Digests come last and only for
 * decisions they cover, so that a reader sees causes before consequences.
 *
 * Source: contracts section 2 (stale), section 3; SPEC.md P50.
 */
export function diffPlans(before: Plan, after: Plan): readonly PlanDifference[] {
  const left = decisionsOf(before);
  const right = decisionsOf(after);
  const names = [...left.keys(), ...[...right.keys()].filter((name) => !left.has(name))];
  const rank = (name: string): number => GROUPS.indexOf(name.split(" ", 1)[0] ?? "");
  return names
    .filter((name) => canonicalJson(left.get(name) ?? null) !== canonicalJson(right.get(name) ?? null))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((decision) => ({ decision, before: left.get(decision) ?? null, after: right.get(decision) ?? null }));
}

/** Decision groups in the order they are made. */
const GROUPS = [
  "blocked",
  "renderer",
  "checkpoint",
  "profile",
  "baseline",
  "stack",
  "stackOrder",
  "contract",
  "fragment",
  "prompt",
  "seed",
  "parameter",
  "reference",
  "drawing",
  "adjustment",
  "rulesVersion",
  "digest",
];

function decisionsOf(plan: Plan): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...plan.explanation.blocked.map((item) => [`blocked ${item.kind} ${item.id} ${item.reasonCode}`, item.detail] as const),
    ["renderer", plan.renderer],
    ["checkpoint", plan.checkpoint],
    ["profile", plan.profile],
    ["baseline", plan.baseline],
    ...plan.stack.map(({ lora, ...entry }) => [`stack ${lora}`, entry] as const),
    ["stackOrder", plan.stack.map((entry) => entry.lora)],
    ...fieldsOf("contract", plan.contract),
    ...(plan.prompt?.trace ?? []).map(fragmentDecision),
    ["prompt positive", plan.prompt?.positive],
    ["prompt negative", plan.prompt?.negative],
    ...plan.images.map(({ variant, part, seed }) => [`seed ${variant} ${part ?? "image"}`, seed] as const),
    ...fieldsOf("parameter", plan.parameters),
    ...plan.references.map(({ ref, pixelSha256 }, place) => [`reference ${ref}`, { place, pixelSha256 }] as const),
    ...fieldsOf("drawing", plan.drawing),
    ...plan.adjustments.map((adjustment, index) => [`adjustment ${index}`, adjustment] as const),
    ["rulesVersion", plan.rulesVersion],
    ["digest workflow", plan.workflowDigest],
    ["digest render", plan.renderDigest],
    ["digest recipe", plan.recipeDigest],
  ]);
}

type Decision = readonly [name: string, value: unknown];

function fieldsOf(group: string, fields: object | null): readonly Decision[] {
  return Object.entries(fields ?? {}).map(([name, value]) => [`${group} ${name}`, value]);
}

/** Fragments are told apart by what they say and who says it; their place in the text may differ without being another fragment. */
function fragmentDecision(fragment: Fragment): Decision {
  const { layer, polarity, recordId, text, weight, position, displaced = false, duplicateOf } = fragment;
  const again = duplicateOf === undefined ? "" : " again";
  return [`fragment ${layer} ${polarity} ${recordId} ${text}${again}`, { weight, position, displaced }];
}
