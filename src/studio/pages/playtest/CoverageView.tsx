import type { ReactNode } from "react";
import type { Share } from "../../../core/playtest/coverage/coverage.ts";
import { countWords, shareWords } from "./playtest-words.ts";
import type { Overview } from "./use-playtest.ts";
import css from "./playtest.module.css";

type Explored = NonNullable<Overview["stories"][number]["explored"]>;

/** How much of a story the last exploration met; a story that nobody explored is unknown, and not at nought. */
export function CoverageView({ explored }: { readonly explored: Explored | null }): ReactNode {
  if (explored === null) return <p className={css.mute}>Not explored as it is now.</p>;
  const { nodes, choices, endings, conditions } = explored.coverage;
  return (
    <div className={css.coverage}>
      <Bar share={nodes} words={shareWords(nodes, "node")} />
      <Bar share={choices} words={shareWords(choices, "choice")} />
      <Bar share={endings} words={shareWords(endings, "ending")} />
      {conditions === null || conditions.total === 0 ? (
        <span className={css.mute}>{conditions === null ? "conditions unknown" : "no conditions"}</span>
      ) : (
        <Bar share={conditions} words={shareWords(conditions, "condition outcome")} />
      )}
      <p className={css.mute}>
        {explored.complete ? "Everything that can happen was seen" : "Not all that can happen was seen"}, in{" "}
        {countWords(explored.plays, "play")}
        {explored.findings.length === 0 ? "; nothing found." : "."}
      </p>
      {explored.findings.length === 0 ? null : (
        <p className={css.fail}>
          <span aria-hidden="true">!</span> {countWords(explored.findings.length, "finding")}
        </p>
      )}
    </div>
  );
}

function Bar({ share: { covered, total }, words }: { readonly share: Share; readonly words: string }): ReactNode {
  return (
    <span className={css.bar1}>
      <span className={css.track} aria-hidden="true">
        <span style={{ width: `${total === 0 ? 0 : (covered / total) * 100}%` }} />
      </span>
      {words}
    </span>
  );
}
