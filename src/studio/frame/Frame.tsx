import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { type MouseEvent, Suspense, useEffect, useState } from "react";
import type { Action } from "../actions/action.ts";
import { useActions } from "../actions/action-store.ts";
import { dispatchKey } from "../actions/dispatch-keys.ts";
import { Loading } from "../components/Loading.tsx";
import { Toasts } from "../components/Toasts.tsx";
import { undoNewest } from "../components/toast-store.ts";
import { useFirstRunWatch } from "../first-run/use-first-run-watch.ts";
import { GLOBAL_ACTIONS } from "./global-actions.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { HistorySheet } from "./HistorySheet.tsx";
import { InspectorPane } from "./InspectorPane.tsx";
import { toggleInspector } from "./inspector-store.ts";
import { Palette } from "./Palette.tsx";
import { PLACES } from "./places.ts";
import { Rail } from "./Rail.tsx";
import { chooseTheme } from "./theme.ts";
import { TopBar } from "./TopBar.tsx";
import styles from "./frame.module.css";

/** What may lie over the screen. */
type Over = "palette" | "help" | "history";

/** What is around every screen: the rail, the top bar, the inspector, and what can be done everywhere. */
export function Frame() {
  const [over, setOver] = useState<Over | null>(null);
  useActions("global", useGlobalActions(setOver));
  useFirstRunWatch();
  useEffect(() => {
    window.addEventListener("keydown", dispatchKey);
    return () => window.removeEventListener("keydown", dispatchKey);
  }, []);
  const close = (): void => setOver(null);
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#work" onClick={skipToWork}>
        Skip to the work
      </a>
      <Rail />
      <div className={styles["column"]}>
        <TopBar onSearch={() => setOver("palette")} />
        <div className={styles["middle"]}>
          <main id="work" className={styles["work"]} tabIndex={-1}>
            <Suspense fallback={<Loading what="Opening the page" />}>
              <Outlet />
            </Suspense>
          </main>
          <InspectorPane />
        </div>
      </div>
      <Toasts />
      {over === "palette" ? <Palette onClose={close} /> : null}
      {over === "help" ? <HelpSheet onClose={close} /> : null}
      {over === "history" ? <HistorySheet onClose={close} /> : null}
    </div>
  );
}

/** Without the router, to which a place on the page would be another page. */
function skipToWork(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("work")?.focus();
}

function useGlobalActions(setOver: (over: Over) => void): readonly Action[] {
  const navigate = useNavigate();
  const router = useRouter();
  const runs: Readonly<Record<string, () => void>> = {
    palette: () => setOver("palette"),
    help: () => setOver("help"),
    history: () => setOver("history"),
    inspector: toggleInspector,
    undo: () => void undoNewest(),
    back: () => router.history.back(),
    theme: () => chooseTheme(document.documentElement.dataset["theme"] === "light" ? "dark" : "light"),
    ...Object.fromEntries(PLACES.map(({ id, to }) => [`go-${id}`, () => void navigate({ to })])),
  };
  return GLOBAL_ACTIONS.map((words) => ({
    ...words,
    run: () => runs[words.id]?.(),
    // The first page has nothing behind it but what was there before the Studio.
    ...(words.id === "back" ? { when: () => router.history.canGoBack() } : {}),
  }));
}
