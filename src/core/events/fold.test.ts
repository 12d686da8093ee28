import { expect, test } from "vitest";
import { EVENT_PAYLOADS, type EventType, type NewEvent } from "./event.ts";
import { entityTypeOf, rowChanges } from "./fold.ts";
import { jobSamples, sampleDigest, sampleEvent, sampleImage, storedSample, versionSamples } from "./sample-events.fixture.ts";

const madeThere = sampleEvent("job.render_done", "job-1", {
  payload: {
    attemptId: "a",
    image: sampleImage(0),
    renderMs: 3,
    made: {
      backend: "studio-pc",
      promptId: "prompt-7",
      cachedNodes: ["4"],
      graphDigest: sampleDigest("3"),
      serverBlob: sampleDigest("4"),
    },
  },
}) as Extract<NewEvent, { type: "job.render_done" }>;

const changes = (event: NewEvent) => rowChanges(storedSample(event, 7));

test("[E3] each type is about a spec, a job, a version, a playtest, a run of trials or the environment", () => {
  const types = Object.keys(EVENT_PAYLOADS) as EventType[];
  const kinds = types.map((type) => [type.split(".")[0], entityTypeOf(type)]);
  expect(new Set(kinds.map((kind) => kind.join(" ")))).toEqual(
    new Set(["spec spec", "job job", "version version", "replay version", "playtest playtest", "trial trial", "env env"]),
  );
});

test("[E5] a new job starts queued, with nothing made and nothing failed", () => {
  const [change] = changes(jobSamples.queued("job-1"));
  expect(change).toMatchObject({
    op: "insert",
    table: "job",
    row: {
      id: "job-1",
      seq: 7,
      lastSeq: 7,
      state: "queued",
      rendersDone: 0,
      attempt: 0,
      attemptId: null,
      chainId: "chain-job-1",
    },
  });
});

test("[E5] what a spec was last frozen to replaces what stood there", () => {
  const payload = { specDigest: sampleDigest("a"), inputsDigest: sampleDigest("b"), recipeDigest: null };
  const rebound = { ...payload, previousInputsDigest: sampleDigest("c") };
  const row = { specId: "ember-sword", inputsDigest: sampleDigest("b") };
  const expected = [{ op: "put", table: "specState", key: "specId", row }];
  expect(changes(sampleEvent("spec.ready", "ember-sword", { payload }))).toEqual(expected);
  expect(changes(sampleEvent("spec.rebound", "ember-sword", { payload: rebound }))).toEqual(expected);
});

test("[E5] a replay adds its answers and moves its version on", () => {
  const payload = { decisions: "equal", environment: "equal", pixels: "not_run", differences: 0 } as const;
  expect(changes(sampleEvent("replay.done", "version-1", { payload }))).toEqual([
    { op: "insert", table: "replay", row: { seq: 7, versionId: "version-1", ...payload, atMs: 1_763_640_000_000 } },
    { op: "update", table: "version", where: { id: "version-1" }, set: { lastSeq: 7 } },
  ]);
});

test.each([
  [jobSamples.retry("job-1", "a"), "retry_wait", "failed"],
  [jobSamples.drained("job-1", "a"), "queued", "drained"],
  [jobSamples.lost("job-1", "a"), "queued", "lost"],
  [jobSamples.succeeded("job-1", "a", "version-1"), "succeeded", "succeeded"],
  [jobSamples.failed("job-1", "a"), "failed", "failed"],
  [jobSamples.escalated("job-1", "a"), "escalated", "failed"],
  [jobSamples.canceled("job-1"), "canceled", "canceled"],
] as const)("[E6] %# $type leaves the job $1 without a fencing token and its attempt $2", (event, state, outcome) => {
  const [job, attempt] = changes(event);
  expect(job).toMatchObject({ table: "job", set: { state, attemptId: null, owner: null, lastSeq: 7 } });
  const where = { jobId: "job-1", endedAtMs: null };
  expect(attempt).toMatchObject({ table: "attempt", where, set: { outcome, endedAtMs: 1_763_640_000_000 } });
});

test("[E14] a result that came too late changes nothing of its job but when it was last heard of", () => {
  expect(changes(jobSamples.superseded("job-1", "a"))).toEqual([
    { op: "update", table: "job", where: { id: "job-1" }, set: { updatedAtMs: 1_763_640_000_000, lastSeq: 7 } },
  ]);
});

test("[E6] a job that was waiting and comes due has no attempt to end", () => {
  expect(changes(jobSamples.due("job-1"))).toHaveLength(1);
});

test("[E6] an escalation keeps the words of the last failure", () => {
  const [job] = changes(jobSamples.escalated("job-1", "a"));
  expect(job).toMatchObject({ set: { errorClass: "timeout", reasonCode: "RENDER_FAILED", detail: "no answer in 60 s" } });
});

test("[E7] only a drained attempt is taken back from the count", () => {
  expect(changes(jobSamples.drained("job-1", "a"))[0]).toMatchObject({ add: { attempt: -1 } });
  for (const event of [jobSamples.lost("job-1", "a"), jobSamples.retry("job-1", "a"), jobSamples.due("job-1")]) {
    expect(changes(event)[0]).not.toHaveProperty("add");
  }
});

test("[E8] a stored image adds one to its job", () => {
  const [render, job] = changes(jobSamples.renderDone("job-1", "a"));
  expect(render).toMatchObject({
    op: "insert",
    table: "render",
    row: { jobId: "job-1", attemptId: "a", variant: 0, part: null },
  });
  expect(job).toMatchObject({ table: "job", add: { rendersDone: 1 } });
});

test("[E5] an image that is about to be sent is listed with where to and under which prompt", () => {
  const [submission, job] = changes(jobSamples.submitted("job-1", "a", "prompt-7"));
  const row = { seq: 7, jobId: "job-1", attemptId: "a", variant: 0, part: null, backend: "studio-pc", promptId: "prompt-7" };
  expect(submission).toEqual({ op: "insert", table: "submission", row: { ...row, atMs: 1_763_640_000_000 } });
  expect(job).toMatchObject({ table: "job", set: { lastSeq: 7 } });
});

test("[E5] an image says how a backend made it, and of the built-in renderer that there is nothing to say", () => {
  const nothing = { backend: null, promptId: null, cachedNodes: null, graphDigest: null, serverBlob: null };
  expect(changes(jobSamples.renderDone("job-1", "a"))[0]).toMatchObject({ row: nothing });
  expect(changes(madeThere)[0]).toMatchObject({ row: madeThere.payload.made });
});

test("[E13] a check keeps the verdict with the rules and the checks that it follows from", () => {
  const checks = [{ check: "blank", outcome: "pass", severity: "hard" }] as const;
  const payload = { verdict: "pass", rulesVersion: 3, checks: [...checks] } as const;
  expect(changes(sampleEvent("version.checked", "version-1", { payload: { ...payload, checks: [...checks] } }))).toMatchObject([
    { where: { id: "version-1" }, set: { ...payload, lastSeq: 7 } },
  ]);
});

test("[E9] approval and rejection each replace the decision and who made it", () => {
  expect(changes(versionSamples.approved("version-1", "policy"))).toMatchObject([
    { where: { id: "version-1" }, set: { decision: "approved", decidedBy: "policy" } },
  ]);
  expect(changes(versionSamples.rejected("version-1", "person"))).toMatchObject([
    { where: { id: "version-1" }, set: { decision: "rejected", decidedBy: "person" } },
  ]);
});
