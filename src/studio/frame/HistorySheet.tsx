import { Button } from "../components/Button.tsx";
import { Sheet } from "../components/Sheet.tsx";
import { undo, useToasts } from "../components/toast-store.ts";
import { When } from "../components/When.tsx";
import styles from "./history-sheet.module.css";

/** All that was done on this page since it was opened, newest first; what can be taken back still is here. */
export function HistorySheet({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  return (
    <Sheet title="What was done" onClose={onClose}>
      {toasts.length === 0 ? (
        <p className={styles["none"]}>Nothing yet. What you do is said here, and what can be undone is undone here.</p>
      ) : (
        <ul>
          {toasts.map(({ id, text, tone, atMs, undo: way }) => (
            <li key={id} className={styles["line"]}>
              <span className={tone === "fail" ? styles["fail"] : ""}>
                {tone === "fail" ? "✕ " : ""}
                {text}
              </span>
              <When atMs={atMs} />
              {way === undefined ? <span /> : <Button onClick={() => void undo(id)}>Undo</Button>}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
