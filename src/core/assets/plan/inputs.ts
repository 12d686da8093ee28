import { type Digest, digestOf } from "../../canonical/digest.ts";
import { byKey } from "../../canonical/order.ts";
import type { Checkpoint, Profile } from "../records/checkpoint.ts";
import type { Baseline, Lora } from "../records/lora.ts";
import type { WorkflowRecord } from "../records/project-records.ts";
import type { Spec } from "../records/spec.ts";
import type { Entity, Tag } from "../records/tag.ts";
import type { PlanPolicies } from "./plan-policies.ts";

/** A reference image as the plan sees it; `pixelSha256` is null when the image does not exist. */
export interface ReferenceInput {
  readonly ref: string;
  readonly pixelSha256: string | null;
  /** Its most frequent colours, most frequent first; the palette source of style anchors. */
  readonly colors: readonly string[];
}

/** Every authored input that one plan reads, and nothing else. What `touchstone.lock` freezes. */
export interface PlanInputs {
  readonly spec: Spec;
  readonly checkpoint: Checkpoint | null;
  readonly profile: Profile | null;
  readonly baseline: Baseline | null;
  /** The LoRAs named by the other inputs that exist, by id. */
  readonly loras: ReadonlyMap<string, Lora>;
  /** The spec's tags that are in the catalogue, by id. */
  readonly tags: ReadonlyMap<string, Tag>;
  readonly entity: Entity | null;
  readonly policies: PlanPolicies;
  readonly workflow: WorkflowRecord | null;
  readonly references: readonly ReferenceInput[];
}

export type InputKind =
  | "spec"
  | "checkpoint"
  | "profile"
  | "baseline"
  | "lora"
  | "tag"
  | "entity"
  | "policy"
  | "workflow"
  | "reference";

/** One input as a document: what it is, and its content without what decides nothing (titles, notes, status, pin). */
export interface InputDocument {
  readonly kind: InputKind;
  readonly id: string;
  readonly document: unknown;
  readonly digest: Digest;
}

const documents = new WeakMap<object, InputDocument>();

/** Records are immutable, so a record's document and digest are computed once. */
function documentOf(kind: InputKind, id: string, record: object): InputDocument {
  const known = documents.get(record);
  if (known !== undefined && known.kind === kind && known.id === id) return known;
  const document = decidingPart(kind, record);
  const made = { kind, id, document, digest: digestOf(document) };
  documents.set(record, made);
  return made;
}

const UNDECIDING: Partial<Record<InputKind, readonly string[]>> = {
  spec: ["title", "status", "pin"],
  checkpoint: ["title"],
  profile: ["notes"],
  tag: ["title"],
  entity: ["title"],
};

function decidingPart(kind: InputKind, record: object): unknown {
  const dropped = UNDECIDING[kind];
  if (dropped === undefined) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => !dropped.includes(key)));
}

/** Lists a plan's inputs as documents, sorted by kind and id. Sources: contracts section 2, `touchstone.lock`; SPEC.md P2. */
export function inputDocuments(inputs: PlanInputs): readonly InputDocument[] {
  const found: InputDocument[] = [documentOf("spec", inputs.spec.id, inputs.spec)];
  if (inputs.checkpoint) found.push(documentOf("checkpoint", inputs.checkpoint.id, inputs.checkpoint));
  if (inputs.profile) found.push(profileDocument(inputs.profile));
  if (inputs.baseline) found.push(documentOf("baseline", inputs.baseline.id, inputs.baseline));
  if (inputs.entity) found.push(documentOf("entity", inputs.entity.id, inputs.entity));
  if (inputs.workflow) found.push(documentOf("workflow", inputs.workflow.id, inputs.workflow));
  for (const lora of inputs.loras.values()) found.push(documentOf("lora", lora.id, lora));
  for (const tag of inputs.tags.values()) found.push(documentOf("tag", tag.id, tag));
  for (const reference of inputs.references) found.push(documentOf("reference", reference.ref, reference));
  for (const [section, policy] of Object.entries(inputs.policies)) found.push(documentOf("policy", section, policy));
  return found.toSorted(byKey((input) => `${input.kind}\n${input.id}`));
}

/** A profile as an input; its id is that of its file, e.g. `pony-scores.v2`. */
export function profileDocument(profile: Profile): InputDocument {
  return documentOf("profile", `${profile.id}.v${profile.version}`, profile);
}

/** One digest over all authored inputs of a plan. */
export function inputsDigestOf(found: readonly InputDocument[]): Digest {
  return digestOf(found.map((input) => [input.kind, input.id, input.digest]));
}

/** The digest of the spec alone, without title, status and pin. */
export function specDigestOf(spec: Spec): Digest {
  return documentOf("spec", spec.id, spec).digest;
}
