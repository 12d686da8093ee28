import { type ReactNode, useRef, useState } from "react";
import type { ViewDiff } from "../../core/trace-view/comparison.ts";
import type { ViewedTrace } from "../../core/trace-view/viewed-trace.ts";
import { CauseList } from "./CauseList.tsx";
import { wordsOfKind } from "./kind-words.ts";
import { StepDetail } from "./StepDetail.tsx";
import { StepList } from "./StepList.tsx";
import { TraceGraph } from "./TraceGraph.tsx";
import { TraceHead } from "./TraceHead.tsx";
import { TraceTools } from "./TraceTools.tsx";
import styles from "./trace.module.css";
import { useCursor } from "./use-cursor.ts";
import { useTraceActions } from "./use-trace-actions.ts";
import { useFilteredRows, useTraceModel } from "./use-trace-model.ts";

export interface TraceViewerProps {
  readonly view: ViewedTrace;
  /** What it is held against, and how they differ; null to look at it alone. */
  readonly golden: ViewedTrace | null;
  readonly diff: ViewDiff | null;
  /** What a screen can do with it beside looking, e.g. accept it. */
  readonly actions?: ReactNode;
  /** How a screen shows an asset, where it can do more than name it. */
  readonly showAsset?: (id: string) => ReactNode;
}

/** A trace step by step: what was shown, offered, refused and taken, every variable with its last writer; beside a golden, why they differ. */
export function TraceViewer({ view, golden, diff, actions, showAsset }: TraceViewerProps): ReactNode {
  const model = useTraceModel(view, golden, diff);
  const [text, setText] = useState("");
  const [pane, setPane] = useState<"steps" | "graph">("steps");
  const filter = useRef<HTMLInputElement>(null);
  const rows = useFilteredRows(model, text);
  const cursor = useCursor(model, rows);
  const row = rows[cursor.at];
  const { fork, forkTo } = useTraceActions({ model, rows, cursor, filter, pane, setPane });
  return (
    <section className={styles.viewer} data-kind={view.kind} aria-label={`Trace of ${view.title}`}>
      <TraceHead model={model} actions={actions} />
      {model.comparison === null ? null : (
        <CauseList
          comparison={model.comparison}
          theBefore={wordsOfKind(view.kind).theBefore}
          chosen={row}
          onChoose={(cause) => cursor.toCause(cause)}
        />
      )}
      <div className={styles.split}>
        <div className={styles.main}>
          <TraceTools
            {...{ text, setText, pane, setPane, filter }}
            hint={wordsOfKind(view.kind).filter}
            shown={rows.length}
            total={model.rows.length}
          />
          {pane === "graph" ? (
            <TraceGraph model={model} row={row} onChoose={cursor.toStep} />
          ) : (
            <StepList model={model} rows={rows} at={cursor.at} onChoose={cursor.go} />
          )}
        </div>
        <StepDetail model={model} row={row} onStep={cursor.toStep} onFork={forkTo} fork={fork} showAsset={showAsset} />
      </div>
    </section>
  );
}
