import { join } from "node:path";
import { z } from "zod";
import { staleDifferences } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { TouchstoneError } from "../core/errors.ts";
import { MACHINE_FOLDER } from "../core/authored/project-layout.ts";
import type { BackendState } from "../core/backends/backend-state.ts";
import { placeCards } from "../core/board/place-cards.ts";
import type { JobState } from "../core/jobs/transition.ts";
import { findLiveOwner } from "../store/owner-lock.ts";
import { boardFacts, listStaleSpecs } from "./board-facts.ts";
import { loadSoft, type SoftProject } from "./load-soft.ts";
import { planState, previewSettings } from "./plan.ts";
import { storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** A ready spec whose files have moved on, with how many decisions adopting them would change. */
export interface StaleSpec {
  readonly spec: string;
  /** Null where that cannot be told, e.g. because its lock entry is damaged. */
  readonly differences: number | null;
}

/** One renderer of the project on this machine. */
export interface Renderer extends Pick<BackendState, "id" | "kind" | "url" | "enabled" | "health"> {
  /** Null while not known. */
  readonly version: string | null;
  /** Renders that occupy it now; null where another process owns the folder, which alone knows. */
  readonly running: number | null;
  /** When it made its newest image for this project; null when it made none yet. */
  readonly lastRenderAtMs: number | null;
}

/** A project at a glance. */
export interface Status {
  readonly project: { readonly id: string; readonly title: string };
  /** The process that owns the folder now, and where it serves; null when none does. */
  readonly owner: {
    readonly pid: number;
    readonly command: string;
    readonly startedAtMs: number;
    readonly url: string | null;
  } | null;
  /** Seq of the newest event. */
  readonly head: number;
  /** Jobs by state; a state without any is left out. */
  readonly jobs: Readonly<Partial<Record<JobState, number>>>;
  /** Assets (each spec's current version) by decision. */
  readonly assets: Readonly<Record<"approved" | "pending" | "rejected", number>>;
  readonly specs: Readonly<Record<"draft" | "ready" | "deprecated" | "broken", number>>;
  readonly stale: readonly StaleSpec[];
  /** Specs that wait for a person, and those that policy could not settle. */
  readonly waiting: number;
  readonly exceptions: number;
  /** The built-in one first, then ComfyUI servers as they were last seen: nobody is asked for this. */
  readonly renderers: readonly Renderer[];
}

export const statusVerb = defineVerb({
  name: "status",
  summary: "Show the project at a glance: owner, work, what waits, what is stale",
  access: "read",
  input: z.strictObject({}),
  async run(studio): Promise<Status> {
    const store = storeOf(studio);
    const project = await loadSoft(studio);
    const stages = placeCards(await boardFacts(studio, project, store.listNewestJobs()), 0);
    const totalOf = (stage: string): number => stages.find((one) => one.stage === stage)?.total ?? 0;
    return {
      project: titleOf(project),
      owner: findOwner(studio),
      head: store.head().seq,
      jobs: Object.fromEntries(store.countJobs().map(({ state, count }) => [state, count])),
      assets: countAssets(studio),
      specs: countSpecs(project),
      stale: await listStale(studio, project),
      waiting: totalOf("waiting"),
      exceptions: totalOf("exception"),
      renderers: await describeRenderers(studio),
    };
  },
});

function titleOf({ records }: SoftProject): Status["project"] {
  const { id = "", title = "" } = records?.project ?? {};
  return { id, title };
}

function findOwner({ projectDir }: Studio): Status["owner"] {
  const owner = findLiveOwner(join(projectDir, MACHINE_FOLDER));
  if (owner === undefined) return null;
  const { pid, command, startedAtMs, url = null } = owner;
  return { pid, command, startedAtMs, url };
}

function countAssets(studio: Studio): Status["assets"] {
  const counts = { approved: 0, pending: 0, rejected: 0 };
  for (const { decision } of storeOf(studio).listCurrentVersions()) counts[decision] += 1;
  return counts;
}

function countSpecs({ specs, problems }: SoftProject): Status["specs"] {
  const counts = { draft: 0, ready: 0, deprecated: 0, broken: 0 };
  for (const { status } of specs.values()) counts[status] += 1;
  const files = new Set(problems.map(({ place }) => place?.file ?? "").filter((file) => file.startsWith("specs/")));
  return { ...counts, broken: files.size };
}

async function listStale(studio: Studio, project: SoftProject): Promise<readonly StaleSpec[]> {
  const stale = await listStaleSpecs(studio, project);
  return await Promise.all(
    stale.map(async (spec) => ({ spec: spec.id, differences: await countDifferences(studio, project, spec) })),
  );
}

async function countDifferences(studio: Studio, project: SoftProject, spec: Spec): Promise<number | null> {
  const { records, lock, problems } = project;
  if (records === undefined) return null;
  const reading = { problems, warnings: [], files: [], references: [], records, specFiles: new Map() };
  try {
    const { state, current } = await planState(studio, { records, lock, reading }, spec);
    return staleDifferences(state, current, previewSettings(studio)).length;
  } catch (error) {
    // A lock entry that contradicts itself is named by `spec validate`; here the number is not known.
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}

async function describeRenderers(studio: Studio): Promise<readonly Renderer[]> {
  // A file that names none, because it is not valid, is told by who asks for backends.
  await studio.fleet.load().catch((error: unknown) => {
    if (!(error instanceof TouchstoneError)) throw error;
  });
  // What this process does not own, it works on nothing of: that says something only where nobody else owns it either.
  const isKnown = studio.announce !== undefined || findOwner(studio) === null;
  return studio.fleet.known().map(({ id, kind, url, enabled, health, version, rendering }) => {
    const newest = storeOf(studio).findNewestRender(kind === "builtin" ? null : id);
    const lastRenderAtMs = newest?.atMs ?? null;
    return { id, kind, url, enabled, health, version, running: isKnown ? rendering : null, lastRenderAtMs };
  });
}
