import type { CellResult } from "../../core/playtest/suite/play-suite.ts";
import type { CellFacts } from "./facts.ts";

/** Which play a cell asks for, before and after it was played. */
export function cellFacts({ cell, story, golden }: Pick<CellResult, "cell" | "story" | "golden">): CellFacts {
  return {
    golden,
    suite: cell.suite,
    pov: cell.pov ?? story.defaultPov,
    category: cell.category,
    story: cell.story.kind === "file" ? cell.story.file : story.id,
  };
}
