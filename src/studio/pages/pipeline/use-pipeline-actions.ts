import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import type { BoardCard, BoardColumn } from "../../../core/board/board.ts";
import type { Step } from "../../../core/board/step-focus.ts";
import { canDo, PIPELINE_ACTIONS, type PipelineActionId } from "./pipeline-actions.ts";
import type { BoardCommands } from "./use-board-commands.ts";

/** What the actions of the Pipeline act on. */
export interface PipelineDeeds {
  readonly columns: readonly BoardColumn[];
  /** The card that is selected. */
  readonly card: BoardCard | undefined;
  readonly commands: BoardCommands;
  readonly open: (card: BoardCard) => void;
  readonly step: (step: Step) => void;
}

/** The actions of the Pipeline for the selected card, on show in buttons, shortcuts, palette and help. */
export function usePipelineActions(deeds: PipelineDeeds): Readonly<Record<PipelineActionId, Action>> {
  const { card } = deeds;
  const run = runsOf(deeds);
  const actions = PIPELINE_ACTIONS.map((words): Action => {
    const when = (): boolean =>
      words.id === "make-ready" ? readyCards(deeds).length > 0 : isStep(words.id) || canDo(words.id, card);
    return { ...words, when, run: run[words.id], primary: words.id === "make-ready" };
  });
  useActions("pipeline", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as Record<PipelineActionId, Action>;
}

function runsOf({ card, commands, open, step, ...deeds }: PipelineDeeds): Readonly<Record<PipelineActionId, () => void>> {
  const withCard = (act: (card: BoardCard) => void) => () => card !== undefined && act(card);
  return {
    make: withCard((one) => commands.make([one])),
    "make-ready": () => commands.make(readyCards(deeds)),
    retry: withCard(commands.retry),
    cancel: withCard(commands.cancel),
    approve: withCard((one) => commands.decide(one, "approve")),
    reject: withCard((one) => commands.decide(one, "reject")),
    open: withCard(open),
    up: () => step("up"),
    down: () => step("down"),
    left: () => step("left"),
    right: () => step("right"),
  };
}

/** Cards that can be made and are not asked for yet. */
function readyCards({ columns }: Pick<PipelineDeeds, "columns">): readonly BoardCard[] {
  return columns.filter(({ stage }) => stage === "ready").flatMap(({ cards }) => cards.filter((card) => canDo("make", card)));
}

function isStep(id: PipelineActionId): boolean {
  return id === "up" || id === "down" || id === "left" || id === "right";
}
