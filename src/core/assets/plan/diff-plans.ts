import { canonicalJson } from "../../canonical/canonical-json.ts";
import { compareCodeUnits } from "../../canonical/order.ts";
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
  const groups = new Map(GROUPS.map((group, index) => [group, index]));
  const rank = (name: string): number => groups.get(name.split(" ", 1)[0] ?? "") ?? GROUPS.length;
  return names
    .filter((name) => canonicalJson(left.get(name) ?? null) !== canonicalJson(right.get(name) ?? null))
    .toSorted((a, b) => rank(a) - rank(b) || compareCodeUnits(a, b))
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
  const found = new Map<string, unknown>();
  for (const item of plan.explanation.blocked) found.set(`blocked ${item.kind} ${item.id} ${item.reasonCode}`, item.detail);
  found.set("renderer", plan.renderer);
  found.set("checkpoint", plan.checkpoint);
  found.set("profile", plan.profile);
  found.set("baseline", plan.baseline);
  for (const { lora, ...entry } of plan.stack) found.set(`stack ${lora}`, entry);
  found.set(
    "stackOrder",
    plan.stack.map((entry) => entry.lora),
  );
  for (const [field, entry] of Object.entries(plan.contract)) found.set(`contract ${field}`, entry);
  for (const fragment of plan.prompt?.trace ?? []) addFragment(found, fragment);
  found.set("prompt positive", plan.prompt?.positive);
  found.set("prompt negative", plan.prompt?.negative);
  for (const image of plan.images) found.set(`seed ${image.variant} ${image.part ?? "image"}`, image.seed);
  for (const [name, value] of Object.entries(plan.parameters ?? {})) found.set(`parameter ${name}`, value);
  for (const reference of plan.references) found.set(`reference ${reference.ref}`, reference.pixelSha256);
  for (const [name, value] of Object.entries(plan.drawing ?? {})) found.set(`drawing ${name}`, value);
  for (const [index, adjustment] of plan.adjustments.entries()) found.set(`adjustment ${index}`, adjustment);
  found.set("rulesVersion", plan.rulesVersion);
  found.set("digest workflow", plan.workflowDigest);
  found.set("digest render", plan.renderDigest);
  found.set("digest recipe", plan.recipeDigest);
  return found;
}

/** Fragments are told apart by what they say and who says it; their place in the text may differ without being another fragment. */
function addFragment(found: Map<string, unknown>, fragment: Fragment): void {
  const name = `fragment ${fragment.layer} ${fragment.polarity} ${fragment.recordId} ${fragment.text}`;
  const { weight, position, displaced = false } = fragment;
  found.set(name, { weight, position, displaced, inText: fragment.order !== null });
}
