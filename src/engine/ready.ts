import { z } from "zod";
import type { PlanDifference } from "../core/assets/plan/diff-plans.ts";
import { diffPlans } from "../core/assets/plan/diff-plans.ts";
import { inputDocuments, type PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import { formatLock, freezeSpec, type Lock, LOCK_FILE } from "../core/assets/ready/lock.ts";
import { findBlockers, type SpecState } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { editAuthored } from "../core/authored/edit.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import type { NewEvent } from "../core/events/event.ts";
import { planState, previewSettings } from "./plan.ts";
import { getSpec, type LoadedProject, loadProject, readProjectText, writeProjectText } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** One spec that was frozen. */
export interface FrozenSpec {
  readonly spec: string;
  readonly recipeDigest: string | null;
  /** What changed against the plan frozen before; empty for a spec that becomes ready for the first time. */
  readonly differences: readonly PlanDifference[];
}

interface Candidate {
  readonly spec: Spec;
  readonly state: SpecState;
  readonly current: PlanInputs;
  readonly plan: Plan;
}

const SpecsInput = z.strictObject({
  specs: z.array(z.string()).describe("Ids of specs"),
  all: z.boolean().default(false).describe("All that it applies to"),
});

/** Freezes drafts: checks the gate, writes the lock, then `status: ready` and the pin into each file. */
export const specReadyVerb = defineVerb({
  name: "spec.ready",
  summary: "Make specs ready: freeze everything their plans read",
  access: "own",
  input: SpecsInput,
  async run(studio, input): Promise<{ ready: readonly FrozenSpec[]; refused: readonly Problem[] }> {
    const project = await loadProject(studio);
    const drafts = (spec: Spec): boolean =>
      spec.status === "draft" || (spec.status === "ready" && !project.lock.specs.has(spec.id));
    const candidates = await listCandidates(studio, project, { ...input, applies: drafts });
    const refused = candidates.flatMap((candidate) => [
      ...staleProblems(candidate),
      ...gateProblems(candidate.spec, candidate.plan),
    ]);
    const passed = candidates.filter(({ spec, plan }) => findBlockers(spec, plan).length === 0);
    if (refused.length > 0 && (!input.all || passed.length === 0)) throw refusal(refused);
    await freeze(
      studio,
      project,
      passed.filter((candidate) => !isFrozen(candidate)),
    );
    return {
      ready: passed.map(({ spec, plan }) => ({ spec: spec.id, recipeDigest: plan.recipeDigest, differences: [] })),
      refused,
    };
  },
});

/** Adopts the files as they are now for specs that are stale. */
export const specRebindVerb = defineVerb({
  name: "spec.rebind",
  summary: "Let stale specs adopt the files as they are now",
  access: "own",
  input: SpecsInput,
  async run(studio, input): Promise<{ rebound: readonly FrozenSpec[]; unchanged: readonly string[] }> {
    const project = await loadProject(studio);
    const candidates = await listCandidates(studio, project, { ...input, applies: (spec) => spec.status === "ready" });
    const unready = candidates.find(({ spec }) => spec.status !== "ready");
    if (unready !== undefined) {
      const hint = `Run \`touchstone spec ready ${unready.spec.id}\``;
      throw new TouchstoneError(
        "SPEC_NOT_READY",
        `spec \`${unready.spec.id}\` is ${unready.spec.status}, so it has nothing to rebind`,
        { hint },
      );
    }
    const stale = candidates.filter(({ spec, state }) => state.stale || state.unlocked || spec.pin === undefined);
    const refused = stale.flatMap(({ spec, plan }) => gateProblems(spec, plan));
    if (refused.length > 0) throw refusal(refused);
    await freeze(studio, project, stale);
    const settings = previewSettings(studio);
    const rebound = stale.map(({ spec, state, plan }) => {
      return { spec: spec.id, recipeDigest: plan.recipeDigest, differences: diffPlans(planSpec(state.inputs, settings), plan) };
    });
    return { rebound, unchanged: candidates.filter((one) => !stale.includes(one)).map(({ spec }) => spec.id) };
  },
});

interface Wish {
  readonly specs: readonly string[];
  readonly all: boolean;
  readonly applies: (spec: Spec) => boolean;
}

async function listCandidates(
  studio: Studio,
  project: LoadedProject,
  { specs, all, applies }: Wish,
): Promise<readonly Candidate[]> {
  if (!all && specs.length === 0) {
    throw new TouchstoneError("USAGE", "no spec is named", { hint: "Name one or more specs, or pass `--all`" });
  }
  const chosen = all
    ? [...project.records.specs.values()].filter(applies)
    : [...new Set(specs)].map((id) => getSpec(project, id));
  return await Promise.all(
    chosen.map(async (spec) => {
      const { state, current } = await planState(studio, project, spec);
      return { spec, state, current, plan: planSpec(current, previewSettings(studio)) };
    }),
  );
}

/** A spec that is ready and in the lock; without a pin, the process that froze it was killed, and the work is finished here. */
function isFrozen({ spec, state }: Candidate): boolean {
  return spec.status === "ready" && !state.unlocked && spec.pin !== undefined;
}

/** What is frozen is not frozen anew in passing: that would adopt whatever has moved on without showing it. */
function staleProblems(candidate: Candidate): readonly Problem[] {
  const { id } = candidate.spec;
  if (!isFrozen(candidate) || !candidate.state.stale) return [];
  const hint = `Run \`touchstone spec rebind ${id}\` to adopt them, \`touchstone spec show ${id}\` to see what would change`;
  return [{ code: "READY_REFUSED", message: `${id}: it is ready already, and its files have moved on`, hint }];
}

function gateProblems(spec: Spec, plan: Plan): readonly Problem[] {
  return findBlockers(spec, plan).map(({ detail, hint }) => ({ code: "READY_REFUSED", message: `${spec.id}: ${detail}`, hint }));
}

function refusal(problems: readonly Problem[]): TouchstoneError {
  const message = problems.length === 1 ? (problems[0]?.message ?? "") : `${problems.length} blockers stand in the way`;
  return new TouchstoneError("READY_REFUSED", message, { problems, hint: problems[0]?.hint });
}

/**
 * Freezes specs over several files and the store, such that a process killed anywhere leaves a valid project in which the
 * same command finishes the work:
 * 1. Pins that are there are taken out: a spec without a pin cannot disagree with the lock, and shows that it is unfinished.
 * 2. The lock is written, whole or not at all. A draft with an entry is harmless: only ready specs read the lock.
 * 3. The events are appended.
 * 4. Each spec's file gets `status: ready` and its pin in one write, which ends it.
 */
async function freeze(studio: Studio, project: LoadedProject, candidates: readonly Candidate[]): Promise<void> {
  if (candidates.length === 0) return;
  let lock: Lock = project.lock;
  for (const { spec, current, plan } of candidates) {
    lock = freezeSpec(lock, spec.id, { inputs: inputDocuments(current), inputsDigest: plan.inputsDigest });
  }
  for (const { spec } of candidates) {
    if (spec.status === "ready" && spec.pin !== undefined)
      await editSpec(studio, project, { spec, edits: [{ path: ["pin"], value: undefined }] });
  }
  await writeProjectText(studio.projectDir, LOCK_FILE, formatLock(lock));
  const events = frozenEvents(studio, project.lock, candidates);
  if (events.length > 0) await storeOf(studio).append({ events });
  const atMs = studio.nowMs();
  for (const { spec, plan } of candidates) {
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
function frozenEvents(studio: Studio, before: Lock, candidates: readonly Candidate[]): readonly NewEvent[] {
  const recorded = new Map(
    storeOf(studio)
      .listSpecStates()
      .map(({ specId, inputsDigest }) => [specId, inputsDigest]),
  );
  return candidates.flatMap(({ spec, plan }) => {
    const known = recorded.get(spec.id);
    if (spec.status === "ready" && known === plan.inputsDigest) return [];
    const locked = before.specs.get(spec.id)?.inputsDigest;
    const previous = known ?? (locked === plan.inputsDigest ? undefined : locked);
    return [frozenEvent(studio, { spec, plan, previous })];
  });
}

function frozenEvent(
  studio: Studio,
  { spec, plan, previous }: { spec: Spec; plan: Plan; previous: string | undefined },
): NewEvent {
  const id = studio.newId();
  const { specDigest, inputsDigest, recipeDigest } = plan;
  const about = {
    id,
    ts: studio.nowMs(),
    v: 1,
    entityType: "spec",
    entityId: spec.id,
    causalChainId: id,
    causalDepth: 0,
    idempotencyKey: id,
  } as const;
  const frozen = { specDigest, inputsDigest, recipeDigest };
  if (spec.status === "ready" && previous !== undefined) {
    return { ...about, type: "spec.rebound", payload: { ...frozen, previousInputsDigest: previous } };
  }
  return { ...about, type: "spec.ready", payload: frozen };
}
