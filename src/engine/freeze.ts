import type { FreezeCandidate } from "../core/assets/ready/decide-freeze.ts";
import { formatLock, freezeSpec, type Lock, LOCK_FILE } from "../core/assets/ready/lock.ts";
import { inputDocuments, type PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { editAuthored } from "../core/authored/edit.ts";
import type { NewEvent } from "../core/events/event.ts";
import { newEvent } from "../core/events/new-event.ts";
import { type LoadedProject, readProjectText, writeProjectText } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";

/** A spec that is to be frozen as the files are now. */
export interface ToFreeze extends FreezeCandidate {
  /** What its plan reads. */
  readonly current: PlanInputs;
}

/**
 * Freezes specs over several files and the store, such that a process killed anywhere leaves a valid project in which the
 * same command finishes the work:
 * 1. Pins that are there are taken out: a spec without a pin cannot disagree with the lock, and shows that it is unfinished.
 * 2. The lock is written, whole or not at all. A draft with an entry is harmless: only ready specs read the lock.
 * 3. The events are appended.
 * 4. Each spec's file gets `status: ready` and its pin in one write, which ends it.
 */
export async function freezeSpecs(studio: Studio, project: LoadedProject, specs: readonly ToFreeze[]): Promise<void> {
  if (specs.length === 0) return;
  let lock: Lock = project.lock;
  for (const { spec, current, plan } of specs) {
    lock = freezeSpec(lock, spec.id, { inputs: inputDocuments(current), inputsDigest: plan.inputsDigest });
  }
  for (const { spec } of specs) {
    if (spec.status === "ready" && spec.pin !== undefined)
      await editSpec(studio, project, { spec, edits: [{ path: ["pin"], value: undefined }] });
  }
  await writeProjectText(studio.projectDir, LOCK_FILE, formatLock(lock));
  const events = frozenEvents(studio, project.lock, specs);
  if (events.length > 0) await storeOf(studio).append({ events });
  const atMs = studio.nowMs();
  for (const { spec, plan } of specs) {
    const pin = { profile: plan.profile?.id, profileVersion: plan.profile?.version, at: atMs };
    const edits = [
      { path: ["status"], value: "ready" },
      { path: ["pin"], value: pin },
    ];
    await editSpec(studio, project, { spec, edits });
  }
}

async function editSpec(
  studio: Studio,
  project: LoadedProject,
  { spec, edits }: { spec: Spec; edits: Parameters<typeof editAuthored>[1] },
): Promise<void> {
  const file = project.reading.specFiles.get(spec.id)?.[0] ?? "";
  const text = (await readProjectText(studio.projectDir, file)) ?? "";
  await writeProjectText(studio.projectDir, file, editAuthored(text, edits));
}

/** What is recorded already is not recorded again: the process that recorded it was killed before the files were written. */
function frozenEvents(studio: Studio, before: Lock, specs: readonly ToFreeze[]): readonly NewEvent[] {
  const recorded = new Map(
    storeOf(studio)
      .listSpecStates()
      .map(({ specId, inputsDigest }) => [specId, inputsDigest]),
  );
  return specs.flatMap((one) => {
    const { spec, plan } = one;
    const known = recorded.get(spec.id);
    if (spec.status === "ready" && known === plan.inputsDigest) return [];
    const locked = before.specs.get(spec.id)?.inputsDigest;
    return [frozenEvent(studio, one, known ?? (locked === plan.inputsDigest ? undefined : locked))];
  });
}

function frozenEvent(studio: Studio, { spec, plan }: ToFreeze, previous: string | undefined): NewEvent {
  const id = studio.newId();
  const { specDigest, inputsDigest, recipeDigest } = plan;
  const about = { id, ts: studio.nowMs(), entityId: spec.id, chain: { id, depth: 0 }, key: id };
  const frozen = { specDigest, inputsDigest, recipeDigest };
  if (spec.status !== "ready" || previous === undefined) return newEvent({ ...about, type: "spec.ready", payload: frozen });
  return newEvent({ ...about, type: "spec.rebound", payload: { ...frozen, previousInputsDigest: previous } });
}
