import { TouchstoneError } from "../../errors.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import { rebuildInputs } from "../plan/rebuild-inputs.ts";
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
  const documents = entry.inputs.map(([kind, id, digest]) => {
    if (!lock.documents.has(digest)) throw damaged(specId, `document ${digest} (${kind} \`${id}\`) is missing`);
    return { kind, id, document: lock.documents.get(digest) };
  });
  try {
    return rebuildInputs(documents);
  } catch (cause) {
    throw damaged(specId, "a frozen document does not have its record's shape", cause);
  }
}

function damaged(specId: string, why: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("LOCK_DAMAGED", `touchstone.lock cannot give the inputs of \`${specId}\`: ${why}`, {
    hint: `Restore touchstone.lock from version control, or set \`status: draft\` and run \`touchstone spec ready ${specId}\``,
    cause,
  });
}
