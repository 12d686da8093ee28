import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import type { ReactNode } from "react";
import type { ReplayDifference } from "../../../core/assets/replay/compare-replay.ts";
import { plainText } from "../../../core/plan-view/plain-text.ts";
import { replayWords, type ReplayWords } from "../../../core/report/replay-words.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import type { ShownAsset } from "./use-asset.ts";
import type { Replay } from "./use-replay.ts";
import planStyles from "../../plan/plan.module.css";
import styles from "./evidence.module.css";

/** Makes the decisions again from the evidence, and on request the pixels; three answers, each for itself. */
export function ReplayTab({ shown, replay }: { shown: ShownAsset; replay: Replay }): ReactNode {
  const { answer, isRunning, error } = replay;
  return (
    <div className={planStyles["plan"]}>
      <section aria-label="Replay">
        <h3>Replay</h3>
        <p className={styles["mute"]}>
          Decides everything again from what was recorded, and compares. It changes nothing but the list below.
        </p>
        <div className={styles["replay"]}>
          <Button disabled={isRunning} onClick={replay.run} aria-keyshortcuts="p">
            {isRunning ? (replay.withPixels ? "Drawing again …" : "Deciding again …") : "Replay"} <Kbd keys="p" />
          </Button>
          <label>
            <input type="checkbox" checked={replay.withPixels} onChange={(event) => replay.setWithPixels(event.target.checked)} />{" "}
            with pixels: draw {shown.evidence.images.length === 1 ? "the image" : `all ${shown.evidence.images.length} images`}{" "}
            again
          </label>
        </div>
        <div role="status">{answer === null ? null : <Answers words={replayWords(answer)} />}</div>
        {error === null ? null : <Failure error={error} />}
        {answer === null || answer.differences.length === 0 ? null : <Differences differences={answer.differences} />}
      </section>
      <EarlierReplays shown={shown} />
    </div>
  );
}

const LOOKS: Readonly<Record<ReplayWords["outcome"], Omit<OutcomeMark, "word">>> = {
  same: { icon: "✓", tone: "pass" },
  near: { icon: "?", tone: "uncertain" },
  different: { icon: "✕", tone: "fail" },
  unknown: { icon: "—", tone: "unknown" },
};

function Answers({ words }: { words: readonly ReplayWords[] }): ReactNode {
  return (
    <ul className={styles["answers"]}>
      {words.map(({ question, outcome, sentence }) => (
        <li key={question}>
          <Mark look={{ ...LOOKS[outcome], word: sentence }} />
        </li>
      ))}
    </ul>
  );
}

function Differences({ differences }: { differences: readonly ReplayDifference[] }): ReactNode {
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>What differs</caption>
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col">What</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ kind, name, before, after }) => (
            <tr key={`${kind} ${name}`}>
              <td>{kind}</td>
              <th scope="row">{name}</th>
              <td>{plainText(before)}</td>
              <td>{plainText(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EarlierReplays({ shown }: { shown: ShownAsset }): ReactNode {
  const replays = shown.replays.toSorted((a, b) => b.seq - a.seq);
  return (
    <section aria-label="Replays so far">
      <h3>
        Replays so far <small>{replays.length}</small>
      </h3>
      {replays.length === 0 ? (
        <p className={styles["mute"]}>This version was not replayed yet.</p>
      ) : (
        <ol className={styles["earlier"]}>
          {replays.map((one) => (
            <li key={one.seq}>
              <When atMs={one.atMs} />
              <Answers words={replayWords(one)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
