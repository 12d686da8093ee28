import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PROJECT_FILES } from "../../core/authored/project-layout.ts";
import type { Problem } from "../../core/errors.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import type { LoadedSuite } from "../playtest/load-suite.ts";
import { type GoldenPlace, machineFolderOf } from "./golden-place.ts";

/** Folders below the one that goldens belong to where suites are looked for. Guess: as deep as anybody keeps them. */
const MAX_DEPTH = 5;

/** More entries than this are not looked through. Guess: some tenths of a second of looking. */
const MAX_ENTRIES = 20_000;

const SUITE_NAME = /\.suite\.(ya?ml|json)$/i;

/**
 * A suite's name is that of its file, and its goldens and seeds know it by nothing else: two of one name would take each
 * other's goldens for their own. Both are named, whether or not both are looked at.
 *
 * Source: core/playtest/golden/SPEC.md GD14.
 */
export function findTwins(place: Pick<GoldenPlace, "pendingDir">, loaded: readonly LoadedSuite[]): readonly Problem[] {
  const home = dirname(machineFolderOf(place));
  const given = new Map(loaded.map(({ path, file }) => [path, file]));
  const known = [...given.keys(), ...suitesBelow(home).filter((path) => !given.has(path))];
  return loaded.flatMap(({ path, file, suite }) => {
    const twin = known.find((other) => other !== path && stemOf(other) === suite.name);
    if (twin === undefined) return [];
    const name = given.get(twin) ?? twin.slice(home.length + 1);
    const message = `\`${file}\` and \`${name}\` are both the suite \`${suite.name}\`, and goldens could not be told apart`;
    return [
      {
        code: "INPUT_INVALID" as const,
        message,
        place: { file, line: 1, column: 1 },
        hint: "Give one of both files another name",
      },
    ];
  });
}

function stemOf(path: string): string {
  return basename(path).replace(/(\.suite)?\.(ya?ml|json)$/i, "");
}

/** Suites of a folder and those below it, absolute, sorted; another project's are its own. */
function suitesBelow(home: string): readonly string[] {
  const found: string[] = [];
  let left = MAX_ENTRIES;
  const look = (dir: string, depth: number): void => {
    const entries = entriesOf(dir);
    if (dir !== home && entries.some(({ name }) => (PROJECT_FILES as readonly string[]).includes(name))) return;
    for (const entry of entries) {
      if ((left -= 1) < 0) return;
      const path = join(dir, entry.name);
      if (entry.isFile() && SUITE_NAME.test(entry.name)) found.push(path);
      else if (entry.isDirectory() && depth < MAX_DEPTH && !isPassed(entry.name)) look(path, depth + 1);
    }
  };
  look(home, 0);
  return found.toSorted(compareCodeUnits);
}

function isPassed(folder: string): boolean {
  return folder.startsWith(".") || folder === "node_modules" || folder === "goldens";
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // What may not be read holds no suite that could be played.
    return [];
  }
}
