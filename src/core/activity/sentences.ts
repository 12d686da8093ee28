import { countOf } from "../checks/words.ts";
import type { EventPayload } from "../events/event.ts";
import { durationWords } from "../report/duration-words.ts";
import { routeWords } from "../report/outcome-mark.ts";
import type { EntityLink, Sentence, EventTone, SentenceTable } from "./sentence.ts";
import { imageWords } from "./image-words.ts";
import { ENV_SENTENCES } from "./env-sentences.ts";
import { PLAYTEST_SENTENCES } from "./playtest-sentences.ts";
import { TRIAL_SENTENCES } from "./trial-sentences.ts";

type Parts = Sentence["parts"];

/** How each type of event reads. */
export const SENTENCES: SentenceTable = {
  ...PLAYTEST_SENTENCES,
  ...TRIAL_SENTENCES,
  ...ENV_SENTENCES,
  "spec.ready": (_, { subject }) => say("◆", "plain", [subject, " is ready: its inputs are frozen"]),
  "spec.rebound": (_, { subject }) => say("◆", "plain", [subject, " adopted the files as they are now"]),
  "job.queued": ({ payload }, { subject }) =>
    payload.jobType === "make"
      ? say("+", "plain", [subject, ` is queued: ${countOf(payload.renders, "image")}`])
      : say("↻", "plain", [subject, ` is queued again with the next seed: ${countOf(payload.renders, "image")}`]),
  "job.started": ({ payload }, { subject }) => say("▸", "plain", [`Attempt ${payload.attempt} at `, subject, " began"]),
  "job.submitted": ({ payload }, { subject }) =>
    say("↗", "plain", [`${capital(imageWords(payload))} of `, subject, ` is sent to ${payload.backend}`]),
  "job.render_done": ({ seq, entityId, payload }, { subject, subjects }) => {
    const [ordinal, job] = [subjects.ordinals.get(seq), subjects.jobs.get(entityId)];
    if (ordinal !== undefined && job !== undefined) {
      return say("▫", "plain", [`Image ${ordinal} of ${job.renders} of `, subject, " is stored"]);
    }
    return say("▫", "plain", [`${capital(imageWords(payload.image))} of `, subject, " is stored"]);
  },
  "job.retry": ({ payload }, { subject }) =>
    say("↻", "fail", [
      "An attempt at ",
      subject,
      ` failed: ${sentence(payload.detail)} Next try in ${durationWords(payload.delayMs)}`,
    ]),
  "job.requeued": ({ payload }, { subject }) =>
    payload.reason === "due"
      ? say("+", "plain", ["The wait is over: ", subject, " is queued again"])
      : say("+", "plain", [subject, " went back to the queue: Touchstone was closed"]),
  "job.lost": (_, { subject }) => say("!", "exception", ["The process that made ", subject, " died; the job is queued again"]),
  "job.superseded": ({ payload }, { subject }) =>
    say("–", "plain", [payload.image === null ? "A version of " : "An image of ", subject, " came too late and is kept aside"]),
  "job.succeeded": ({ payload }, { subject }) =>
    say("✓", "plain", [
      subject,
      ` is made, in ${durationWords(payload.wallMs)}: `,
      versionLink(payload.versionId, "its version"),
    ]),
  "job.failed": ({ payload }, { subject }) => say("✕", "fail", [subject, ` could not be made: ${payload.detail}`]),
  "job.escalated": ({ payload }, { subject }) =>
    say("!", "exception", [subject, ` could not be made and waits for a person. ${payload.suggestedAction}`]),
  "job.canceled": ({ payload }, { subject }) =>
    say("–", "plain", ["The job for ", subject, ` was canceled by ${byWords(payload.by)}`]),
  "version.created": ({ entityId, payload }, { subject }) => {
    const images = countOf(payload.images.length, "image");
    return say("▣", "plain", [versionLink(entityId, "A version"), " of ", subject, ` exists: ${images}`]);
  },
  "version.checked": ({ payload }, { subject }) => checked(payload, subject),
  "version.routed": ({ payload }, { subject }) => {
    const why = payload.reasons[0];
    return say("→", routeTone(payload.route), [
      subject,
      ` was ${routeWords(payload.route)}`,
      ...(why === undefined ? [] : [`: ${why}`]),
    ]);
  },
  "version.approved": ({ payload }, { subject }) =>
    say("◆", "gold", [subject, ` was approved by ${byWords(payload.by)}${noteWords(payload.note)}`]),
  "version.rejected": ({ payload }, { subject }) =>
    say("✕", "fail", [subject, ` was rejected by ${byWords(payload.by)}${noteWords(payload.note)}`]),
  "replay.done": ({ payload }, { subject }) => say("⟲", replayTone(payload), [subject, ` was replayed: ${replayWords(payload)}`]),
};

function say(icon: string, tone: EventTone, parts: Parts): Sentence {
  return { icon, tone, parts };
}

function versionLink(id: string, text: string): EntityLink {
  return { kind: "version", id, text };
}

/** What the checks of a version add up to. Facts that were not measured are never called passed. */
function checked({ verdict, checks }: EventPayload<"version.checked">, subject: EntityLink): Sentence {
  const naming = (outcomes: readonly string[]): string =>
    checks
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ check }) => check)
      .join(", ");
  switch (verdict) {
    case "pass":
      return say("✓", "pass", [subject, ` passed ${countOf(checks.length, "check")}`]);
    case "fail":
      return say("✕", "fail", [subject, ` failed: ${naming(["fail"])}`]);
    case "uncertain":
      return say("?", "uncertain", [subject, ` is uncertain: ${naming(["uncertain", "uncalibrated", "fail"])}`]);
    case "unchecked":
      return say("—", "plain", [subject, " is unchecked: its contract asks for nothing that was measured"]);
  }
}

function routeTone(route: EventPayload<"version.routed">["route"]): EventTone {
  if (route === "exception_inbox") return "exception";
  if (route === "manual_review_queue") return "uncertain";
  return route === "reject" ? "fail" : "plain";
}

function replayTone({ decisions, pixels }: EventPayload<"replay.done">): EventTone {
  if (decisions === "different" || pixels === "different") return "fail";
  return pixels === "identical" ? "pass" : "plain";
}

const PIXEL_WORDS: Readonly<Record<EventPayload<"replay.done">["pixels"], string>> = {
  identical: "pixels identical",
  near: "pixels nearly the same",
  different: "pixels different",
  not_run: "pixels not rendered",
};

function replayWords({ decisions, environment, pixels }: EventPayload<"replay.done">): string {
  return `decisions ${decisions}, environment ${environment}, ${PIXEL_WORDS[pixels]}`;
}

const BY_WORDS: Readonly<Record<EventPayload<"job.canceled">["by"], string>> = {
  person: "a person",
  policy: "policy",
  rule: "a rule",
  agent: "an agent",
};

function byWords(by: EventPayload<"job.canceled">["by"]): string {
  return BY_WORDS[by];
}

function noteWords(note: string | null): string {
  return note === null || note === "" ? "" : `: ${note}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends a text with a full stop, once. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
