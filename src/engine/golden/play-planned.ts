import { assert } from "../../core/assert.ts";
import { type CellResult, playSuite } from "../../core/playtest/suite/play-suite.ts";
import { storyOf } from "../playtest/load-suite.ts";
import type { PlannedGolden } from "./plan-goldens.ts";

/**
 * Plays one of the plays that suites ask for. One at a time: the traces of thousands are too much to hold.
 *
 * @param touchstone  The version, for the trace's environment.
 * @throws TouchstoneError what `playSuite` throws.
 */
export function playPlanned({ cell, loaded }: PlannedGolden, touchstone: string): CellResult {
  const [result] = playSuite([cell], {
    storyOf: (file) => storyOf({ story: { kind: "file", file } }, loaded),
    scriptOf: (file) => loaded.scripts.get(file) ?? [],
    touchstone,
  });
  assert(result !== undefined, "a cell that is played has a result");
  return result;
}
