import { useEffect, useState } from "react";
import { Button } from "./Button.tsx";
import { Kbd } from "./Kbd.tsx";
import { dismiss, type Toast, undo, useToasts } from "./toast-store.ts";
import styles from "./toasts.module.css";

/** Long enough to read, to regret and to reach for the key. In ms; WCAG asks for at least 10 s. */
const SHOWN_MS = 12_000;

/** The sentence about what was done last, with its undo; it stays while it is pointed at or focused. */
export function Toasts() {
  const shown = useToasts().find((toast) => toast.shown);
  return (
    <div className={styles["place"]} role="status" aria-live="polite">
      {shown === undefined ? null : <Shown key={shown.id} toast={shown} />}
    </div>
  );
}

function Shown({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast.id, held]);
  return (
    <div
      className={`${styles["toast"]} ${toast.tone === "fail" ? styles["fail"] : ""}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo === undefined ? null : (
        <Button tone="quiet" onClick={() => void undo(toast.id)}>
          Undo <Kbd keys="Z" />
        </Button>
      )}
      <Button tone="quiet" aria-label="Close the message" onClick={() => dismiss(toast.id)}>
        ✕
      </Button>
    </div>
  );
}
