import type { Lock, LockedSpec } from "../core/assets/ready/lock.ts";
import { inputDocuments, type ReferenceInput } from "../core/assets/plan/inputs.ts";
import { findEntity, referencesOf, selectInputs } from "../core/assets/plan/select-inputs.ts";
import type { ProjectRecords } from "../core/assets/records/project-records.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { gatherFacts } from "../core/board/gather-facts.ts";
import type { SpecFacts } from "../core/board/spec-facts.ts";
import type { JobRow } from "../core/events/rows.ts";
import type { SoftProject } from "./load-soft.ts";
import { loadReferences } from "./references.ts";
import { storeOf, type Studio } from "./studio.ts";

/** What the board is made from: files, lock and store as they are now. */
export async function boardFacts(studio: Studio, project: SoftProject, jobs: readonly JobRow[]): Promise<readonly SpecFacts[]> {
  const stale = new Set((await listStaleSpecs(studio, project)).map(({ id }) => id));
  const frozen = new Set(project.lock.specs.keys());
  const store = storeOf(studio);
  const versions = store.findVersions(jobs.flatMap(({ versionId }) => versionId ?? []));
  return gatherFacts({ specs: project.specs, frozen, stale, jobs, versions, approved: store.listApproved() });
}

/** The ready specs whose files have moved on since they were frozen. Digests tell: nothing is planned. */
export async function listStaleSpecs(studio: Studio, { specs, records, lock }: SoftProject): Promise<readonly Spec[]> {
  if (records === undefined) return [];
  const known = recallMoved(records, lock);
  const stale: Spec[] = [];
  for (const spec of specs.values()) {
    const frozen = spec.status === "ready" ? lock.specs.get(spec.id) : undefined;
    if (frozen === undefined) continue;
    const wanted = referencesOf(spec, findEntity(records, spec));
    // Images may change without any record: only what reads none of them is remembered.
    const moved =
      wanted.length > 0
        ? hasMovedOn(records, { spec, frozen, references: await loadReferences(studio, wanted) })
        : (known.get(spec) ?? hasMovedOn(records, { spec, frozen, references: [] }));
    if (wanted.length === 0) known.set(spec, moved);
    if (moved) stale.push(spec);
  }
  return stale;
}

const remembered = new WeakMap<ProjectRecords, { readonly lock: Lock; readonly moved: Map<Spec, boolean> }>();

/** Records and locks are immutable, so what they say about each other is found out once. */
function recallMoved(records: ProjectRecords, lock: Lock): Map<Spec, boolean> {
  const known = remembered.get(records);
  if (known?.lock === lock) return known.moved;
  const moved = new Map<Spec, boolean>();
  remembered.set(records, { lock, moved });
  return moved;
}

interface FrozenSpec {
  readonly spec: Spec;
  readonly frozen: LockedSpec;
  readonly references: readonly ReferenceInput[];
}

function hasMovedOn(records: ProjectRecords, { spec, frozen, references }: FrozenSpec): boolean {
  const current = inputDocuments(selectInputs(records, spec, references));
  // As good as comparing the digests over both lists, without computing one.
  const isSame = current.every(({ kind, id, digest }, index) => {
    const [ofKind, named, was] = frozen.inputs[index] ?? [];
    return kind === ofKind && id === named && digest === was;
  });
  return !isSame || current.length !== frozen.inputs.length;
}
