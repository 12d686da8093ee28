import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { focusItem } from "../../actions/focus-item.ts";
import { TRIALS_ACTIONS, type TrialsActionId } from "./trials-actions.ts";
import { type Item, itemKey } from "./trials-items.ts";
import type { ShowTrials } from "./trials-search.ts";
import { comparedRuns } from "./trials-words.ts";
import type { TrialDeeds } from "./use-trial-deeds.ts";
import type { Overview } from "./use-trials.ts";

/** What the actions of the page act on. */
interface TrialsView {
  readonly overview: Overview;
  readonly items: readonly Item[];
  readonly chosen: Item | null;
  /** Runs that are marked to be compared, two at most. */
  readonly marked: readonly string[];
  readonly mark: (run: string) => void;
  readonly deeds: TrialDeeds;
  readonly show: ShowTrials;
}

export type TrialsActions = Readonly<Record<TrialsActionId, Action>>;

/** Puts the actions of the page on show, in buttons, shortcuts, palette and help. */
export function useTrialsActions(view: TrialsView): TrialsActions {
  const runs = runsOf(view);
  const primary: TrialsActionId = view.marked.length === 2 ? "compare" : "run-all";
  const actions = TRIALS_ACTIONS.map((words): Action => ({ ...words, ...runs[words.id], primary: words.id === primary }));
  useActions("trials", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as TrialsActions;
}

type Run = Pick<Action, "run" | "when">;

function runsOf({ overview, items, chosen, marked, mark, deeds, show }: TrialsView): Readonly<Record<TrialsActionId, Run>> {
  const scenario = chosen?.kind === "scenario" ? overview.scenarios.find(({ file }) => file === chosen.id) : undefined;
  const run = chosen?.kind === "run" ? chosen.id : null;
  const compared = comparedRuns(overview.runs, { marked, chosen: run });
  const target = run ?? scenario?.history[0]?.run ?? null;
  return {
    "run-all": { when: () => overview.scenarios.some(({ about }) => about !== null), run: () => deeds.run(undefined) },
    run: { when: () => scenario?.about != null, run: () => deeds.run(scenario?.file) },
    mark: { when: () => run !== null, run: () => void (run !== null && mark(run)) },
    compare: { when: () => compared !== null, run: () => void (compared !== null && show(compared)) },
    open: { when: () => target !== null, run: () => void (target !== null && show({ run: target })) },
    next: { when: () => items.length > 0, run: () => focusNext(items, chosen, 1) },
    previous: { when: () => items.length > 0, run: () => focusNext(items, chosen, -1) },
  };
}

function focusNext(items: readonly Item[], chosen: Item | null, by: 1 | -1): void {
  focusItem(items.map(itemKey), chosen === null ? null : itemKey(chosen), by);
}
