import { dirname, join } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { MACHINE_FOLDER } from "../../core/authored/project-layout.ts";

/** Which goldens are meant: of which suites, and where they lie. */
export interface GoldenPlace {
  readonly suites: readonly NamedFile[];
  /** Whether those are all of a project's suites, so that every golden must be one of theirs. */
  readonly isWhole: boolean;
  /** Absolute. */
  readonly goldenDir: string;
  /** Where plays that differ are written for people to look at, absolute; git ignores it. */
  readonly pendingDir: string;
}

/** Where a project keeps its goldens. */
const GOLDEN_FOLDER = "goldens";

/**
 * Where goldens lie, and what waits to become one.
 *
 * @param home       The project's folder; outside of a project, the folder where the command was started.
 * @param goldenDir  Another folder of goldens; null for the usual one.
 */
export function placeGoldens(home: string, goldenDir: string | null): Pick<GoldenPlace, "goldenDir" | "pendingDir"> {
  return { goldenDir: goldenDir ?? join(home, GOLDEN_FOLDER), pendingDir: join(home, MACHINE_FOLDER, GOLDEN_FOLDER) };
}

/** The folder that keeps git away from what waits. */
export function machineFolderOf({ pendingDir }: Pick<GoldenPlace, "pendingDir">): string {
  return dirname(pendingDir);
}
