import { TouchstoneError } from "../../errors.ts";
import type { InputKind, PlanInputs, PlanPolicies, ReferenceInput } from "../plan/inputs.ts";
import { Checkpoint, Profile } from "../records/checkpoint.ts";
import { Baseline, Lora } from "../records/lora.ts";
import type { WorkflowRecord } from "../records/project-records.ts";
import { Spec } from "../records/spec.ts";
import { Entity, Tag } from "../records/tag.ts";
import type { Lock } from "./lock.ts";

/**
 * Rebuilds the inputs of a ready spec's plan from the lock alone: what the files say now does not matter.
 *
 * @returns undefined when the lock has no entry for the spec.
 * @throws TouchstoneError LOCK_DAMAGED when a document is missing or no longer has its record's shape.
 * Source: contracts section 2 ("a ready spec is always planned from its locked inputs"); SPEC.md P63.
 */
export function lockedInputs(lock: Lock, specId: string): PlanInputs | undefined {
  const entry = lock.specs.get(specId);
  if (entry === undefined) return undefined;
  const all = entry.inputs.map(([kind, id, digest]) => {
    if (!lock.documents.has(digest)) throw damaged(specId, `document ${digest} (${kind} \`${id}\`) is missing`);
    return { kind, id, document: lock.documents.get(digest) };
  });
  const every = (kind: InputKind): readonly unknown[] =>
    all.filter((input) => input.kind === kind).map((input) => input.document);
  const titled = (kind: InputKind): readonly object[] =>
    every(kind).map((document) => ({ title: specId, ...(document as object) }));
  const spec = read(specId, () => Spec.parse({ ...titled("spec")[0], status: "ready" }));
  return read(specId, () => ({
    spec,
    checkpoint: titled("checkpoint").map((document) => Checkpoint.parse(document))[0] ?? null,
    profile: every("profile").map((document) => Profile.parse(document))[0] ?? null,
    baseline: every("baseline").map((document) => Baseline.parse(document))[0] ?? null,
    loras: byId(every("lora").map((document) => Lora.parse(document))),
    tags: byId(titled("tag").map((document) => Tag.parse(document))),
    entity: titled("entity").map((document) => Entity.parse(document))[0] ?? null,
    policies: Object.fromEntries(
      all.filter((input) => input.kind === "policy").map(({ id, document }) => [id, document]),
    ) as unknown as PlanPolicies,
    workflow: (every("workflow")[0] as WorkflowRecord | undefined) ?? null,
    references: inPlanOrder(every("reference") as readonly ReferenceInput[], spec),
  }));
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** The lock is sorted; the plan reads anchors in the order the spec names them, then the entity's. */
function inPlanOrder(references: readonly ReferenceInput[], spec: Spec): readonly ReferenceInput[] {
  const named = spec.style.anchorRefs;
  const rank = (reference: ReferenceInput): number =>
    named.includes(reference.ref) ? named.indexOf(reference.ref) : named.length;
  return references.toSorted((a, b) => rank(a) - rank(b));
}

function read<T>(specId: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw damaged(specId, "a frozen document no longer has its record's shape", cause);
  }
}

function damaged(specId: string, why: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("LOCK_DAMAGED", `touchstone.lock cannot give the inputs of \`${specId}\`: ${why}`, {
    hint: `Restore touchstone.lock from version control, or run \`touchstone spec rebind ${specId}\``,
    cause,
  });
}
