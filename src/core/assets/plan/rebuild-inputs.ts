import { Checkpoint, Profile } from "../records/checkpoint.ts";
import { Baseline, Lora } from "../records/lora.ts";
import type { WorkflowRecord } from "../records/project-records.ts";
import { Spec } from "../records/spec.ts";
import { Entity, Tag } from "../records/tag.ts";
import type { InputDocument, InputKind, PlanInputs, PlanPolicies, ReferenceInput } from "./inputs.ts";

/**
 * Rebuilds a plan's inputs from their documents, as a lock or a version's evidence keeps them.
 *
 * What decides nothing (titles, status, pin) is not in the documents and comes back as a placeholder.
 * @throws ZodError when a document does not have its record's shape.
 * Source: SPEC.md P63.
 */
export function rebuildInputs(documents: readonly Omit<InputDocument, "digest">[]): PlanInputs {
  const every = (kind: InputKind): readonly unknown[] =>
    documents.filter((input) => input.kind === kind).map((input) => input.document);
  const titled = (kind: InputKind): readonly object[] =>
    every(kind).map((document) => ({ title: "-", ...(document as object) }));
  const spec = Spec.parse({ ...titled("spec")[0], status: "ready" });
  const policies = documents.filter((input) => input.kind === "policy").map(({ id, document }) => [id, document]);
  return {
    spec,
    checkpoint: titled("checkpoint").map((document) => Checkpoint.parse(document))[0] ?? null,
    profile: every("profile").map((document) => Profile.parse(document))[0] ?? null,
    baseline: every("baseline").map((document) => Baseline.parse(document))[0] ?? null,
    loras: byId(every("lora").map((document) => Lora.parse(document))),
    tags: byId(titled("tag").map((document) => Tag.parse(document))),
    entity: titled("entity").map((document) => Entity.parse(document))[0] ?? null,
    policies: Object.fromEntries(policies) as unknown as PlanPolicies,
    workflow: (every("workflow")[0] as WorkflowRecord | undefined) ?? null,
    references: inPlanOrder(every("reference") as readonly ReferenceInput[], spec),
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Documents are kept sorted; the plan reads anchors in the order the spec names them, then the entity's. */
function inPlanOrder(references: readonly ReferenceInput[], spec: Spec): readonly ReferenceInput[] {
  const named = spec.style.anchorRefs;
  const rank = (reference: ReferenceInput): number =>
    named.includes(reference.ref) ? named.indexOf(reference.ref) : named.length;
  return references.toSorted((a, b) => rank(a) - rank(b));
}
