import { Button } from "../components/Button.tsx";
import { toggleInspector, useInspectorState } from "./inspector-store.ts";

/** Shows and hides the inspector; not there on a screen that has nothing to put into it. */
export function InspectorToggle() {
  const { open, parts } = useInspectorState();
  if (parts === 0) return null;
  return (
    <Button tone="quiet" aria-label="Inspector" aria-pressed={open} aria-keyshortcuts="i" onClick={toggleInspector}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.3">
        <path d="M2 3h12v10H2z" strokeLinejoin="round" />
        <path d="M10 3v10" />
        {open ? <path d="M10.6 3.6h2.8v8.8h-2.8z" fill="currentColor" stroke="none" /> : null}
      </svg>
    </Button>
  );
}
