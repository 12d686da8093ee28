import type { JobRow, VersionRow } from "../events/rows.ts";
import type { Stage } from "./board.ts";
import type { SpecFacts } from "./spec-facts.ts";

/**
 * Why a card stands where it stands, as one sentence without a full stop, e.g. "uncertain: `tileable` is uncalibrated".
 * Times are left to the screen: a sentence does not tick.
 *
 * Source: SPEC.md B6.
 */
export function explainPlace(facts: SpecFacts, stage: Stage): string {
  const { job, version, approvedVersionId } = facts;
  const why = job === null ? whyReady(facts) : whyJob(job, version);
  const isOlderApproved = stage !== "approved" && approvedVersionId !== null && approvedVersionId !== version?.id;
  return isOlderApproved ? `${why}; an older version is approved` : why;
}

function whyReady({ stale }: SpecFacts): string {
  return stale ? "nothing was made of it yet, and its files have moved on since it was frozen" : "nothing was made of it yet";
}

function whyJob(job: JobRow, version: VersionRow | null): string {
  switch (job.state) {
    case "queued":
      return job.attempt > 0
        ? `waits for its turn to go on after attempt ${job.attempt}`
        : `waits for its turn (${job.priority})`;
    case "retry_wait":
      return `waits for another attempt: ${failureOf(job)}`;
    case "running":
      return job.attempt > 1 ? `attempt ${job.attempt} is under way` : "its images are being made and checked";
    case "escalated":
      return `given up after ${job.attempt} ${job.attempt === 1 ? "attempt" : "attempts"}: ${failureOf(job)}`;
    case "failed":
      return `failed: ${failureOf(job)}`;
    case "canceled":
      return "canceled";
    case "succeeded":
      return version === null ? "its version is not recorded" : whyVersion(version, job);
  }
}

function failureOf({ detail, reasonCode }: JobRow): string {
  return detail ?? reasonCode ?? "for a reason that was not recorded";
}

function whyVersion(version: VersionRow, { chainLength }: JobRow): string {
  const { decision, decidedBy, route } = version;
  if (decision === "approved") return decidedBy === "policy" ? whyAdvanced(version) : `approved by ${decider(decidedBy)}`;
  if (decision === "rejected")
    return decidedBy === "policy" ? `rejected by policy: ${findingsOf(version)}` : `rejected by ${decider(decidedBy)}`;
  if (route === "reject") return `rejected by policy: ${findingsOf(version)}`;
  if (route === "auto_regenerate") return `to be made again: ${findingsOf(version)}`;
  const tries = chainLength > 1 && route === "exception_inbox" ? `, after ${chainLength} jobs` : "";
  return `${findingsOf(version)}${tries}`;
}

function decider(by: VersionRow["decidedBy"]): string {
  return by === "agent" ? "an agent" : `a ${by}`;
}

/** Policy may let through what did not pass; then it was policy, and not evidence. */
function whyAdvanced(version: VersionRow): string {
  if (version.verdict === "pass") return `approved by evidence: ${passedOf(version)}`;
  return `approved by policy without a pass: ${findingsOf(version)}`;
}

function passedOf({ checks }: VersionRow): string {
  const count = checks?.length ?? 0;
  return count === 1 ? "1 check passed" : `${count} checks passed`;
}

/** What the checks say against it: hard failures first, then what they could not settle. */
function findingsOf({ checks, verdict }: VersionRow): string {
  const against = (checks ?? []).filter(({ outcome }) => outcome !== "pass");
  if (verdict === null) return "not checked yet";
  if (against.length === 0)
    return verdict === "unchecked" ? "unchecked: its contract asks for nothing that was measured" : verdict;
  const ranked = against.toSorted((a, b) => RANK[a.outcome] - RANK[b.outcome]);
  const words = ranked.map(({ check, outcome }) => `\`${check}\` ${WORDS[outcome]}`);
  return `${verdict}: ${words.join(", ")}`;
}

const RANK = { fail: 0, uncertain: 1, uncalibrated: 2, pass: 3 } as const;
const WORDS = { fail: "failed", uncertain: "is uncertain", uncalibrated: "is not calibrated", pass: "passed" } as const;
