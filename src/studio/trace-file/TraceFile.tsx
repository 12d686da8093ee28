import { type ReactNode, useEffect, useMemo, useState } from "react";
import { openComparison } from "../../core/trace-view/open-comparison.ts";
import type { ShownTrace } from "../../core/trace-view/trace-page.ts";
import { useActions } from "../actions/action-store.ts";
import { dispatchKey } from "../actions/dispatch-keys.ts";
import { Button } from "../components/Button.tsx";
import { Kbd } from "../components/Kbd.tsx";
import { Toasts } from "../components/Toasts.tsx";
import { GLOBAL_ACTIONS } from "../frame/global-actions.ts";
import { HelpSheet } from "../frame/HelpSheet.tsx";
import { chooseTheme } from "../frame/theme.ts";
import { DamageNotice } from "../trace/DamageNotice.tsx";
import { TraceViewer } from "../trace/TraceViewer.tsx";
import { FILE_ACTIONS } from "./file-actions.ts";
import styles from "./trace-file.module.css";

/** Of what can be done everywhere in the Studio, what makes sense in a page of its own. */
const EVERYWHERE = GLOBAL_ACTIONS.filter(({ id }) => id === "help" || id === "theme");

function switchTheme(): void {
  chooseTheme(document.documentElement.dataset["theme"] === "light" ? "dark" : "light");
}

/** The page around the view: which of its traces is shown, what is damaged, keys and theme. */
export function TraceFile({ shown }: { readonly shown: readonly ShownTrace[] }): ReactNode {
  const [at, setAt] = useState(0);
  const [help, setHelp] = useState(false);
  const one = shown[at];
  const opened = useMemo(() => (one === undefined ? null : openComparison(one)), [one]);
  useKeys({
    help: () => setHelp(true),
    go: (by) => setAt((before) => (before + by + shown.length) % shown.length),
    count: shown.length,
  });
  if (one === undefined || opened === null) return <p>There is no trace in this page.</p>;
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1>
          <span aria-hidden="true">◈</span> Trace
        </h1>
        {shown.length === 1 ? (
          <code>{one.trace.name}</code>
        ) : (
          <select aria-label="Which trace" value={at} onChange={(event) => setAt(Number(event.target.value))}>
            {shown.map(({ trace }, place) => (
              <option key={place} value={place}>
                {trace.name}
              </option>
            ))}
          </select>
        )}
        {one.golden === null ? null : (
          <span className={styles.golden}>
            beside <code>{one.golden.name}</code>
          </span>
        )}
        <Button tone="quiet" className={styles.keys ?? ""} onClick={switchTheme}>
          Dark or light
        </Button>
        <Button tone="quiet" onClick={() => setHelp(true)}>
          Keys <Kbd keys="?" />
        </Button>
      </header>
      <main id="work" className={styles.main}>
        {[opened.actual, opened.golden].map((side) =>
          side?.damage == null ? null : (
            <DamageNotice key={side.name} name={side.name} damage={side.damage} hasPart={side.view !== null} />
          ),
        )}
        {opened.actual.view === null ? null : (
          <TraceViewer key={at} view={opened.actual.view} golden={opened.golden?.view ?? null} diff={opened.diff} />
        )}
      </main>
      <Toasts />
      {help ? <HelpSheet onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

interface FileDeeds {
  readonly help: () => void;
  readonly go: (by: 1 | -1) => void;
  readonly count: number;
}

function useKeys({ help, go, count }: FileDeeds): void {
  useActions(
    "global",
    EVERYWHERE.map((words) => ({ ...words, run: words.id === "help" ? help : switchTheme })),
  );
  useActions(
    "page",
    FILE_ACTIONS.map((words) => ({ ...words, run: () => go(words.id === "next-trace" ? 1 : -1), when: () => count > 1 })),
  );
  useEffect(() => {
    window.addEventListener("keydown", dispatchKey);
    return () => window.removeEventListener("keydown", dispatchKey);
  }, []);
}
