import { EMPTY_LOCK, type Lock } from "../core/assets/ready/lock.ts";
import type { ProjectRecords } from "../core/assets/records/project-records.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import { loadProject } from "./project.ts";
import type { Studio } from "./studio.ts";

/** A project as far as its files can be read: what was made can be shown whatever is wrong with them. */
export interface SoftProject {
  /** Absent when `touchstone.yaml` or the lock cannot be used. */
  readonly records: ProjectRecords | undefined;
  readonly specs: ReadonlyMap<string, Spec>;
  readonly lock: Lock;
  readonly problems: readonly Problem[];
}

/** Reads a project for a view of what was made: files that are broken are problems beside it, and never a failure. */
export async function loadSoft(studio: Studio): Promise<SoftProject> {
  try {
    const { records, reading, lock } = await loadProject(studio);
    return { records, specs: records.specs, lock, problems: reading.problems };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const { code, message, hint } = error;
    const own: Problem = hint === undefined ? { code, message } : { code, message, hint };
    return {
      records: undefined,
      specs: new Map(),
      lock: EMPTY_LOCK,
      problems: error.problems.length > 0 ? error.problems : [own],
    };
  }
}
