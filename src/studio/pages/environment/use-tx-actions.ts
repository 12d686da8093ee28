import { isAtWork, isOpen } from "../../../core/env/view/tx-marks.ts";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { PROPOSAL_KEYS, TX_ACTIONS, type TxActionId } from "./environment-actions.ts";
import type { ShowEnvironment } from "./environment-search.ts";
import type { EnvDeeds } from "./use-env-deeds.ts";
import type { TxShown } from "./use-environment.ts";

interface TxView {
  readonly shown: TxShown | undefined;
  readonly deeds: EnvDeeds;
  readonly show: ShowEnvironment;
}

export type TxActions = Readonly<Record<Exclude<TxActionId, `approve-${string}`>, Action>> & {
  /** One for each proposal of its conflict that a key approves. */
  readonly approvals: readonly Action[];
};

/** Puts what can be done with a transaction on show. */
export function useTxActions(view: TxView): TxActions {
  const runs = runsOf(view);
  const ways = waysOf(view);
  const actions = TX_ACTIONS.map((words): Action => {
    const at = PROPOSAL_KEYS.findIndex((key) => words.id === `approve-${key}`);
    if (at < 0) return { ...words, ...runs[words.id as keyof typeof runs] };
    const way = ways[at];
    return { ...words, label: way?.label ?? words.label, when: () => way !== undefined, run: () => way?.run() };
  });
  useActions("env-tx", actions);
  const named = Object.fromEntries(actions.map((action) => [action.id, action])) as unknown as TxActions;
  return { ...named, approvals: actions.filter(({ id }) => id.startsWith("approve-")).slice(0, ways.length) };
}

/** Ways out of a conflict, each by one key: overrides, or letting packages be built that come as source alone. */
function waysOf({ shown, deeds }: TxView): readonly Pick<Action, "label" | "run">[] {
  if (shown?.tx.status !== "needs_resolution" || shown.conflict === null) return [];
  const { tx, conflict } = shown;
  const builds = conflict.packages.map((each) => each.package);
  if (conflict.kind === "needs_build" && builds.length > 0) {
    return [{ label: `Build ${builds.join(", ")} here`, run: () => deeds.run(tx.nodeId, { allowBuild: builds }) }];
  }
  return conflict.proposals
    .slice(0, PROPOSAL_KEYS.length)
    .map(({ pin }) => ({ label: `Approve ${pin}`, run: () => deeds.resolve(tx.txid, [pin]) }));
}

type Run = Pick<Action, "run" | "when">;

function runsOf({ shown, deeds, show }: TxView): Readonly<Record<Exclude<TxActionId, `approve-${string}`>, Run>> {
  const tx = shown?.tx;
  const open = tx !== undefined && isOpen(tx.status);
  return {
    promote: { when: () => open && document.querySelector("[data-gates]") !== null, run: goToGates },
    run: {
      when: () => tx !== undefined && !isAtWork(tx.status) && tx.status !== "promoted",
      run: () => void (tx !== undefined && deeds.run(tx.nodeId)),
    },
    abort: { when: () => open, run: () => void (tx !== undefined && deeds.abort(tx.txid)) },
    log: { when: () => tx !== undefined, run: () => document.querySelector<HTMLElement>("[data-log]")?.focus() },
    back: { run: () => show({}) },
  };
}

/** Promotes where every gate is open; else leads to the first word that is missing. */
function goToGates(): void {
  const form = document.querySelector<HTMLFormElement>("[data-gates]");
  const button = form?.querySelector<HTMLButtonElement>("[type=submit]");
  if (button?.disabled === false) return form?.requestSubmit();
  const missing = form?.querySelector<HTMLElement>("[data-ask]:not(:checked)") ?? form?.querySelector<HTMLElement>("[type=text]");
  (missing ?? form)?.scrollIntoView({ block: "nearest" });
  missing?.focus();
}
