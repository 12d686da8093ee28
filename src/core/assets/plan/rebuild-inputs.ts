import { z } from "zod";
import { Checkpoint, Profile } from "../records/checkpoint.ts";
import { Baseline, Lora } from "../records/lora.ts";
import type { WorkflowRecord } from "../records/project-records.ts";
import { Spec } from "../records/spec.ts";
import { Entity, Tag } from "../records/tag.ts";
import type { InputDocument, InputKind, PlanInputs, ReferenceInput } from "./inputs.ts";
import { PlanPolicies } from "./plan-policies.ts";

/** Kept as it is, even in a shape that is no longer read: its digest is what was frozen, and the plan says what is wrong. */
const Workflow = z.strictObject({ id: z.string(), graph: z.unknown(), bindings: z.unknown() });
const Reference = z.strictObject({ ref: z.string(), pixelSha256: z.string().nullable(), colors: z.array(z.string()) });

/**
 * Rebuilds a plan's inputs from their documents, as a lock or a version's evidence keeps them.
 *
 * What decides nothing (titles, status, pin) is not in the documents and comes back as a placeholder.
 * @throws ZodError when a document does not have its record's shape (a workflow may have any), TypeError when there is no spec among them.
 * Source: SPEC.md P63.
 */
export function rebuildInputs(documents: readonly Omit<InputDocument, "digest">[]): PlanInputs {
  const every = <T>(kind: InputKind, parse: (document: object) => T): readonly T[] =>
    documents.filter((input) => input.kind === kind).map(({ document }) => parseOnce(document as object, parse));
  const [spec] = every("spec", (document) => Spec.parse({ title: "-", ...document, status: "ready" }));
  if (spec === undefined) throw new TypeError("rebuildInputs: no spec among the documents");
  const policies = documents.filter((input) => input.kind === "policy").map(({ id, document }) => [id, document]);
  return {
    spec,
    checkpoint: every("checkpoint", (document) => Checkpoint.parse({ title: "-", ...document }))[0] ?? null,
    profile: every("profile", (document) => Profile.parse(document))[0] ?? null,
    baseline: every("baseline", (document) => Baseline.parse(document))[0] ?? null,
    loras: byId(every("lora", (document) => Lora.parse(document))),
    tags: byId(every("tag", (document) => Tag.parse({ title: "-", ...document }))),
    entity: every("entity", (document) => Entity.parse({ title: "-", ...document }))[0] ?? null,
    policies: PlanPolicies.parse(Object.fromEntries(policies)),
    workflow: every("workflow", (document) => Workflow.parse(document) as WorkflowRecord)[0] ?? null,
    references: inPlanOrder(
      every("reference", (document) => Reference.parse(document)),
      spec.style.anchorRefs,
    ),
  };
}

const records = new WeakMap<object, unknown>();

/** The specs of a lock share most documents: each is read once, and its record's digest is then computed once too. */
function parseOnce<T>(document: object, parse: (document: object) => T): T {
  const record = (records.get(document) as T | undefined) ?? parse(document);
  records.set(document, record);
  return record;
}

function byId<T extends { readonly id: string }>(found: readonly T[]): ReadonlyMap<string, T> {
  return new Map(found.map((record) => [record.id, record]));
}

/** Documents are kept sorted; the plan reads anchors in the order the spec names them, then the entity's. */
function inPlanOrder(references: readonly ReferenceInput[], named: readonly string[]): readonly ReferenceInput[] {
  const rank = ({ ref }: ReferenceInput): number => (named.includes(ref) ? named.indexOf(ref) : named.length);
  return references.toSorted((a, b) => rank(a) - rank(b));
}
