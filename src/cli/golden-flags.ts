import { resolve } from "node:path";
import { TouchstoneError } from "../core/errors.ts";
import type { GoldenCheck } from "../engine/golden/check-goldens.ts";
import type { CliContext, CommandFlag } from "./command.ts";
import { isCi } from "./is-ci.ts";

/** What every golden command takes. */
export const GOLDEN_FLAGS: readonly CommandFlag[] = [
  { name: "suite", value: "FILE", summary: "Only this suite's goldens; default: all of the project's suites", many: true },
  { name: "golden-dir", value: "DIR", summary: "Where goldens lie; default: the project's `goldens`" },
  { name: "ci", summary: "Write nothing, as always where CI is set" },
];

/**
 * Which goldens are meant, as typed.
 *
 * @throws TouchstoneError PROJECT_NOT_FOUND outside of a project where no suite is named; what `findSuites` throws.
 */
export async function readGoldenFlags({ typed, cwd, project, version }: CliContext): Promise<GoldenCheck> {
  // What suites need is loaded when a command asks for them.
  const { placeGoldens } = await import("../engine/golden/golden-place.ts");
  const { findProjectAbove } = await import("../engine/playtest/find-project-above.ts");
  const { findSuites } = await import("../engine/playtest/find-suites.ts");
  const home = await findProjectAbove(resolve(cwd, project ?? ""));
  const named = typed.flags("suite").map((name) => ({ path: resolve(cwd, name), name }));
  if (home === null && named.length === 0) throw noProject();
  const suites = named.length > 0 || home === null ? named : findSuites(home);
  const dir = typed.flag("golden-dir");
  return {
    suites,
    isWhole: named.length === 0,
    ...placeGoldens(home ?? cwd, dir === undefined ? null : resolve(cwd, dir)),
    writesPending: !keepsGoldens(typed),
    touchstone: version,
  };
}

function noProject(): TouchstoneError {
  return new TouchstoneError("PROJECT_NOT_FOUND", "there is no project here, and no suite is named", {
    hint: "Name a suite with `--suite FILE`, or go to a project's folder",
  });
}

/** Whether nothing may be written: in CI, or where somebody asks for it. */
function keepsGoldens(typed: CliContext["typed"]): boolean {
  return typed.isOn("ci") || isCi(process.env);
}

/**
 * Stops a command that would write goldens where none may be written.
 *
 * @throws TouchstoneError GOLDENS_KEPT
 */
export function mustMayWrite({ typed }: CliContext): void {
  if (!keepsGoldens(typed)) return;
  throw new TouchstoneError("GOLDENS_KEPT", "goldens are never written in continuous integration", {
    hint: "Run it on your own machine, look at what changed, and commit the files; there, `CI` is not set",
  });
}
