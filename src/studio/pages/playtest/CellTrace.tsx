import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { openTrace } from "../../../core/trace-view/open-trace.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import type { Action } from "../../actions/action.ts";
import { PROJECT_URL } from "../../api/project-id.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loading } from "../../components/Loading.tsx";
import { DamageNotice } from "../../trace/DamageNotice.tsx";
import { TraceViewer } from "../../trace/TraceViewer.tsx";
import { SHOWN_TRACE_ACTIONS } from "./playtest-actions.ts";
import { goldenName } from "./playtest-words.ts";
import css from "./playtest.module.css";

interface CellTraceProps {
  /** Path of its golden. */
  readonly cell: string;
  readonly run: string;
  readonly onBack: () => void;
}

/** The trace that a cell of a suite left in its last run. */
export function CellTrace({ cell, run, onBack }: CellTraceProps): ReactNode {
  const { data: text, error } = useQuery({
    queryKey: ["playtest.trace", run, cell],
    queryFn: async () => await loadTrace(run, cell),
  });
  const opened = useMemo(() => (text == null ? null : openTrace({ name: cell, text })), [cell, text]);
  const back: Action = { ...BACK, run: onBack };
  useActions("playtest-trace", [back]);
  const button = <ActionButton action={back} screen="playtest-trace" quiet />;
  if (error !== null || text === null) {
    return (
      <EmptyState title="The trace is gone" action={button}>
        The server keeps the traces of the last run of each suite. Play the suite again to have it back.
      </EmptyState>
    );
  }
  if (opened === null) return <Loading what="Reading the trace" />;
  return (
    <div className={css.shown}>
      <h1 className={css.shownName}>
        <code>{goldenName(cell)}</code>
      </h1>
      {opened.damage === null ? null : <DamageNotice name={cell} damage={opened.damage} hasPart={opened.view !== null} />}
      {opened.view === null ? button : <TraceViewer view={opened.view} golden={null} diff={null} actions={button} />}
    </div>
  );
}

const BACK = SHOWN_TRACE_ACTIONS[1];

/** Null where nothing is kept of that run any more. */
async function loadTrace(run: string, cell: string): Promise<string | null> {
  const query = new URLSearchParams({ run, golden: cell });
  const response = await fetch(`${PROJECT_URL}/playtest/trace?${query.toString()}`);
  return response.ok ? await response.text() : null;
}
