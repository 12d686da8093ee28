import type { ReactNode, RefObject } from "react";
import { activeKeys } from "../actions/key-settings.ts";
import { Kbd } from "../components/Kbd.tsx";
import { TRACE_ACTIONS, TRACE_SCREEN, type TraceActionId } from "./trace-actions.ts";
import styles from "./trace.module.css";
import type { Pane } from "./use-trace-actions.ts";

interface TraceToolsProps {
  readonly text: string;
  /** What can be looked for. */
  readonly hint: string;
  readonly setText: (text: string) => void;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly pane: Pane;
  readonly setPane: (pane: Pane) => void;
  readonly shown: number;
  readonly total: number;
}

const PANES = [
  { id: "steps", label: "Steps" },
  { id: "graph", label: "Graph" },
] as const;

/** What stands over the steps: the filter, how many are left, and the choice between steps and graph. */
export function TraceTools({ text, hint, setText, filter, pane, setPane, shown, total }: TraceToolsProps): ReactNode {
  return (
    <div className={styles.tools}>
      <input
        ref={filter}
        type="search"
        className={styles.filter}
        placeholder={hint}
        aria-label="Filter the steps"
        aria-keyshortcuts={keyOf("filter")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span className={styles.mute} role="status">
        {text === "" ? "" : `${shown.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`}
      </span>
      <div className={styles.panes} role="group" aria-label="What is shown">
        {PANES.map(({ id, label }) => (
          <button key={id} type="button" aria-pressed={pane === id} onClick={() => setPane(id)}>
            {label}
          </button>
        ))}
        <Kbd keys={keyOf("graph") ?? ""} />
      </div>
    </div>
  );
}

/** The key of an action of the view now. */
function keyOf(id: TraceActionId): string | undefined {
  const words = TRACE_ACTIONS.find((action) => action.id === id);
  return words === undefined ? undefined : activeKeys(TRACE_SCREEN, words)[0];
}
