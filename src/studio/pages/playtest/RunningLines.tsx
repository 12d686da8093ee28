import type { ReactNode } from "react";
import type { Overview } from "./use-playtest.ts";
import css from "./playtest.module.css";

const WORDS: Readonly<Record<Overview["running"][number]["what"], (target: string | null) => string>> = {
  suite: (target) => `Playing ${target ?? "all suites"}`,
  explore: (target) => `Exploring ${target ?? "a story"}`,
  check: () => "Checking the goldens",
};

/** What runs now, and how far it is; what does not say how far shows no number. */
export function RunningLines({ running }: Pick<Overview, "running">): ReactNode {
  return (
    <ul className={css.running} role="status">
      {running.map(({ run, what, target, progress }) => (
        <li key={run}>
          <span aria-hidden="true">▸</span> {WORDS[what](target)}
          {progress === null ? " …" : ` … ${progressWords(progress)}`}
        </li>
      ))}
    </ul>
  );
}

function progressWords({ done, total }: NonNullable<Overview["running"][number]["progress"]>): string {
  return total === null ? `${done}` : `${done} of ${total}`;
}
