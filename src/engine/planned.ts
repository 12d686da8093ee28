import { canonicalJson } from "../core/canonical/canonical-json.ts";
import type { Digest } from "../core/canonical/digest.ts";
import { inputDocuments, type PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { rebuildInputs } from "../core/assets/plan/rebuild-inputs.ts";
import type { FrozenInput } from "../core/assets/evidence.ts";
import type { Blobs } from "../store/blobs.ts";

/** A plan together with the inputs it was made from: what a job works from, whatever happens to the files. */
export interface Planned {
  readonly format: "touchstone.planned/1";
  readonly plan: Plan;
  readonly inputs: readonly FrozenInput[];
  /** What draws it, with its version, e.g. `procedural/1` or `comfyui`: work that was planned for another one is not done by this. */
  readonly renderer: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Stores a JSON document in canonical form; its blob's name is the document's digest. */
export async function putDocument(blobs: Blobs, document: unknown): Promise<Digest> {
  return await blobs.put(encoder.encode(canonicalJson(document)));
}

/** Reads a JSON document back. */
export async function getDocument<T>(blobs: Blobs, digest: string): Promise<T> {
  return JSON.parse(decoder.decode(await blobs.get(digest as Digest))) as T;
}

/** Stores a plan and every input it read. Inputs are stored once, however many plans share them. */
export async function putPlanned(
  blobs: Blobs,
  plan: Plan,
  { inputs, renderer }: { inputs: PlanInputs; renderer: string },
): Promise<Digest> {
  const documents = inputDocuments(inputs);
  await Promise.all(documents.map((input) => putDocument(blobs, input.document)));
  const frozen = documents.map((input): FrozenInput => [input.kind, input.id, input.digest]);
  const planned: Planned = { format: "touchstone.planned/1", plan, inputs: frozen, renderer };
  return await putDocument(blobs, planned);
}

/**
 * Rebuilds the inputs of a stored plan from their documents.
 *
 * @param read  Reads one of them; documents that are the same object are parsed once.
 */
export async function getInputs(
  blobs: Blobs,
  frozen: readonly FrozenInput[],
  read: (blobs: Blobs, digest: string) => Promise<unknown> = getDocument,
): Promise<PlanInputs> {
  const documents = await Promise.all(
    frozen.map(async ([kind, id, digest]) => ({ kind, id, document: await read(blobs, digest) })),
  );
  return rebuildInputs(documents);
}
