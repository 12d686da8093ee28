import { checkMark, verdictMark } from "../../../core/report/outcome-mark.ts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { attemptWords } from "../../../core/activity/job-words.ts";
import type { BoardCard } from "../../../core/board/board.ts";
import { STAGE_WORDS } from "../../../core/board/stage-words.ts";
import type { Check } from "../../../core/checks/check.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Digest } from "../../components/Digest.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Panel } from "../../components/Panel.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import { ActivityLink } from "../activity/ActivityLink.tsx";
import { needsServer } from "../../../core/board/waits-for-server.ts";
import { SpecShortage } from "../../backends/ShortageNotice.tsx";
import { useViewing } from "../../viewing/viewing-store.ts";
import { UnderWay } from "./UnderWay.tsx";
import styles from "./card-evidence.module.css";

/** Why a card is where it is: the reason in full, then what it rests on. */
export function CardEvidence({ card, actions }: { readonly card: BoardCard; readonly actions: ReactNode }): ReactNode {
  const { title, stage, why, jobId, versionId } = card;
  useViewing([card.spec]);
  return (
    <div className={styles.evidence}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <Link to="/specs/$spec" params={{ spec: card.spec }}>
          <code>{card.spec}</code>
        </Link>
      </header>
      <section className={styles.why}>
        <h3>
          <span aria-hidden="true">{STAGE_WORDS[stage].icon}</span> {STAGE_WORDS[stage].title}: why is this here?
        </h3>
        <p>
          <Ticked text={sentence(card.pending ?? why)} />
        </p>
        {card.stale && (
          <p className={styles.note}>⟳ Stale: its files have moved on since it was frozen. Rebind the spec to adopt them.</p>
        )}
        {card.since !== null && (
          <p className={styles.note}>
            Here since <When atMs={card.since} />.
          </p>
        )}
      </section>
      <SpecShortage renderer={needsServer(card) ? card.renderer : null} />
      {stage === "making" && <UnderWay card={card} />}
      <div className={styles.actions}>{actions}</div>
      <dl className={styles.fields}>
        <dt>Output</dt>
        <dd>{card.kind.replaceAll("_", " ")}</dd>
        <dt>Checkpoint</dt>
        <dd>{card.checkpoint ?? "—"}</dd>
        <dt>Drawn by</dt>
        <dd>{card.renderer === null ? "—" : RENDERERS[card.renderer]}</dd>
        <dt>Priority</dt>
        <dd>{card.priority ?? "—"}</dd>
      </dl>
      {versionId !== null && <VersionEvidence versionId={versionId} />}
      {jobId !== null && <JobEvidence jobId={jobId} />}
      {card.approvedVersionId !== null && card.approvedVersionId !== versionId && (
        <p className={styles.note}>
          An earlier version is approved:{" "}
          <Link to="/assets/$version" params={{ version: card.approvedVersionId }}>
            <code>{card.approvedVersionId.slice(-8)}</code>
          </Link>
          . It stays the asset until another one is approved.
        </p>
      )}
    </div>
  );
}

const RENDERERS = { builtin: "the built-in renderer", comfyui: "a ComfyUI server" } as const;

function VersionEvidence({ versionId }: { readonly versionId: string }): ReactNode {
  const { data } = useVerb("asset.show", { version: versionId });
  if (data === undefined) return null;
  const { version, evidence } = data;
  const passed = evidence.checks.filter(({ outcome }) => outcome === "pass");
  const telling = evidence.checks.filter(({ outcome }) => outcome !== "pass" && outcome !== "not_applicable");
  return (
    <Panel title="What was found" aside={<Mark look={verdictMark(version.verdict)} />}>
      <div className={styles.found}>
        {evidence.reasons.map((reason) => (
          <p key={reason}>
            <Ticked text={sentence(reason)} />
          </p>
        ))}
        <ul className={styles.checks}>
          {telling.map((check) => (
            <CheckLine key={check.check} check={check} />
          ))}
          {passed.length > 0 && (
            <li>
              <Mark look={checkMark("pass")} /> {passed.map(({ check }) => check).join(", ")}
            </li>
          )}
        </ul>
        {telling.length + passed.length === 0 && <p className={styles.note}>This contract asks for nothing that was measured.</p>}
        <Link to="/assets/$version" params={{ version: versionId }}>
          The whole evidence
        </Link>
      </div>
    </Panel>
  );
}

/** What did not simply pass, with what it found in words. */
function CheckLine({ check }: { readonly check: Check }): ReactNode {
  const { note } = check.evidence;
  return (
    <li>
      <Mark look={checkMark(check.outcome)} /> {check.check}
      {note !== undefined && (
        <span className={styles.note}>
          : <Ticked text={note} />
        </span>
      )}
    </li>
  );
}

function JobEvidence({ jobId }: { readonly jobId: string }): ReactNode {
  const { data } = useVerb("job.show", { job: jobId });
  if (data === undefined) return null;
  const { job, attempts, superseded, chain, escalation } = data;
  return (
    <Panel title="How it was made" aside={<Digest value={job.id} label="job id" />}>
      <div className={styles.found}>
        {escalation !== null && (
          <p className={styles.next}>
            Next: <Ticked text={sentence(escalation.suggestedAction)} />
          </p>
        )}
        <ul className={styles.attempts}>
          {attempts.map((attempt) => (
            <li key={attempt.id}>
              {sentence(attemptWords(attempt))} <When atMs={attempt.startedAtMs} />
            </li>
          ))}
          {attempts.length === 0 && <li className={styles.note}>Nothing was tried yet.</li>}
          {superseded.map(({ seq, image }) => (
            <li key={seq}>{image === null ? "A version" : "An image"} came too late and is kept aside.</li>
          ))}
        </ul>
        <ActivityLink
          search={{ chain: job.chainId }}
        >{`Follow the chain${chain.length > 1 ? ` of ${chain.length} jobs` : ""}`}</ActivityLink>
      </div>
    </Panel>
  );
}

/** A text as a sentence: a capital at its beginning, a full stop at its end. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
