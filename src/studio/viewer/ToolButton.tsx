import type { ReactNode } from "react";
import { Kbd } from "../components/Kbd.tsx";
import styles from "./ToolButton.module.css";

interface ToolButtonProps {
  /** What it does; its accessible name. */
  readonly label: string;
  /** The key that does the same, as people write it, e.g. "+". */
  readonly shortcut?: string | undefined;
  /** For a switch: whether it is on. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  /** What it shows; the label where absent. */
  readonly children?: ReactNode;
}

/** A small button of a tool bar, with its key beside it. */
export function ToolButton({ label, shortcut, pressed, disabled, onPress, children }: ToolButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={styles["tool"]}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      disabled={disabled}
      onClick={onPress}
    >
      {/* Named by what stands in it, not by an attribute: so the name never hides what is seen. */}
      {children === undefined ? (
        label
      ) : (
        <>
          <span className="visually-hidden">{label}</span>
          <span className={styles["sign"]} aria-hidden="true">
            {children}
          </span>
        </>
      )}
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </button>
  );
}
