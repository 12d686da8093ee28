import { checkPin } from "../core/assets/ready/check-pin.ts";
import { findChangedProfiles } from "../core/assets/ready/find-changed-profiles.ts";
import { type Lock, parseLock } from "../core/assets/ready/lock.ts";
import type { ProjectReading } from "../core/authored/read-project.ts";
import { sortProblems } from "../core/authored/problem-order.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";

/**
 * Everything in which `touchstone.lock` and the files contradict each other, as problems with places: a lock that cannot be
 * read, released profiles that changed, pins that say otherwise.
 */
export function findLockProblems(reading: ProjectReading, lockText: string): readonly Problem[] {
  try {
    const lock = parseLock(lockText);
    return sortProblems([...findChangedProfiles(lock, reading.records?.profiles ?? []), ...findPinProblems(reading, lock)]);
  } catch (error) {
    return [asProblem(error)];
  }
}

function findPinProblems(reading: ProjectReading, lock: Lock): readonly Problem[] {
  const ready = [...(reading.records?.specs.values() ?? [])].filter((spec) => spec.status === "ready");
  return ready.flatMap((spec): Problem[] => {
    const locked = lock.specs.get(spec.id);
    try {
      if (locked !== undefined) checkPin(spec, locked);
      return [];
    } catch (error) {
      const file = reading.files.find((each) => each.value === spec);
      return [{ ...asProblem(error), ...(file === undefined ? {} : { place: file.placeOf(["pin"]) }) }];
    }
  });
}

/** A failure as one problem among others; anything else is a bug and is thrown on. */
export function asProblem(error: unknown): Problem {
  if (!(error instanceof TouchstoneError)) throw error;
  const { code, message, place, hint } = error;
  return { code, message, ...(place === undefined ? {} : { place }), ...(hint === undefined ? {} : { hint }) };
}
