import { type AffectedSpec, findAffectedSpec, readsSameRecords } from "../core/assets/ready/affected-spec.ts";
import { type Blocker, findBlockers } from "../core/assets/ready/blockers.ts";
import { type Lock, LOCK_FILE, parseLock } from "../core/assets/ready/lock.ts";
import { lockedInputs } from "../core/assets/ready/locked-inputs.ts";
import { diffPlans, type PlanDifference } from "../core/assets/plan/diff-plans.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import { findEntity, referencesOf, selectInputs } from "../core/assets/plan/select-inputs.ts";
import type { ProjectRecords } from "../core/assets/records/project-records.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { problemsFor, type ProjectReading } from "../core/authored/read-project.ts";
import { startRecord } from "../core/authored/propose-edit.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import { asProblem } from "./lock-problems.ts";
import { previewSettings } from "./plan.ts";
import { readProjectText } from "./project.ts";
import { type ProposedRecord, proposeRecord } from "./proposed-record.ts";
import { expectBase, findSource, getRole, loadRecordFiles } from "./record-files.ts";
import { BaseInput, EditsInput, RecordInput, toEdits } from "./record-input.ts";
import { loadReferences } from "./references.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** What a spec would be planned as after edits of its file. */
export interface SpecPreview {
  /** The plan from the files as they would be; of a ready spec too, which is planned from the lock until it is rebound. */
  readonly plan: Plan;
  /** Everything between the edited spec and `ready`. */
  readonly blockers: readonly Blocker[];
  /** The plan from the files as they are; null for a spec that is new or broken. */
  readonly before: Plan | null;
  readonly differences: readonly PlanDifference[];
}

/** What edits of one record would do. Nothing is written. */
export interface RecordPreview {
  /** The file as it would be; for a profile, its next version. */
  readonly text: string;
  /** What it would say in today's spelling, without defaults; null when it cannot be read. */
  readonly value: unknown;
  /** What keeps it from being saved; then nothing is planned. */
  readonly problems: readonly Problem[];
  /** What does not keep it from being saved: unknown names, and other files that keep it from being planned. */
  readonly warnings: readonly Problem[];
  /** Null for other kinds than specs, and while something keeps the spec from being planned. */
  readonly spec: SpecPreview | null;
  /** Ready specs that the change would make stale, by id; empty for a spec, which affects no other. */
  readonly affected: readonly AffectedSpec[];
}

/** Shows what edits of a record would do to its file, its plan and the specs that read it. */
export const recordPreviewVerb = defineVerb({
  name: "record.preview",
  summary: "Show what edits of a record would change, without writing anything",
  access: "read",
  input: RecordInput.extend({ edits: EditsInput, base: BaseInput.optional() }),
  async run(studio, { kind, id, edits, base }): Promise<RecordPreview> {
    const files = await loadRecordFiles(studio);
    const found = findSource(files, kind, id);
    if (base !== undefined) expectBase(found, base);
    const role = getRole(kind, id);
    const proposed = proposeRecord(files, { role, source: found ?? startRecord(role) }, toEdits(edits));
    const change = { before: files.reading, after: proposed.reading };
    const seen = { text: proposed.source.text, value: proposed.value, problems: proposed.problems };
    if (proposed.problems.length > 0) return { ...seen, warnings: warningsOf(proposed), spec: null, affected: [] };
    if (kind === "spec") {
      const blocking = problemsFor(proposed.reading, id);
      const spec = blocking.length > 0 ? null : await previewSpec(studio, change, id);
      return { ...seen, warnings: [...blocking, ...warningsOf(proposed)], spec, affected: [] };
    }
    const { affected, problems } = await findAffected(studio, change);
    return { ...seen, warnings: [...problems, ...warningsOf(proposed)], spec: null, affected };
  },
});

function warningsOf({ reading, source }: ProposedRecord): readonly Problem[] {
  return [...reading.warnings, ...reading.references].filter(({ place }) => place?.file === source.file);
}

/** The project as it is and as it would be. */
interface Change {
  readonly before: ProjectReading;
  readonly after: ProjectReading;
}

async function previewSpec(studio: Studio, { before, after }: Change, id: string): Promise<SpecPreview | null> {
  const settings = previewSettings(studio);
  const read = createInputReader(studio);
  const spec = after.records?.specs.get(id);
  if (after.records === undefined || spec === undefined) return null;
  const plan = planSpec(await read(after.records, spec), settings);
  const old = problemsFor(before, id).length > 0 ? undefined : before.records?.specs.get(id);
  const isKnown = before.records !== undefined && old !== undefined;
  const planBefore = isKnown ? planSpec(await read(before.records, old), settings) : null;
  const differences = planBefore === null ? [] : diffPlans(planBefore, plan);
  return { plan, blockers: findBlockers(spec, plan), before: planBefore, differences };
}

interface Affected {
  readonly affected: readonly AffectedSpec[];
  /** Why it cannot be told: a lock that is damaged. */
  readonly problems: readonly Problem[];
}

async function findAffected(studio: Studio, change: Change): Promise<Affected> {
  const ready = [...(change.after.records?.specs.values() ?? [])].filter(({ status }) => status === "ready");
  const lockText = ready.length === 0 ? undefined : await readProjectText(studio.projectDir, LOCK_FILE);
  if (lockText === undefined) return { affected: [], problems: [] };
  try {
    const lock = parseLock(lockText);
    const read = createInputReader(studio);
    const affected: AffectedSpec[] = [];
    for (const spec of ready) {
      const inputs = await changedInputs(change, { spec, lock, read });
      const found = inputs === undefined ? undefined : findAffectedSpec(inputs, previewSettings(studio));
      if (found !== undefined) affected.push(found);
    }
    return { affected, problems: [] };
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "LOCK_DAMAGED") return { affected: [], problems: [asProblem(error)] };
    throw error;
  }
}

type InputReader = (records: ProjectRecords, spec: Spec) => Promise<PlanInputs>;

/** Undefined for a spec that is not frozen, cannot be planned, or reads nothing that changed: the most, so they cost nothing. */
async function changedInputs(
  { before, after }: Change,
  { spec, lock, read }: { readonly spec: Spec; readonly lock: Lock; readonly read: InputReader },
) {
  const lockedDigest = lock.specs.get(spec.id)?.inputsDigest;
  if (after.records === undefined || lockedDigest === undefined || problemsFor(after, spec.id).length > 0) return undefined;
  const inputs = await read(after.records, spec);
  const isKnown = before.records !== undefined && problemsFor(before, spec.id).length === 0;
  // Files that could not be planned from had moved on from the lock in no way that can be told: it is what there was.
  const old = isKnown ? await read(before.records, spec) : lockedInputs(lock, spec.id);
  if (old === undefined || readsSameRecords(old, inputs)) return undefined;
  return { before: old, after: inputs, lockedDigest };
}

/** Reads a spec's inputs; an image that several plans refer to is decoded once. */
function createInputReader(studio: Studio): InputReader {
  const loaded = new Map<string, ReturnType<typeof loadReferences>>();
  const load = async (ref: string): ReturnType<typeof loadReferences> => {
    const known = loaded.get(ref) ?? loadReferences(studio, [ref]);
    loaded.set(ref, known);
    return await known;
  };
  return async (records, spec) => {
    const wanted = referencesOf(spec, findEntity(records, spec));
    return selectInputs(records, spec, (await Promise.all(wanted.map(load))).flat());
  };
}
