import { type RefObject, useRef } from "react";
import { forkCommand } from "../../core/trace-view/fork-command.ts";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import { useActions } from "../actions/action-store.ts";
import type { Action } from "../actions/action.ts";
import { notify } from "../components/toast-store.ts";
import { copyText } from "./copy-text.ts";
import { TRACE_ACTIONS, TRACE_SCREEN, type TraceActionId } from "./trace-actions.ts";
import type { Cursor } from "./use-cursor.ts";
import type { TraceModel } from "./use-trace-model.ts";

export type Pane = "steps" | "graph";

/** What the actions of the view act on. */
interface TraceDeeds {
  readonly model: TraceModel;
  readonly rows: readonly TraceRow[];
  readonly cursor: Cursor;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly pane: Pane;
  readonly setPane: (pane: Pane) => void;
}

/** What a view can do with the chosen step. */
export interface Forks {
  /** The action that forks, for its key beside the buttons. */
  readonly fork: Action;
  /** Copies the command that takes a choice of the chosen step. */
  readonly forkTo: (choice: string) => void;
}

/** Puts the actions of the trace view on show, for as long as it is. */
export function useTraceActions({ model, rows, cursor, filter, pane, setPane }: TraceDeeds): Forks {
  const row = rows[cursor.at];
  const copy = (choice: string | null): void => void copyFork(model, row?.actual ?? null, choice);
  const others = useOthers(model, row);
  const jump = (step: 1 | -1, what: "difference" | "cause"): Pick<Action, "run" | "when"> => ({
    when: () => cursor.find(step, what) !== null,
    run: () => cursor.go(cursor.find(step, what) ?? cursor.at),
  });
  const { comparison, view } = model;
  const deeds: Readonly<Record<TraceActionId, Pick<Action, "run" | "when">>> = {
    next: { run: () => cursor.go(cursor.at + 1) },
    previous: { run: () => cursor.go(cursor.at - 1) },
    start: { run: () => cursor.go(0) },
    end: { run: () => cursor.go(rows.length - 1) },
    "next-difference": jump(1, "difference"),
    "previous-difference": jump(-1, "difference"),
    "next-cause": jump(1, "cause"),
    "first-difference": {
      when: () => comparison !== null && comparison.firstRow !== null,
      run: () => cursor.go(rows.findIndex(({ differs }) => differs)),
    },
    filter: { run: () => filter.current?.focus() },
    fork: { when: () => view.play !== null && row?.actual != null, run: () => copy(others.next()) },
    graph: { run: () => setPane(pane === "graph" ? "steps" : "graph") },
  };
  const actions = TRACE_ACTIONS.map((words): Action => ({ ...words, ...deeds[words.id] }));
  useActions(TRACE_SCREEN, actions);
  return { fork: actions.find(({ id }) => id === "fork") as Action, forkTo: copy };
}

/** The choices of a step that were not taken, one after the other each time that they are asked for. */
function useOthers({ view }: TraceModel, row: TraceRow | undefined): { readonly next: () => string | null } {
  const turn = useRef({ row, count: 0 });
  return {
    next() {
      if (turn.current.row !== row) turn.current = { row, count: 0 };
      const step = view.steps[row?.actual ?? -1];
      const others = step?.offered.filter(({ id }) => id !== step.chose) ?? [];
      const other = others[turn.current.count % Math.max(1, others.length)];
      turn.current.count += 1;
      return other?.id ?? null;
    },
  };
}

async function copyFork({ view }: TraceModel, step: number | null, choice: string | null): Promise<void> {
  const command = step === null ? null : forkCommand(view, { step, choice });
  if (command === null) return;
  const what = choice === null ? `plays up to step ${step}` : `takes \`${choice}\` at step ${step}`;
  const warning = view.play?.isOfSuite === true && view.steps.some(({ draws }) => draws.length > 0) ? `. ${SUITE_DRAWS}` : "";
  const isCopied = await copyText(command);
  if (isCopied) notify({ text: `Copied the command that ${what}${warning}` });
  else notify({ text: `This browser lets no page copy. The command is ${command}`, tone: "fail" });
}

const SUITE_DRAWS = "Dice may fall otherwise: a suite has part in its numbers";
