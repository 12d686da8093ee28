import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./Button.tsx";
import styles from "./sheet.module.css";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `wide` for two columns of content. */
  readonly size?: "narrow" | "wide";
  /** True where the content says itself what it is, and Escape is enough to close it. */
  readonly bare?: boolean;
}

/**
 * Something that lies over the screen until it is closed. While it does, keys are its own: no shortcut of the screen below
 * runs. Focus begins at what is marked `data-first`, or else at the title; it stays inside, and returns where it was.
 */
export function Sheet({ title, onClose, children, size = "narrow", bare = false }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    const first =
      dialog.current?.querySelector<HTMLElement>("[data-first]") ?? dialog.current?.querySelector<HTMLElement>("[data-title]");
    first?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles["sheet"]} ${styles[size]}`}
      aria-label={title}
      data-holds-keys
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => (event.target === dialog.current ? onClose() : undefined)}
    >
      <div className={bare ? styles["bare"] : styles["body"]}>
        {bare ? null : (
          <div className={styles["head"]}>
            <h2 tabIndex={-1} data-title>
              {title}
            </h2>
            <Button tone="quiet" aria-label={`Close ${title}`} onClick={onClose}>
              ✕
            </Button>
          </div>
        )}
        {children}
      </div>
    </dialog>
  );
}
