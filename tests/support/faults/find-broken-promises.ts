import { isTerminal } from "../../../src/core/jobs/transition.ts";
import type { Inspection } from "./inspect-project.ts";
import type { Ledger } from "./ledger.ts";
import { DRAWN_SPEC } from "./sample-project.ts";

/** What a project after recovery is held against. */
export interface Promises {
  /** The same project after an undisturbed run. */
  readonly undisturbed: Inspection;
  /** Seq of the newest event before any of the processes that are looked at. */
  readonly headBefore: number;
  readonly ledger: Ledger;
}

/**
 * Checks what must hold after a `make` was killed and another one ran to its end; says what does not.
 *
 * Acknowledged events are there, no event came from nowhere, every job has ended once, every chain made what an undisturbed
 * run makes, and nothing is left lying about.
 */
export function findBrokenPromises(found: Inspection, { undisturbed, headBefore, ledger }: Promises): readonly string[] {
  return [
    ...found.problems,
    ...findLostEvents(found, ledger),
    ...findUnaskedEvents(found, headBefore, ledger),
    ...findUnsettledJobs(found),
    ...findDuplicateWork(found),
    ...findOtherPixels(found, undisturbed),
    ...found.leftovers.map((file) => `${file} is left over`),
  ];
}

/** Acknowledged means present, with the same content. */
export function findLostEvents({ events }: Pick<Inspection, "events">, { acknowledged }: Ledger): readonly string[] {
  const hashes = new Map(events.map((event) => [event.seq, event.hash]));
  return acknowledged
    .filter(({ seq, hash }) => hashes.get(seq) !== hash)
    .map(({ seq, id }) => `event ${id} was acknowledged at seq ${seq} and is not there`);
}

/** Present means attempted, once. What a dead owner left is put right by `job.lost`, which no verb asks for. */
function findUnaskedEvents({ events }: Inspection, headBefore: number, { attempted }: Ledger): readonly string[] {
  const asked = new Set(attempted.map(({ id }) => id));
  const since = events.filter(({ seq }) => seq > headBefore);
  const unasked = since.filter(({ id, type }) => !asked.has(id) && type !== "job.lost");
  const keys = events.map(({ type, entityId, idempotencyKey }) => `${type} ${entityId} ${idempotencyKey}`);
  return [
    ...unasked.map(({ id, type, seq }) => `${type} ${id} at seq ${seq} was never asked for`),
    ...repeated(keys).map((key) => `${key} is stored twice`),
  ];
}

function findUnsettledJobs({ jobs }: Inspection): readonly string[] {
  return jobs.flatMap(({ id, specId, state, attempts }) => {
    const succeeded = attempts.filter(({ outcome }) => outcome === "succeeded").length;
    const isOpen = attempts.some(({ outcome }) => outcome === null);
    if (isTerminal(state) && !isOpen && succeeded === (state === "succeeded" ? 1 : 0)) return [];
    return [`job ${id} of ${specId} is ${state} with attempts ${attempts.map(({ outcome }) => outcome ?? "open").join(", ")}`];
  });
}

/** One version per job, one chain per request, one image per place. */
function findDuplicateWork({ jobs, versions }: Inspection): readonly string[] {
  const requests = [...new Set(jobs.map((job) => `${job.specId} ${job.matchDigest} ${job.chainId}`))];
  const places = jobs.flatMap(({ id, made }) => made.map(({ variant, part }) => `${id} ${variant} ${part}`));
  return [
    ...repeated(versions.map((version) => version.jobId)).map((job) => `job ${job} made two versions`),
    ...repeated(requests.map((request) => request.replace(/ \S+$/, ""))).map((request) => `${request} was accepted twice`),
    ...repeated(places).map((place) => `image ${place} was recorded twice`),
  ];
}

function findOtherPixels(found: Inspection, undisturbed: Inspection): readonly string[] {
  const [expected, actual] = [describeImages(undisturbed), describeImages(found)];
  const missing = expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`);
  return [...missing, ...actual.filter((line) => !expected.includes(line)).map((line) => `not in an undisturbed run: ${line}`)];
}

/** One line per image: whose it is, and its pixels where they follow from the files alone. */
function describeImages({ jobs, versions }: Inspection): readonly string[] {
  const chainLengths = new Map(jobs.map((job) => [job.id, job.chainLength]));
  return versions.flatMap(({ specId, jobId, verdict, decision, images }) =>
    images.map(({ variant, part, pixelSha256 }) => {
      const pixels = specId === DRAWN_SPEC ? "drawn" : pixelSha256;
      return [specId, chainLengths.get(jobId), verdict, decision, variant, part, pixels].join(" ");
    }),
  );
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
