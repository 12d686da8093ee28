import { type ReactNode, useState } from "react";
import type { ChangeLine } from "../../../core/env/view/package-changes.ts";
import { Button } from "../../components/Button.tsx";
import css from "./environment.module.css";

interface ChangeTableProps {
  readonly label: string;
  readonly lines: readonly ChangeLine[];
}

/** Lines that stand there before somebody asks for all. Guess: what a person reads at once. */
const SHOWN = 24;

const SIGNS: Readonly<Record<ChangeLine["kind"], { readonly icon: string; readonly word: string }>> = {
  added: { icon: "+", word: "added" },
  removed: { icon: "−", word: "removed" },
  changed: { icon: "~", word: "changed" },
  hook_added: { icon: "!", word: "starts by itself from now on" },
  hook_removed: { icon: "−", word: "no longer starts by itself" },
};

/** Differences, a line each: what it is, and from what to what. */
export function ChangeTable({ label, lines }: ChangeTableProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (lines.length === 0) return null;
  const shown = isWhole ? lines : lines.slice(0, SHOWN);
  return (
    <div className={css.changes}>
      <ul aria-label={label}>
        {shown.map((line) => (
          <Line key={`${line.kind} ${line.name}`} line={line} />
        ))}
      </ul>
      {shown.length === lines.length ? null : (
        <Button tone="quiet" onClick={() => setWhole(true)}>
          {lines.length - shown.length} more
        </Button>
      )}
    </div>
  );
}

function Line({ line: { kind, name, before, after, isCore } }: { readonly line: ChangeLine }): ReactNode {
  const { icon, word } = SIGNS[kind];
  return (
    <li className={css.change} data-kind={kind}>
      <span className={css.sign} aria-hidden="true">
        {icon}
      </span>
      <span className="visually-hidden">{word}</span>
      <code className={css.what} title={name}>
        {kind.startsWith("hook") ? name.split("/").at(-1) : name}
      </code>
      <code className={css.versions}>
        {kind === "changed" ? (
          <>
            {before} <span className={css.mute}>→</span> {after}
          </>
        ) : (
          (after ?? before)
        )}
      </code>
      {isCore ? <span className={css.core}>{kind.startsWith("hook") ? "runs by itself" : "core"}</span> : null}
    </li>
  );
}
