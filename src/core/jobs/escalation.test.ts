import { expect, test } from "vitest";
import { DEFAULT_RETRY, FAILURE_CLASSES } from "../assets/records/project.ts";
import { FAILURES } from "../errors.ts";
import { EVENT_PAYLOADS } from "../events/event.ts";
import { afterLost, type JobEnd } from "./after-failure.ts";
import { escalationPayload, type EndedWork } from "./escalation.ts";

type Escalate = Extract<JobEnd, { kind: "escalate" }>;

const end: Escalate = {
  kind: "escalate",
  to: "exception_inbox",
  errorClass: "timeout",
  reasonCode: "RENDER_FAILED",
  cause: "attempts_exhausted",
};
const work: EndedWork = {
  specId: "ember-sword",
  jobId: "job-7",
  attemptId: "attempt-3",
  history: [{ attemptId: "attempt-3", errorClass: "timeout", detail: "no image after 60 s", atMs: 5 }],
  evidence: [`sha256:${"b".repeat(64)}`, `sha256:${"a".repeat(64)}`],
};

test("[J12] an escalation names class, code, attempts, evidence and the command that goes on", () => {
  const payload = escalationPayload(end, work);
  expect(payload).toEqual({
    attemptId: "attempt-3",
    escalateTo: "exception_inbox",
    errorClass: "timeout",
    reasonCode: "RENDER_FAILED",
    retryHistory: work.history,
    evidence: work.evidence.toSorted(),
    suggestedAction:
      "All attempts are used up. Make the images smaller or fewer, or check how busy the renderer is." +
      " Then run `touchstone job retry job-7` to make `ember-sword`.",
  });
});

test("[J12] every class and every failure code gives a valid payload with a concrete step", () => {
  for (const errorClass of FAILURE_CLASSES) {
    for (const reasonCode of [...Object.keys(FAILURES), "BUG", "constructor"]) {
      const payload = escalationPayload({ ...end, errorClass, reasonCode }, work);
      expect(EVENT_PAYLOADS["job.escalated"].safeParse(payload).success).toBe(true);
      expect(payload.suggestedAction).not.toContain("undefined");
      expect(payload.suggestedAction).not.toContain("function");
    }
  }
});

test("[J12] a code that says more than its class decides the words", () => {
  const lost = afterLost({ retry: { ...DEFAULT_RETRY }, attempt: 3 }) as Escalate;
  expect(escalationPayload(lost, work).suggestedAction).toContain("out-of-memory");
});

test("[J12] a detail longer than an event may carry is cut", () => {
  const history = [{ attemptId: "attempt-3", errorClass: "timeout" as const, detail: "x".repeat(5000), atMs: 5 }];
  const payload = escalationPayload(end, { ...work, history });
  expect(payload.retryHistory[0]?.detail).toHaveLength(4000);
});
