import type { Stage } from "../../../core/board/board.ts";
import { COLLAPSED_STAGES, STAGE_WORDS } from "../../../core/board/stage-words.ts";

/** What the Pipeline shows, as its address says. */
export interface PipelineSearch {
  /** Spec of the selected card. */
  readonly card?: string;
  /** Stages that are not as usual: open where they are collapsed, collapsed where they are open; joined by commas. */
  readonly fold?: string;
  /** How much of each column is listed; the usual where absent. */
  readonly list?: "all";
}

/** Reads an address; what does not fit is left out. */
export function readPipelineSearch(search: Readonly<Record<string, unknown>>): PipelineSearch {
  const { card } = search;
  const fold = stagesIn(search["fold"]);
  return {
    ...(typeof card === "string" && card !== "" ? { card } : {}),
    ...(search["list"] === "all" ? { list: "all" } : {}),
    ...(fold.length === 0 ? {} : { fold: fold.join(",") }),
  };
}

/** The stages that are collapsed. */
export function collapsedStages({ fold }: PipelineSearch): ReadonlySet<Stage> {
  return new Set(eitherOf(COLLAPSED_STAGES, stagesIn(fold)));
}

/** The address with one stage folded the other way. */
export function foldStage({ fold }: PipelineSearch, stage: Stage): { readonly fold: string | undefined } {
  const next = eitherOf(stagesIn(fold), [stage]);
  return { fold: next.length === 0 ? undefined : next.join(",") };
}

/** What is in one of two lists and not in both. */
function eitherOf(a: readonly Stage[], b: readonly Stage[]): readonly Stage[] {
  return [...a.filter((stage) => !b.includes(stage)), ...b.filter((stage) => !a.includes(stage))];
}

function stagesIn(text: unknown): readonly Stage[] {
  if (typeof text !== "string") return [];
  const named = text.split(",");
  return (Object.keys(STAGE_WORDS) as Stage[]).filter((stage) => named.includes(stage));
}
