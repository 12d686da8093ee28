import type { SnapshotMeta } from "../generation/snapshot.ts";
import { type FailureCode, TouchstoneError } from "../../errors.ts";

/** What a rollback chooses from. */
export interface TargetFacts {
  /** As the person said it; undefined: the generation before. */
  readonly target: string | undefined;
  readonly current: number;
  /** What the current generation was derived from; null: it is the first. */
  readonly base: number | null;
  /** Complete generations, with their identity. */
  readonly kept: ReadonlyMap<number, string>;
  /** The newest first. */
  readonly snapshots: readonly SnapshotMeta[];
}

/** Where a rollback goes: to a generation that is there, or to one that is built from a snapshot. */
export type RollbackTarget =
  | { readonly kind: "kept"; readonly number: number; readonly ref: string | null }
  | { readonly kind: "rebuild"; readonly snapshot: SnapshotMeta; readonly ref: string };

/**
 * @throws TouchstoneError SNAPSHOT_NOT_FOUND where nothing fits, or several do; STATE_CONFLICT for where the pointer is already,
 *         and before the first generation.
 * Rules: SPEC.md EM16 to EM18.
 */
export function chooseTarget(facts: TargetFacts): RollbackTarget {
  const { target, base, current } = facts;
  if (target === undefined) {
    if (base !== null) return targetGeneration(facts, base, null);
    throw refuse("STATE_CONFLICT", `generation \`${current}\` is the first: there is nothing before it`);
  }
  // A snapshot's id begins with a nought until the year 2248.
  if (/^[1-9]\d{0,8}$/.test(target)) return targetGeneration(facts, Number(target), target);
  const found = facts.snapshots.filter(({ id }) => id.startsWith(target.toLowerCase()));
  const [snapshot, other] = found;
  if (snapshot === undefined) throw refuse("SNAPSHOT_NOT_FOUND", `there is no snapshot or generation \`${target}\``);
  if (other !== undefined) throw refuse("SNAPSHOT_NOT_FOUND", `\`${target}\` is the beginning of ${found.length} snapshots' ids`);
  return targetSnapshot(facts, snapshot);
}

function targetGeneration({ kept, snapshots, current }: TargetFacts, number: number, ref: string | null): RollbackTarget {
  if (number === current) throw refuse("STATE_CONFLICT", `generation \`${number}\` is current already`);
  if (kept.has(number)) return { kind: "kept", number, ref };
  const snapshot = snapshots.find(({ generation }) => generation === number);
  if (snapshot !== undefined) return { kind: "rebuild", snapshot, ref: ref ?? snapshot.id };
  throw refuse("SNAPSHOT_NOT_FOUND", `generation \`${number}\` is not kept, and no snapshot of it is`);
}

/** A folder of that number is the snapshot's generation only when it has its identity. */
function targetSnapshot({ kept, current }: TargetFacts, snapshot: SnapshotMeta): RollbackTarget {
  const { id, generation, envId } = snapshot;
  if (kept.get(generation) !== envId) return { kind: "rebuild", snapshot, ref: id };
  if (generation === current)
    throw refuse("STATE_CONFLICT", `snapshot \`${id}\` is of generation \`${current}\`, which is current`);
  return { kind: "kept", number: generation, ref: id };
}

function refuse(code: FailureCode, message: string): TouchstoneError {
  return new TouchstoneError(code, message, {
    hint: "List them with `touchstone env snapshot list`; see docs/guides/environment.md#rollback",
  });
}
