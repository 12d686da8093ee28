import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { focusItem } from "../../actions/focus-item.ts";
import { PLAYTEST_ACTIONS, type PlaytestActionId } from "./playtest-actions.ts";
import { type Item, itemKey } from "./playtest-items.ts";
import type { ShowPlaytest } from "./playtest-search.ts";
import type { PlaytestDeeds } from "./use-playtest-deeds.ts";
import type { Overview } from "./use-playtest.ts";

/** What the actions of the page act on. */
interface PlaytestView {
  readonly overview: Overview;
  readonly items: readonly Item[];
  readonly chosen: Item | null;
  readonly deeds: PlaytestDeeds;
  readonly show: ShowPlaytest;
}

export type PlaytestActions = Readonly<Record<PlaytestActionId, Action>>;

/** Puts the actions of the page on show, in buttons, shortcuts, palette and help. */
export function usePlaytestActions(view: PlaytestView): PlaytestActions {
  const runs = runsOf(view);
  const waiting = waitingIn(view.overview.golden).length;
  const primary: PlaytestActionId = waiting > 0 ? "accept-all" : "check";
  const actions = PLAYTEST_ACTIONS.map((words): Action => ({ ...words, ...runs[words.id], primary: words.id === primary }));
  useActions("playtest", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as PlaytestActions;
}

type Run = Pick<Action, "run" | "when">;

function runsOf({ overview, items, chosen, deeds, show }: PlaytestView): Readonly<Record<PlaytestActionId, Run>> {
  const { golden: report, suites, running } = overview;
  const isChecking = running.some(({ what }) => what === "check");
  const waiting = waitingIn(report).length;
  const obsolete = report?.obsolete.length ?? 0;
  return {
    check: { when: () => suites.length > 0 && !isChecking, run: deeds.check },
    "accept-all": { when: () => waiting > 0, run: () => deeds.accept({ all: true }) },
    accept: { when: () => acceptedBy(chosen, report) !== null, run: () => acceptedBy(chosen, report)?.(deeds) },
    prune: { when: () => obsolete > 0, run: () => deeds.prune() },
    play: { when: () => suites.length > 0, run: () => deeds.play() },
    explore: {
      when: () => chosen?.kind === "story",
      run: () => void (chosen !== null && deeds.explore(chosen.id, "exhaustive")),
    },
    open: { when: () => chosen !== null && canOpen(chosen), run: () => void (chosen !== null && open(chosen, show)) },
    next: { when: () => items.length > 0, run: () => focusNext(items, chosen, 1) },
    previous: { when: () => items.length > 0, run: () => focusNext(items, chosen, -1) },
  };
}

/** Goldens that can be accepted. */
function waitingIn(report: Overview["golden"]): readonly string[] {
  return [report?.changed ?? [], report?.missing ?? [], report?.damaged ?? []].flat().map(({ golden }) => golden);
}

/** What accepting the chosen item would do; null where it cannot be accepted. */
function acceptedBy(chosen: Item | null, report: Overview["golden"]): ((deeds: PlaytestDeeds) => void) | null {
  if (chosen?.kind === "cause") return ({ accept }) => accept({ causes: [chosen.id] });
  if (chosen?.kind !== "golden" || !waitingIn(report).includes(chosen.id)) return null;
  return ({ accept }) => accept({ goldens: [chosen.id] });
}

function canOpen(item: Item): boolean {
  return item.kind !== "cell" || item.run !== null;
}

function open(item: Item, show: ShowPlaytest): void {
  if (item.kind === "cause") show({ golden: item.goldens[0] ?? "" });
  else if (item.kind === "golden") show({ golden: item.id });
  else if (item.kind === "cell") show({ cell: item.id, run: item.run ?? "" });
  else show({ story: item.id });
}

/** Goldens that stand under their cause are met with it. */
function focusNext(items: readonly Item[], chosen: Item | null, by: 1 | -1): void {
  focusItem(items.map(itemKey), chosen === null ? null : itemKey(chosen), by);
}
