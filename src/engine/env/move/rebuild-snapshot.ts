import type { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { readPyproject } from "../../../core/env/truth/read-pyproject.ts";
import type { Intent } from "../../../core/env/tx/intent.ts";
import type { Studio } from "../../studio.ts";
import type { BuildRequest } from "../build/build-request.ts";
import { buildForMove } from "./build-for-move.ts";
import type { EnvStep } from "../env-step.ts";
import { findCode } from "../build/find-code.ts";
import { readSnapshot } from "./snapshots.ts";
import type { HeldEnv, IntentFacts } from "../hold/with-env-lock.ts";

/** What is rebuilt, and for which intent. */
interface Rebuilding {
  readonly facts: IntentFacts & { readonly kind: "rollback"; readonly from: number };
  readonly snapshot: SnapshotMeta;
  readonly onStep?: ((step: EnvStep) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds a generation from a snapshot: its declaration and its lock word for word, its node packs at their commits.
 *
 * @returns the intent, which says where it is. Where it could not be built, nothing of it is left.
 * @throws TouchstoneError ENV_DAMAGED, UV_FAILED, GIT_FAILED, SMOKE_FAILED, INTERRUPTED, UV_MISSING, GIT_MISSING.
 */
export async function rebuildSnapshot(
  studio: Studio,
  held: HeldEnv,
  { facts, snapshot, onStep, signal }: Rebuilding,
): Promise<Intent> {
  const { home } = held;
  const { pyproject, lock, nodes } = await readSnapshot(home, snapshot.id);
  const file = (name: string): string => `env/snapshots/${snapshot.id}/${name}`;
  const records = readNodesFile({ file: file("nodes.json"), text: nodes });
  const request = {
    base: facts.from,
    nodeId: null,
    reason: `roll back to snapshot ${snapshot.id}`,
    mode: { kind: "locked", lockText: lock },
    truth: readPyproject({ file: file("pyproject.toml"), text: pyproject }),
    nodes: await Promise.all(records.map(async (record) => ({ record, source: await findCode(home, record) }))),
  } as const satisfies Partial<BuildRequest>;
  return await buildForMove(studio, held, { facts, request, onStep, signal });
}
