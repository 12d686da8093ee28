import { isUp } from "../../../core/env/view/process-look.ts";
import { type NextDeed, nextDeed } from "../../../core/env/view/next-deed.ts";
import { wasProduction } from "../../../core/env/view/timeline.ts";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { focusItem } from "../../actions/focus-item.ts";
import { ENVIRONMENT_ACTIONS, type EnvironmentActionId } from "./environment-actions.ts";
import { type Item, itemKey } from "./environment-items.ts";
import type { ShowEnvironment } from "./environment-search.ts";
import type { Over } from "./OverEnvironment.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import type { EnvStatus } from "./use-environment.ts";

/** What the actions of the page act on. */
interface EnvironmentView {
  readonly status: EnvStatus;
  readonly items: readonly Item[];
  readonly chosen: Item | null;
  readonly deeds: EnvDeeds;
  readonly show: ShowEnvironment;
  readonly lay: (over: Over) => void;
  readonly flipComparison: () => void;
}

export type EnvironmentActions = Readonly<Record<EnvironmentActionId, Action>>;

/** Puts the actions of the page on show, in buttons, shortcuts, palette and help. */
export function useEnvironmentActions(view: EnvironmentView): EnvironmentActions {
  const { process } = view.status;
  const runs = runsOf(view);
  const actions = ENVIRONMENT_ACTIONS.map((words): Action => ({ ...words, ...runs[words.id] })).map((action) =>
    action.id === "toggle" ? { ...action, label: isUp(process) ? "Stop ComfyUI" : "Start ComfyUI" } : action,
  );
  useActions("environment", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as EnvironmentActions;
}

type Run = Pick<Action, "run" | "when" | "label"> | Pick<Action, "run" | "when" | "primary">;

function runsOf(view: EnvironmentView): Readonly<Record<EnvironmentActionId, Run>> {
  const { status, items, deeds, lay } = view;
  const { process } = status;
  const packId = packOf(view);
  const txid = txOf(view);
  return {
    ...firstDeeds(view),
    rollback: {
      when: () => targetOf(view) !== undefined,
      run: () => lay({ kind: "move", move: { kind: "rollback", target: targetOf(view) ?? null } }),
    },
    open: { when: () => txid !== null, run: () => void (txid !== null && view.show({ at: txid })) },
    update: { when: () => packId !== null, run: () => void (packId !== null && lay({ kind: "update", id: packId })) },
    remove: { when: () => packId !== null, run: () => void (packId !== null && removeOrDrop(view, packId)) },
    compare: { when: () => view.chosen?.kind === "generation", run: view.flipComparison },
    toggle: { run: isUp(process) ? deeds.stop : deeds.start },
    restart: { when: () => isUp(process), run: deeds.restart },
    log: { when: () => process.generation !== null, run: () => lay({ kind: "log" }) },
    doctor: { run: () => lay({ kind: "doctor" }) },
    recover: { when: () => status.problems.some(({ code }) => code === "UNFINISHED"), run: deeds.recover },
    next: { when: () => items.length > 0, run: () => focusNext(view, 1) },
    previous: { when: () => items.length > 0, run: () => focusNext(view, -1) },
  };
}

const DEED_WORDS: Readonly<Record<NextDeed["kind"], string>> = {
  follow: "Follow",
  resolve: "Resolve",
  promote: "Promote",
  look: "Look at",
  run: "Try",
  restart: "Restart ComfyUI",
  add: "Add a node pack",
};

/** What the page offers first: what waits, by the name of what it waits for. */
function firstDeeds(view: EnvironmentView): Pick<Record<EnvironmentActionId, Action>, "deed" | "add" | "run"> {
  const { status, deeds, show, lay } = view;
  const deed = nextDeed(status);
  const whom = "tx" in deed ? ` ${deed.tx.nodeId}` : "nodeId" in deed ? ` ${deed.nodeId}` : "";
  const doIt = (): void => {
    if ("tx" in deed) show({ at: deed.tx.txid });
    else if (deed.kind === "run") deeds.run(deed.nodeId);
    else if (deed.kind === "restart") deeds.restart();
    else lay({ kind: "add" });
  };
  const words = (id: EnvironmentActionId) =>
    ENVIRONMENT_ACTIONS.find((each) => each.id === id) as (typeof ENVIRONMENT_ACTIONS)[number];
  const untried = view.chosen?.kind === "waiting" ? view.chosen.id : null;
  return {
    deed: {
      ...words("deed"),
      label: `${DEED_WORDS[deed.kind]}${whom}`,
      when: () => deed.kind !== "add",
      run: doIt,
      primary: true,
    },
    add: { ...words("add"), run: () => lay({ kind: "add" }), primary: deed.kind === "add" },
    run: { ...words("run"), when: () => untried !== null, run: () => void (untried !== null && deeds.run(untried)) },
  };
}

/** The chosen node pack, of production or waiting. */
function packOf({ chosen }: EnvironmentView): string | null {
  return chosen?.kind === "pack" || chosen?.kind === "waiting" ? chosen.id : null;
}

/** The transaction that the chosen item leads to. */
function txOf({ chosen, status }: EnvironmentView): string | null {
  if (chosen?.kind === "tx") return chosen.id;
  if (chosen?.kind === "waiting") return status.transactions.find(({ nodeId }) => nodeId === chosen.id)?.txid ?? null;
  if (chosen?.kind !== "generation") return null;
  return status.generations.find(({ number }) => String(number) === chosen.id)?.txid ?? null;
}

/** Where to roll back to: the chosen generation where that was production before; else the one before; undefined: nowhere. */
function targetOf(view: EnvironmentView): string | null | undefined {
  const past = pastOf(view.status).map(({ number }) => String(number));
  if (past.length === 0) return undefined;
  return view.chosen?.kind === "generation" && past.includes(view.chosen.id) ? view.chosen.id : null;
}

/** Generations that were production, and are not now. */
export function pastOf({ generations, transactions }: EnvStatus): readonly EnvStatus["generations"][number][] {
  return generations.filter((row) => !row.isCurrent && wasProduction(row, transactions));
}

/** What waits is dropped at once, for production does not change; what is in production is looked at first. */
function removeOrDrop({ chosen, deeds, lay }: EnvironmentView, id: string): void {
  if (chosen?.kind === "waiting") deeds.unstage(id);
  else lay({ kind: "move", move: { kind: "remove", id } });
}

function focusNext({ items, chosen }: EnvironmentView, by: 1 | -1): void {
  focusItem(items.map(itemKey), chosen === null ? null : itemKey(chosen), by);
}
