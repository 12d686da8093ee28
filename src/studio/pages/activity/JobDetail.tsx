import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { attemptWords, jobLine, jobOffers, jobStateMark } from "../../../core/activity/job-words.ts";
import { imageWords } from "../../../core/activity/image-words.ts";
import type { JobRow } from "../../../core/events/rows.ts";
import type { VerbOutput } from "../../../server/api.ts";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { callVerb } from "../../api/call-verb.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Button } from "../../components/Button.tsx";
import { Digest } from "../../components/Digest.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Panel } from "../../components/Panel.tsx";
import { Pixels } from "../../components/Pixels.tsx";
import { notify } from "../../components/toast-store.ts";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import { ActivityLink } from "./ActivityLink.tsx";
import styles from "./activity.module.css";
import { EntityAnchor } from "./SentenceText.tsx";

/** One job: its state, what to do next, its attempts, its images, what came too late, and its chain. */
export function JobDetail({ id }: { readonly id: string }): ReactNode {
  const { data, error, refetch } = useVerb("job.show", { job: id });
  if (data === undefined)
    return error === null ? <Loading what="Reading the job" /> : <Failure error={error} retry={() => void refetch()} />;
  const { job, escalation } = data;
  const { icon, word, tone } = jobStateMark(job.state);
  return (
    <div className={styles.detail}>
      <h2>
        <EntityAnchor link={{ kind: "spec", id: job.specId, text: job.specId }} />
      </h2>
      <p>
        <span className={styles.icon} data-tone={tone} aria-hidden="true">
          {icon}
        </span>{" "}
        {word} <span className={styles.mute}>· {jobLine(job)}</span>
      </p>
      {job.detail !== null && (
        <p>
          <Ticked text={job.detail} />
        </p>
      )}
      {escalation !== null && (
        <p className={styles.next}>
          Next: <Ticked text={escalation.suggestedAction} />
        </p>
      )}
      <JobOffer job={job} />
      <JobFacts job={job} />
      <JobStory story={data} />
    </div>
  );
}

function JobOffer({ job }: { readonly job: JobRow }): ReactNode {
  const navigate = useNavigate();
  const offer = jobOffers(job.state);
  if (offer === null) return null;
  const run = async (): Promise<void> => {
    try {
      if (offer === "cancel") {
        await callVerb("job.cancel", { job: job.id });
        notify({ text: `Canceled ${job.specId}`, undo: async () => await callVerb("job.retry", { job: job.id, wait: false }) });
      } else {
        const next = (await callVerb("job.retry", { job: job.id, wait: false })).job.id;
        notify({ text: `Trying ${job.specId} again`, undo: async () => await callVerb("job.cancel", { job: next }) });
        void navigate({ to: "/activity", search: { tab: "jobs", job: next }, replace: true });
      }
    } catch (error) {
      notify({ text: error instanceof Error ? error.message : "It failed.", tone: "fail" });
    }
  };
  return (
    <p>
      <Button onClick={() => void run()}>{offer === "cancel" ? "Cancel" : "Try again"}</Button>
    </p>
  );
}

function JobFacts({ job }: { readonly job: JobRow }): ReactNode {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Job", <Digest key="id" value={job.id} label="job id" />],
    ["Recipe", <Digest key="recipe" value={job.recipeDigest} />],
    ["Checkpoint", job.checkpointId],
    ["Renderer", job.backend],
    ["Priority", job.priority],
    ["Queued", <When key="queued" atMs={job.queuedAtMs} />],
    ["Last moved", <When key="moved" atMs={job.updatedAtMs} />],
    ["Next attempt", <When key="due" atMs={job.dueAtMs} />],
    ["Failure", job.errorClass === null ? "—" : `${job.errorClass.replaceAll("_", " ")} (${job.reasonCode ?? "—"})`],
    [
      "Version",
      job.versionId === null ? (
        "—"
      ) : (
        <EntityAnchor key="version" link={{ kind: "version", id: job.versionId, text: job.versionId.slice(-8) }} />
      ),
    ],
  ];
  return (
    <dl className={styles.fields}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.pair}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function JobStory({ story }: { readonly story: VerbOutput<"job.show"> }): ReactNode {
  const { job, attempts, renders, superseded, chain } = story;
  return (
    <>
      <Panel title="Attempts">
        <ol className={styles.story}>
          {attempts.map((attempt) => (
            <li key={attempt.id}>
              {attemptWords(attempt)}{" "}
              <span className={styles.mute}>
                <When atMs={attempt.startedAtMs} />
              </span>
            </li>
          ))}
          {attempts.length === 0 && <li className={styles.mute}>Nothing was tried yet.</li>}
        </ol>
      </Panel>
      {renders.length > 0 && (
        <Panel title={`Images: ${renders.length} of ${job.renders}`}>
          <div className={styles.images}>
            {renders.map((render) => (
              <Pixels
                key={render.seq}
                src={thumbnailUrl(render, 48)}
                width={render.width}
                height={render.height}
                box={48}
                alt={imageWords(render)}
              />
            ))}
          </div>
        </Panel>
      )}
      {superseded.length > 0 && (
        <Panel title="Came too late">
          <ol className={styles.story}>
            {superseded.map(({ seq, image, reason }) => (
              <li key={seq}>
                {image === null ? "A version" : imageWords(image)}: <span className={styles.mute}>{reason}</span>
              </li>
            ))}
          </ol>
        </Panel>
      )}
      <Panel title="Its chain" aside={<ActivityLink search={{ chain: job.chainId }}>Follow</ActivityLink>}>
        <ol className={styles.story}>
          {chain.map((one) => (
            <li key={one.id} {...(one.id === job.id ? { "aria-current": "true" as const } : {})}>
              <ActivityLink
                search={{ tab: "jobs", job: one.id }}
              >{`${jobStateMark(one.state).word} · ${jobLine(one)}`}</ActivityLink>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}
