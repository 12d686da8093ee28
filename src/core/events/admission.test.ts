import { expect, test } from "vitest";
import { findJobRefusal } from "./admission.ts";
import type { NewEvent } from "./event.ts";
import { jobSamples } from "./sample-events.fixture.ts";

const running = { state: "running", attemptId: "attempt-1" } as const;

test("[E10] an event that the job's state allows is admitted", () => {
  expect(findJobRefusal(jobSamples.queued("job-1"), undefined)).toBeUndefined();
  expect(findJobRefusal(jobSamples.renderDone("job-1", "attempt-1"), running)).toBeUndefined();
});

test("[E10] an event of a job that does not exist, or has ended, is refused with the state it is in", () => {
  const started = jobSamples.started("job-1", "attempt-1");
  expect(findJobRefusal(started, undefined)?.message).toBe("`job.started` cannot happen to job `job-1`, which does not exist");
  const ended = { state: "succeeded", attemptId: null } as const;
  expect(findJobRefusal(started, ended)?.message).toBe("`job.started` cannot happen to job `job-1`, which is `succeeded`");
});

test("[E11] a result of an attempt that no longer runs the job is refused with both attempts named", () => {
  const refusal = findJobRefusal(jobSamples.succeeded("job-1", "attempt-0", "version-1"), running);
  expect(refusal?.message).toBe("`job.succeeded` comes from attempt `attempt-0`, but job `job-1` is run by attempt `attempt-1`");
});

test("[E11] an event that speaks for no attempt is not held against one", () => {
  expect(findJobRefusal(jobSamples.canceled("job-1"), running)).toBeUndefined();
  expect(findJobRefusal(jobSamples.failed("job-1", null), running)).toBeUndefined();
});

test("[E10] a job that runs does not come due, and one that waits for a retry is not drained", () => {
  expect(findJobRefusal(jobSamples.due("job-1"), running)?.message).toBe(
    "`job.requeued/due` cannot happen to job `job-1`, which is `running`",
  );
  const waiting = { state: "retry_wait", attemptId: null } as const;
  expect(findJobRefusal(jobSamples.drained("job-1", "attempt-1"), waiting)?.message).toBe(
    "`job.requeued/drained` cannot happen to job `job-1`, which is `retry_wait`",
  );
  expect(findJobRefusal(jobSamples.due("job-1"), waiting)).toBeUndefined();
});

test("[E11] only the running attempt can be drained", () => {
  expect(findJobRefusal(jobSamples.drained("job-1", "attempt-1"), running)).toBeUndefined();
  expect(findJobRefusal(jobSamples.drained("job-1", "attempt-0"), running)?.message).toBe(
    "`job.requeued` comes from attempt `attempt-0`, but job `job-1` is run by attempt `attempt-1`",
  );
  const ofNobody = { ...jobSamples.due("job-1"), payload: { reason: "drained", attemptId: null } } as NewEvent;
  expect(findJobRefusal(ofNobody, running)?.message).toBe(
    "`job.requeued` comes from no attempt, but job `job-1` is run by attempt `attempt-1`",
  );
});

test("[E14] a result of a stale attempt is admitted in any state, one of the running attempt is not superseded", () => {
  const late = jobSamples.superseded("job-1", "attempt-0");
  const states = [running, { state: "canceled", attemptId: null }, { state: "queued", attemptId: null }] as const;
  for (const facts of states) expect(findJobRefusal(late, facts)).toBeUndefined();
  expect(findJobRefusal(late, undefined)?.message).toBe("`job.superseded` cannot happen to job `job-1`, which does not exist");
  expect(findJobRefusal(jobSamples.superseded("job-1", "attempt-1"), running)?.message).toBe(
    "`job.superseded` comes from attempt `attempt-1`, which runs job `job-1`",
  );
});
