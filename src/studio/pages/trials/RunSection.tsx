import type { ReactNode } from "react";
import { costText } from "../../../core/trials/report/figures.ts";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { countWords } from "../playtest/playtest-words.ts";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import type { ShowTrials } from "./trials-search.ts";
import { runMark, scenariosWords } from "./trials-words.ts";
import type { Overview, RunSummary } from "./use-trials.ts";
import css from "./trials.module.css";

interface RunSectionProps {
  readonly overview: Overview;
  readonly marked: readonly string[];
  readonly mark: (run: string) => void;
  readonly item: ItemContext;
  readonly show: ShowTrials;
}

/** The newest runs, whichever process ran them; two of them can be marked and compared. */
export function RunSection({ overview: { runs, older }, marked, mark, item, show }: RunSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="runs">
      <h2 id="runs">Runs</h2>
      {runs.length === 0 ? (
        <p className={css.mute}>
          None yet: press Run all here, or run <code>touchstone trial run scenarios</code>.
        </p>
      ) : (
        <ul className={css.list}>
          {runs.map((run) => (
            <ItemRow key={run.run} item={{ kind: "run", id: run.run }} context={item}>
              <div className={css.run}>
                <input
                  type="checkbox"
                  className={css.mark}
                  aria-label={`Mark the run of ${scenariosWords(run.scenarios)} to be compared`}
                  checked={marked.includes(run.run)}
                  disabled={run.state !== "recorded"}
                  onChange={() => mark(run.run)}
                />
                <Mark look={runMark(run)} />
                <button type="button" className={css.link} onClick={() => show({ run: run.run })}>
                  {scenariosWords(run.scenarios)}
                </button>
                <span>{trialsWords(run)}</span>
                <span className={css.mute}>{run.state === "recorded" ? costWords(run) : ""}</span>
                <span className={css.mute}>{run.recordingMode === "full" ? "" : "no content"}</span>
                <When atMs={run.createdAtMs} />
              </div>
            </ItemRow>
          ))}
        </ul>
      )}
      {older === 0 ? null : (
        <p className={css.mute}>
          {countWords(older, "older run")}: <code>touchstone trial list</code> has them all.
        </p>
      )}
    </section>
  );
}

function costWords({ costUsd }: RunSummary): string {
  return costUsd === null ? "cost unknown" : costText(costUsd);
}

/** What got no answer is told beside what passed, and is no part of it. */
function trialsWords({ state, requested, trials, passed, infra }: RunSummary): string {
  if (state === "running") return `${trials} of ${requested} trials`;
  const words = `${passed} of ${countWords(trials, "trial")} passed`;
  return infra === 0 ? words : `${words}, ${infra} got no answer`;
}
