import { useState, type ReactNode } from "react";
import { verificationWords, type Verification } from "../../../core/activity/verification-words.ts";
import { callVerb } from "../../api/call-verb.ts";
import { PROJECT_URL } from "../../api/project-id.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import styles from "./activity.module.css";

type Answer =
  | { readonly is: "asked"; readonly what: string }
  | { readonly is: "said"; readonly found: Verification }
  | { readonly is: "failed"; readonly error: Error };

/** The proof of the record that is asked for. */
export interface Proof {
  readonly answer: Answer | undefined;
  readonly proveChain: () => void;
  readonly proveAll: () => void;
  readonly close: () => void;
}

export function useProof(): Proof {
  const [answer, setAnswer] = useState<Answer>();
  const ask = async (what: string, run: () => Promise<Verification>): Promise<void> => {
    setAnswer({ is: "asked", what });
    try {
      setAnswer({ is: "said", found: await run() });
    } catch (error) {
      setAnswer({ is: "failed", error: error as Error });
    }
  };
  return {
    answer,
    proveChain: () => void ask("Walking the chain", readChain),
    proveAll: () => void ask("Reading every file and every verdict", async () => await callVerb("verify", {})),
    close: () => setAnswer(undefined),
  };
}

/** The record as files, and the proof that it is whole. */
export function RecordTools({ proof }: { readonly proof: Proof }): ReactNode {
  return (
    <div className={styles.record}>
      <a className={styles.download} href={`${PROJECT_URL}/events/export`} download="events.jsonl">
        events.jsonl
      </a>
      <a className={styles.download} href={`${PROJECT_URL}/sheet.html`} download="contact-sheet.html">
        sheet.html
      </a>
      <a className={styles.download} href={`${PROJECT_URL}/sheet.png`} download="contact-sheet.png">
        sheet.png
      </a>
      <Button tone="quiet" aria-keyshortcuts="v" onClick={proof.proveChain}>
        Verify the record
      </Button>
      {proof.answer !== undefined && (
        <Sheet title="Verify the record" onClose={proof.close}>
          <Verified answer={proof.answer} onWhole={proof.proveAll} />
        </Sheet>
      )}
    </div>
  );
}

async function readChain(): Promise<Verification> {
  const { ok, count, problems } = await callVerb("event.verify", {});
  return { ok, events: { count }, problems };
}

function Verified({ answer, onWhole }: { readonly answer: Answer; readonly onWhole: () => void }): ReactNode {
  if (answer.is === "asked") return <Loading what={answer.what} />;
  if (answer.is === "failed") return <Failure error={answer.error} />;
  const { found } = answer;
  return (
    <div className={styles.verified} role="status">
      <p>
        <span className={styles.icon} data-tone={found.ok ? "pass" : "fail"} aria-hidden="true">
          {found.ok ? "✓" : "✕"}
        </span>{" "}
        {verificationWords(found)}
      </p>
      {found.problems.length > 0 && (
        <ul>
          {found.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {found.blobs === undefined && (
        <p>
          <Button onClick={onWhole}>Prove files and verdicts too</Button>
        </p>
      )}
    </div>
  );
}
