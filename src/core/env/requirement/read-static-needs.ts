import { compareCodeUnits } from "../../canonical/order.ts";
import { readProjectDependencies } from "./read-project-dependencies.ts";
import { readRequirements } from "./read-requirements.ts";
import type { StaticNeeds } from "./requirement.ts";

const REQUIREMENTS = "requirements.txt";
const PROJECT = "pyproject.toml";
/** Code that ComfyUI or its manager runs when a pack is installed or before it is loaded. */
const SCRIPTS = ["install.py", "prestartup_script.py"];
/** Needs of some machines or of developers, as their names say. */
const OTHER_REQUIREMENTS = /^requirements[^/]*\.txt$/;

/** Whether `readStaticNeeds` looks at a file of a node pack; the path is relative to the pack. */
export function isAboutNeeds(path: string): boolean {
  return path === PROJECT || OTHER_REQUIREMENTS.test(path) || SCRIPTS.includes(path);
}

/**
 * What a node pack needs, without running any of its code: its `requirements.txt`, as installers of packs take it; where there
 * is none, the dependencies of its `pyproject.toml`. Rules: EQ9, EQ10, EQ11.
 *
 * @param files        Paths relative to the pack, and their texts; only those that `isAboutNeeds` count.
 * @param allowedUrls  Lines with an address that a person approved, letter by letter.
 */
export function readStaticNeeds(files: ReadonlyMap<string, string>, allowedUrls: readonly string[] = []): StaticNeeds {
  const allowed = new Set(allowedUrls);
  const requirements = files.get(REQUIREMENTS);
  const project = files.get(PROJECT);
  const notes = notesOn([...files.keys()]);
  if (requirements !== undefined) {
    const needs = readRequirements({ file: REQUIREMENTS, text: requirements }, allowed);
    return { ...needs, readFrom: [REQUIREMENTS], notes };
  }
  if (project === undefined) return { requirements: [], refused: [], readFrom: [], notes };
  return { ...readProjectDependencies({ file: PROJECT, text: project }, allowed), readFrom: [PROJECT], notes };
}

function notesOn(paths: readonly string[]): readonly string[] {
  const scripts = paths.filter((path) => SCRIPTS.includes(path)).map((path) => `${path} is code that runs by itself`);
  const others = paths
    .filter((path) => OTHER_REQUIREMENTS.test(path) && path !== REQUIREMENTS)
    .map((path) => `${path} is not read: only ${REQUIREMENTS} is`);
  return [...scripts, ...others].toSorted(compareCodeUnits);
}
