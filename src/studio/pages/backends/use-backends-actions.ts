import type { BackendState } from "../../../core/backends/backend-state.ts";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { BACKENDS_ACTIONS, type BackendsActionId } from "./backends-actions.ts";
import { openModels } from "./ModelList.tsx";
import type { BackendDeeds } from "./use-backend-deeds.ts";

/** What the actions of the page act on. */
interface BackendsView {
  readonly backends: readonly BackendState[];
  readonly chosen: BackendState | undefined;
  readonly deeds: BackendDeeds;
  readonly ask: () => void;
  readonly test: (backend: BackendState) => void;
  readonly add: () => void;
  readonly change: (backend: BackendState) => void;
}

export interface BackendsActions {
  readonly add: Action;
  readonly ask: Action;
  /** Those that stand as buttons on one backend; keys are shown on the chosen one alone, for they act on it. */
  readonly of: (backend: BackendState) => readonly Action[];
}

/** Actions that stand on each server. */
const OFFERED: readonly BackendsActionId[] = ["toggle", "test", "change", "remove"];

/** Puts the actions of the page on show; those of one backend act on the chosen one. */
export function useBackendsActions(view: BackendsView): BackendsActions {
  const { chosen, backends, ask, add } = view;
  const step = (by: number): void => focusBackend(backends, chosen, by);
  const plain: Readonly<Partial<Record<BackendsActionId, () => void>>> = {
    add,
    ask,
    next: () => step(1),
    previous: () => step(-1),
  };
  const actions = BACKENDS_ACTIONS.map((words): Action => {
    const run = plain[words.id];
    if (run !== undefined) return { ...words, run, primary: words.id === "add" };
    return chosen === undefined ? { ...words, run: () => undefined, when: () => false } : actionOn(view, chosen, words);
  });
  useActions("backends", actions);
  const find = (id: BackendsActionId): Action => actions.find((action) => action.id === id) as Action;
  return {
    add: find("add"),
    ask: find("ask"),
    of: (backend) =>
      backend.kind === "builtin"
        ? []
        : BACKENDS_ACTIONS.filter(({ id }) => OFFERED.includes(id)).map((words) => {
            const action = actionOn(view, backend, words);
            return { ...action, label: labelOf(action, backend), key: backend.id === chosen?.id ? action.key : null };
          }),
  };
}

function actionOn(view: BackendsView, backend: BackendState, words: (typeof BACKENDS_ACTIONS)[number]): Action {
  const { deeds, test, change } = view;
  const runs: Readonly<Partial<Record<BackendsActionId, () => void>>> = {
    toggle: () => deeds.toggle(backend),
    test: () => test(backend),
    change: () => change(backend),
    remove: () => deeds.remove(backend),
    models: () => openModels(backend.id),
  };
  return { ...words, run: () => runs[words.id]?.(), when: () => canDo(words.id, backend) };
}

/** What is named outside the file can be tested, and nothing else: nothing here could change it. */
function canDo(id: BackendsActionId, { kind, source, models }: BackendState): boolean {
  if (id === "models") return models !== null && models.length > 0;
  return kind === "comfyui" && (id === "test" || source === "file");
}

function labelOf({ id, label }: Action, { enabled }: BackendState): string {
  return id === "toggle" ? (enabled ? "Switch off" : "Switch on") : label;
}

/** Brings the focus to the next or previous card, which chooses it. */
function focusBackend(backends: readonly BackendState[], chosen: BackendState | undefined, by: number): void {
  const from = backends.findIndex(({ id }) => id === chosen?.id);
  const next = backends[Math.min(backends.length - 1, Math.max(0, from + by))];
  if (next === undefined) return;
  const card = document.querySelector<HTMLElement>(`[data-backend="${CSS.escape(next.id)}"]`);
  card?.focus();
  card?.scrollIntoView({ block: "nearest" });
}
