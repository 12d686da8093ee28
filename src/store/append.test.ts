import type { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { digestOf } from "../core/canonical/digest.ts";
import { GENESIS_HASH } from "../core/events/event.ts";
import { jobSamples, sampleImage, versionSamples } from "../core/events/sample-events.fixture.ts";
import { openEmpty } from "./database.ts";
import { readEvent } from "./event-pages.ts";
import { count, openLog, placed, prepareBatch, refusal } from "./open-log.fixture.ts";

const queued = (id: string) => jobSamples.queued(id);
const started = (id: string) => jobSamples.started(id, `attempt-${id}`);

function storedEvents(db: DatabaseSync) {
  return db.prepare("SELECT * FROM event ORDER BY seq").all().map(readEvent);
}

test("[E2] each event is chained to the one before it, and its hash is core's digest of it without the hash", () => {
  const { db, append } = openLog();
  append([queued("a"), started("a")]);
  append([queued("b")]);
  const events = storedEvents(db);
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3]);
  expect(events.map((event) => event.prevHash)).toEqual([GENESIS_HASH, events[0]?.hash, events[1]?.hash]);
  for (const { hash, ...rest } of events) expect(hash).toBe(digestOf(rest));
});

test("[S2] a batch whose last event is refused leaves nothing, and the next seq follows on", () => {
  const { db, append } = openLog();
  append([queued("a")]);
  const outcome = append([started("a"), jobSamples.renderDone("a", "attempt-a"), queued("a2"), started("missing")]);
  expect(refusal(outcome)).toMatchObject({ code: "STATE_CONFLICT" });
  expect(count(db, "event")).toBe(1);
  expect(count(db, "attempt")).toBe(0);
  expect(placed(append([started("a")])).map(({ seq }) => seq)).toEqual([2]);
});

test("[S3] 3,000 injected duplicates change nothing and are all acknowledged with the original", () => {
  const { db, append } = openLog();
  const originals = placed(append(Array.from({ length: 30 }, (_, index) => queued(`job-${index}`))));
  const before = storedEvents(db);
  for (let round = 0; round < 100; round++) {
    const again = Array.from({ length: 30 }, (_, index) => ({ ...queued(`job-${index}`), id: `other-${round}`, ts: round }));
    const answers = placed(append(again));
    expect(answers.every((answer, index) => answer.duplicate && answer.seq === originals[index]?.seq)).toBe(true);
    expect(answers[0]?.id).toBe(originals[0]?.id);
  }
  expect(storedEvents(db)).toEqual(before);
  expect(count(db, "job")).toBe(30);
  expect(db.prepare("SELECT seq, refused FROM duplicate WHERE seq = 1").get()).toEqual({ seq: 1, refused: 100 });
  expect(db.prepare("SELECT SUM(refused) AS n FROM duplicate").get()).toEqual({ n: 3000 });
});

test("[S3] an event may repeat one of its own batch", () => {
  const { db, append } = openLog();
  const answers = placed(append([queued("a"), queued("a"), started("a")]));
  expect(answers.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([
    [1, false],
    [1, true],
    [2, false],
  ]);
  expect(count(db, "event")).toBe(2);
});

test("[S3] the same key of another type or another entity is another event", () => {
  const { append } = openLog();
  const key = { idempotencyKey: "k" };
  append([jobSamples.queued("a", {}, key), jobSamples.queued("b", {}, key)]);
  const answers = placed(append([{ ...started("a"), ...key }]));
  expect(answers[0]?.duplicate).toBe(false);
});

test("[S4] one key with another payload is refused with its whole batch, naming the seq of the first", () => {
  const { db, append } = openLog();
  append([queued("a")]);
  const outcome = append([queued("b"), jobSamples.queued("a", { renders: 3 })]);
  expect(refusal(outcome)).toMatchObject({
    code: "IDEMPOTENCY_CONFLICT",
    message: "Key `job.queued` of `job.queued` for job `a` was used with another payload, at seq 1",
  });
  expect(count(db, "event")).toBe(1);
});

test("[S4] a conflict is told as one even where the batch's expectation fails too", () => {
  const { append } = openLog();
  append([queued("a")]);
  const expectNew = { expect: [{ entityType: "job", entityId: "a", lastSeq: 0 }] } as const;
  expect(refusal(append([jobSamples.queued("a", { renders: 3 })], expectNew))).toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
});

test("[S5] an entity that moved on refuses the batch, naming what was expected and what is", () => {
  const { db, append } = openLog();
  const expectNew = { expect: [{ entityType: "job", entityId: "a", lastSeq: 0 }] } as const;
  expect(placed(append([queued("a")], expectNew))).toHaveLength(1);
  append([queued("b"), started("a")]);
  const stale = { expect: [{ entityType: "job", entityId: "a", lastSeq: 1 }] } as const;
  expect(refusal(append([jobSamples.canceled("a")], stale))).toMatchObject({
    code: "EXPECTATION_FAILED",
    message: "job `a` was expected at seq 1 but is at 3",
  });
  expect(count(db, "event")).toBe(3);
});

test("[S5] a batch that is sent again after its answer was lost is acknowledged, not held to its own expectation", () => {
  const { append } = openLog();
  const conditions = { expect: [{ entityType: "job", entityId: "a", lastSeq: 0 }] } as const;
  append([queued("a"), started("a")], conditions);
  const answers = placed(append([queued("a"), started("a")], conditions));
  expect(answers.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([
    [1, true],
    [2, true],
  ]);
});

test("[S5] a batch that was stored in part only is held to its expectation", () => {
  const { append } = openLog();
  const conditions = { expect: [{ entityType: "job", entityId: "a", lastSeq: 0 }] } as const;
  append([queued("a")], conditions);
  expect(refusal(append([queued("a"), started("a")], conditions))).toMatchObject({ code: "EXPECTATION_FAILED" });
});

test("[S6] an attempt that lost its job stores nothing any more, while the one that holds it does", () => {
  const { db, append } = openLog();
  append([queued("a"), jobSamples.started("a", "first"), jobSamples.lost("a", "first"), jobSamples.started("a", "second", 2)]);
  const version = versionSamples.created("version-1", "a");
  expect(refusal(append([version], { fence: { jobId: "a", attemptId: "first" } }))).toMatchObject({
    code: "EXPECTATION_FAILED",
    message: "Attempt `first` does not hold job `a`, which is run by attempt `second`",
  });
  expect(count(db, "version")).toBe(0);
  const done = jobSamples.succeeded("a", "second", "version-1");
  expect(placed(append([version, done], { fence: { jobId: "a", attemptId: "second" } }))).toHaveLength(2);
  expect(
    refusal(append([versionSamples.created("version-2", "a")], { fence: { jobId: "a", attemptId: "second" } }))?.message,
  ).toBe("Attempt `second` does not hold job `a`, which is succeeded");
});

test("[S6] what the holder stored is acknowledged when it is sent again after the job has ended", () => {
  const { append } = openLog();
  append([queued("a"), jobSamples.started("a", "first")]);
  const batch = [versionSamples.created("version-1", "a"), jobSamples.succeeded("a", "first", "version-1")];
  append(batch, { fence: { jobId: "a", attemptId: "first" } });
  const answers = placed(append(batch, { fence: { jobId: "a", attemptId: "first" } }));
  expect(answers.every(({ duplicate }) => duplicate)).toBe(true);
});

test("[S7] in one group, the batches around a refused one are stored, gap-free and in order", () => {
  const { db, appender } = openLog();
  const batches = [[queued("a")], [queued("b"), started("missing")], [queued("c"), started("c")]].map((one) => prepareBatch(one));
  const { outcomes, head } = appender.appendGroup(batches);
  expect(outcomes.map((outcome) => outcome.accepted)).toEqual([true, false, true]);
  expect(head.seq).toBe(3);
  expect(storedEvents(db).map((event) => [event.seq, event.entityId])).toEqual([
    [1, "a"],
    [2, "c"],
    [3, "c"],
  ]);
});

test("[S7] a batch of a group sees what the batches before it stored", () => {
  const { appender } = openLog();
  const expected = { expect: [{ entityType: "job", entityId: "a", lastSeq: 1 }] } as const;
  const { outcomes } = appender.appendGroup([prepareBatch([queued("a")]), prepareBatch([started("a")], expected)]);
  expect(outcomes.map((outcome) => outcome.accepted)).toEqual([true, true]);
});

test("[S8] a full disk refuses the group, keeps what was stored readable, and takes the batch once there is space", () => {
  const { db, append } = openLog();
  append([queued("a")]);
  const pages = Number(db.prepare("PRAGMA page_count").get()?.["page_count"]);
  db.exec(`PRAGMA max_page_count = ${pages + 2}`);
  const large = Array.from({ length: 200 }, (_, index) => queued(`job-${index}`));
  expect(refusal(append(large))).toMatchObject({ code: "DISK_FULL" });
  expect(storedEvents(db)).toHaveLength(1);
  expect(count(db, "job")).toBe(1);
  db.exec("PRAGMA max_page_count = 100000");
  const answers = placed(append(large));
  expect(answers[0]?.seq).toBe(2);
  expect(answers.at(-1)?.seq).toBe(201);
});

/** A database whose first commit fails as a disk does, and that would work again after it. */
function failingOnce(db: DatabaseSync): DatabaseSync {
  let failed = false;
  const commit = {
    run() {
      if (failed) return db.exec("COMMIT");
      failed = true;
      throw Object.assign(new Error("disk I/O error"), { errcode: 1034 });
    },
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => (sql === "COMMIT" ? commit : target.prepare(sql));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

test("[S9] after a sync failed nothing is accepted any more, though the disk would answer again", () => {
  const db = openEmpty();
  const { append } = openLog(failingOnce(db));
  expect(refusal(append([queued("a")]))).toMatchObject({ code: "DISK_FAILED" });
  expect(db.isTransaction).toBe(false);
  expect(refusal(append([queued("b")]))).toMatchObject({ code: "DISK_FAILED" });
  expect(count(db, "event")).toBe(0);
});

test("[E8] an image of a job that is recorded a second time is refused, also by another attempt", () => {
  const { db, append } = openLog();
  append([queued("a"), jobSamples.started("a", "first"), jobSamples.renderDone("a", "first", sampleImage(0))]);
  append([jobSamples.lost("a", "first"), jobSamples.started("a", "second", 2)]);
  expect(refusal(append([jobSamples.renderDone("a", "second", sampleImage(0))]))).toMatchObject({
    code: "STATE_CONFLICT",
    message: "`job.render_done` would record something of job `a` a second time",
  });
  append([jobSamples.renderDone("a", "second", sampleImage(1)), jobSamples.renderDone("a", "second", sampleImage(0, "frame:1"))]);
  expect(db.prepare("SELECT renders_done FROM job").get()).toEqual({ renders_done: 3 });
});

test("[E10] an event about a version that does not exist is refused", () => {
  const { append } = openLog();
  expect(refusal(append([versionSamples.approved("nowhere", "person")]))).toMatchObject({
    code: "STATE_CONFLICT",
    message: "`version.approved` is about version `nowhere`, which does not exist",
  });
});

test("[E11] a second version of one job is refused, whoever sends it", () => {
  const { append } = openLog();
  append([queued("a"), started("a"), versionSamples.created("version-1", "a")]);
  expect(refusal(append([versionSamples.created("version-2", "a")]))).toMatchObject({ code: "STATE_CONFLICT" });
});
