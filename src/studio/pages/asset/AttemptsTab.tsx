import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import type { ReactNode } from "react";
import type { AttemptRecord, Evidence } from "../../../core/assets/evidence.ts";
import { imageName } from "../../../core/report/image-name.ts";
import { madeWords, serverWords } from "../../../core/report/server-words.ts";
import { blobUrl } from "../../api/blob-url.ts";
import { Digest } from "../../components/Digest.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { downloadName } from "./download-name.ts";
import type { ShownAsset } from "./use-asset.ts";
import planStyles from "../../plan/plan.module.css";
import styles from "./evidence.module.css";

/** How it was made: attempts, images with their seeds, where, and the digests that say whether two versions are the same. */
export function AttemptsTab({ shown }: { shown: ShownAsset }): ReactNode {
  const { evidence } = shown;
  return (
    <div className={planStyles["plan"]}>
      <section aria-label="Attempts">
        <h3>
          Attempts <small>{evidence.attempts.length}</small>
        </h3>
        <ol className={styles["attempts"]}>
          {evidence.attempts.map((attempt) => (
            <AttemptLine key={attempt.id} attempt={attempt} />
          ))}
        </ol>
      </section>
      <ImageTable evidence={evidence} />
      <Facts title="Environment" rows={environmentRows(evidence)} />
      <Facts title="Digests" rows={digestRows(shown)} />
    </div>
  );
}

const OUTCOMES: Readonly<Record<AttemptRecord["outcome"], OutcomeMark>> = {
  succeeded: { icon: "✓", word: "succeeded", tone: "pass" },
  failed: { icon: "✕", word: "failed", tone: "fail" },
  lost: { icon: "!", word: "lost", tone: "exception" },
  drained: { icon: "—", word: "handed over", tone: "unknown" },
  canceled: { icon: "—", word: "canceled", tone: "unknown" },
};

function AttemptLine({ attempt }: { attempt: AttemptRecord }): ReactNode {
  const count = `${attempt.renders.length} ${attempt.renders.length === 1 ? "image" : "images"}`;
  const why = [attempt.class, attempt.detail].filter((word) => word !== null).join(", ");
  return (
    <li>
      <Mark look={OUTCOMES[attempt.outcome]} />
      <span>
        {count} in {tenths(attempt.endedAtMs - attempt.startedAtMs)} ms, <When atMs={attempt.startedAtMs} />
        {why === "" ? null : <span className={styles["note"]}>{why}</span>}
      </span>
      <Digest value={attempt.id} label="attempt id" />
    </li>
  );
}

function ImageTable({ evidence }: { evidence: Evidence }): ReactNode {
  const { drawnSeed, adjustments } = evidence.plan;
  return (
    <section aria-label="Images and seeds">
      <h3>
        Images <small>{evidence.images.length}</small>
      </h3>
      {adjustments.map(({ kind, by }) => (
        <p key={kind} className={styles["mute"]}>
          Seeds advanced by {by}: an earlier version failed its contract.
        </p>
      ))}
      {drawnSeed === null ? null : (
        <p className={styles["mute"]}>All come from one number drawn for this version: {drawnSeed}.</p>
      )}
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col">Seed</th>
              <th scope="col">Size</th>
              <th scope="col">Pixels</th>
              <th scope="col">File</th>
            </tr>
          </thead>
          <tbody>
            {evidence.images.map((image) => (
              <tr key={imageName(image)}>
                <th scope="row">{imageName(image)}</th>
                <td>{image.seed}</td>
                <td>
                  {image.width} × {image.height}
                </td>
                <td>
                  <Digest value={image.pixelSha256} label="pixels" />
                </td>
                <td>
                  <a href={blobUrl(image.blob)} download={downloadName(evidence.specId, image)}>
                    Download
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type Row = readonly [string, ReactNode];

function Facts({ title, rows }: { title: string; rows: readonly Row[] }): ReactNode {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className={styles["facts"]}>
        {rows.map(([name, value], index) => (
          <div key={`${index} ${name}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is not known is a dash, never left out: a reader must see that it was asked. */
function environmentRows({ backend, environment, images, firstPass, timing }: Evidence): readonly Row[] {
  return [
    ["renderer", backend.kind === "builtin" ? `built in, ${backend.identity}` : "ComfyUI"],
    ...(backend.kind === "builtin" ? [["algorithm", environment.builtinRenderer ?? "—"] as const] : []),
    ...serverWords(environment).map((words) => ["server", words] as const),
    ...images.flatMap((image): Row[] => {
      const words = madeWords(image);
      return words === null ? [] : [[imageName(image), words]];
    }),
    ["Touchstone", environment.touchstone],
    [
      "environment",
      environment.envId === null ? (
        "— unknown: no governed environment"
      ) : (
        <Digest value={environment.envId} label="environment" />
      ),
    ],
    ["model files", environment.models.length === 0 ? "none" : <Models models={environment.models} />],
    ["first pass", firstPass ? "yes" : "no"],
    ["time", `plan ${tenths(timing.planMs)} ms, drawing ${tenths(timing.renderMs)} ms`],
  ];
}

/** A tenth of a millisecond is less than any clock here can tell. */
function tenths(ms: number): number {
  return Number(ms.toFixed(1));
}

function Models({ models }: { models: Evidence["environment"]["models"] }): ReactNode {
  return models.map(({ file, sha256 }) => (
    <div key={file}>
      <code>{file}</code> <Digest value={sha256} label="model file" />
    </div>
  ));
}

function digestRows({ version, evidence }: ShownAsset): readonly Row[] {
  const { plan } = evidence;
  return [
    ["recipe", <Digest key="recipe" value={plan.recipeDigest} label="recipe" />],
    ["render", <Digest key="render" value={plan.renderDigest} label="render" />],
    ["spec", <Digest key="spec" value={plan.specDigest} label="spec" />],
    ["inputs", <Digest key="inputs" value={plan.inputsDigest} label="inputs" />],
    ["prompt", <Digest key="prompt" value={plan.prompt?.packageHash ?? null} label="prompt" />],
    ["evidence", <Digest key="evidence" value={version.evidenceBlob} label="evidence" />],
    ["rules", `version ${plan.rulesVersion}`],
    ["version", <Digest key="version" value={version.id} label="version id" />],
    ["job", <Digest key="job" value={evidence.jobId} label="job id" />],
    ["made from", evidence.inputs.map(([kind, id]) => `${kind} ${id}`).join(", ")],
    ...plan.references.map(({ ref, pixelSha256 }): Row => ["reference", <Digest key={ref} value={pixelSha256} label={ref} />]),
  ];
}
