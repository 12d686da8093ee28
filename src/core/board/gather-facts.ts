import type { Spec } from "../assets/records/spec.ts";
import type { JobRow, VersionRow } from "../events/rows.ts";
import type { SpecFacts } from "./spec-facts.ts";

/** What the board is made from. */
export interface BoardSources {
  /** The specs whose files can be read. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** Ids of specs that the lock has, and of those whose files have moved on since. */
  readonly frozen: ReadonlySet<string>;
  readonly stale: ReadonlySet<string>;
  /** Of each spec the newest job. */
  readonly jobs: readonly JobRow[];
  /** The versions that those jobs made, in any order. */
  readonly versions: readonly VersionRow[];
  /** Of each spec the newest approved version, whatever became of newer ones. */
  readonly approved: readonly { readonly specId: string; readonly id: string }[];
}

/**
 * Brings together what is known of each spec. A spec of which something was made is there whatever its file says now: where
 * that cannot be read or is gone, its title is its id.
 *
 * Source: issue 3, "Pipeline"; SPEC.md B1, B2.
 */
export function gatherFacts(sources: BoardSources): readonly SpecFacts[] {
  const jobs = new Map(sources.jobs.map((job) => [job.specId, job]));
  const versions = new Map(sources.versions.map((version) => [version.id, version]));
  const approved = new Map(sources.approved.map(({ specId, id: versionId }) => [specId, versionId]));
  return [...new Set([...sources.specs.keys(), ...jobs.keys()])].map((id) => {
    const job = jobs.get(id) ?? null;
    return {
      spec: id,
      ...authoredFacts(id, sources, job),
      stale: sources.stale.has(id),
      job,
      version: versions.get(job?.versionId ?? "") ?? null,
      approvedVersionId: approved.get(id) ?? null,
    };
  });
}

type Authored = Pick<SpecFacts, "title" | "kind" | "checkpoint" | "renderer" | "ready">;

function authoredFacts(id: string, { specs, frozen }: BoardSources, job: JobRow | null): Authored {
  const spec = specs.get(id);
  if (spec === undefined) return { title: id, kind: job?.kind ?? "", checkpoint: null, renderer: null, ready: false };
  const { title, output, checkpoint = null, workflow, status } = spec;
  const renderer = workflow === undefined ? "builtin" : "comfyui";
  return { title, kind: output.kind, checkpoint, renderer, ready: status === "ready" && frozen.has(id) };
}
