import { expect, test } from "vitest";
import { findCurrentVersions } from "../core/assets/current-version.ts";
import { jobSamples, sampleDigest, sampleEvent, sampleImage, versionSamples } from "../core/events/sample-events.fixture.ts";
import { filledLog, openLog } from "./open-log.fixture.ts";
import * as queries from "./queries.ts";

test("[S22] jobs are listed newest first, by every filter, and pages continue", () => {
  const { db } = filledLog();
  const ids = (filter: queries.JobFilter) => queries.listJobs(db, filter).map((job) => Number(job.id.slice(4)));
  const all = Array.from({ length: 25 }, (_, index) => 24 - index);
  expect(ids({})).toEqual(all);
  expect(ids({ states: ["running"] })).toEqual(all.filter((index) => index % 3 === 0));
  expect(ids({ states: ["running", "queued"], specId: "spec-1" })).toEqual([21, 16, 11, 6, 1]);
  expect(ids({ chainId: "chain-0" })).toEqual(all.filter((index) => index % 2 === 0));
  expect(ids({ states: [] })).toEqual([]);
  const first = queries.listJobs(db, { limit: 10 });
  const beforeSeq = first.at(-1)!.seq;
  expect(queries.listJobs(db, { limit: 10, beforeSeq }).map((job) => job.id)).toEqual(
    all.slice(10, 20).map((index) => `job-${index}`),
  );
});

test("[S22] the newest open job with a match digest is found, and none once it has ended", () => {
  const { db, append } = openLog();
  const match = { matchDigest: sampleDigest("7") };
  append([jobSamples.queued("a", match), jobSamples.queued("b", match), jobSamples.queued("c")]);
  expect(queries.findOpenJob(db, "ember-sword", match.matchDigest)?.id).toBe("b");
  append([jobSamples.canceled("b")]);
  expect(queries.findOpenJob(db, "ember-sword", match.matchDigest)?.id).toBe("a");
  append([jobSamples.canceled("a")]);
  expect(queries.findOpenJob(db, "ember-sword", match.matchDigest)).toBeUndefined();
  expect(queries.findOpenJob(db, "other", sampleDigest("b"))).toBeUndefined();
});

test("[S22] versions are listed newest first, with their images in the order of the version", () => {
  const { db, append } = openLog();
  const frames = Array.from({ length: 12 }, (_, index) => sampleImage(0, `frame:${index}`));
  append([versionSamples.created("v1", "a"), versionSamples.created("v2", "b", { specId: "walk", images: frames })]);
  expect(queries.listVersions(db, {}).map((version) => version.id)).toEqual(["v2", "v1"]);
  expect(queries.listVersions(db, { specId: "walk" }).map((version) => version.id)).toEqual(["v2"]);
  expect(queries.listVersions(db, { specId: "walk", matchDigest: sampleDigest("b") }).map(({ id }) => id)).toEqual(["v2"]);
  expect(queries.listVersions(db, { matchDigest: sampleDigest("9") })).toEqual([]);
  expect(queries.listVersions(db, { beforeSeq: 2, limit: 5 }).map((version) => version.id)).toEqual(["v1"]);
  const images = queries.listImages(db, ["v2", "v1", "none"]);
  expect(images.map((image) => image.part)).toEqual([null, null, ...frames.map((frame) => frame.part)]);
  expect(
    queries.listImages(
      db,
      Array.from({ length: 1200 }, (_, index) => `v${index}`),
    ),
  ).toEqual(images);
});

test("[S22] of each spec the newest job and the newest approved version are listed, and jobs are counted by state", () => {
  const { db, append } = openLog();
  append([jobSamples.queued("a"), jobSamples.queued("b"), jobSamples.queued("c", { specId: "walk" }), jobSamples.canceled("a")]);
  expect(queries.listNewestJobs(db).map(({ id }) => id)).toEqual(["c", "b"]);
  expect(queries.countJobs(db)).toEqual([
    { state: "canceled", count: 1 },
    { state: "queued", count: 2 },
  ]);
  append([versionSamples.created("v1", "a"), versionSamples.created("v2", "b"), versionSamples.created("v3", "c")]);
  append([versionSamples.approved("v1", "person"), versionSamples.approved("v2", "person")]);
  expect(queries.listApproved(db)).toEqual([{ specId: "ember-sword", id: "v2" }]);
  append([versionSamples.rejected("v2", "person")]);
  expect(queries.listApproved(db)).toEqual([{ specId: "ember-sword", id: "v1" }]);
});

test("[S22] the current versions are those that the rule chooses, whatever was decided", () => {
  const { db, append } = openLog();
  for (const index of Array.from({ length: 24 }).keys()) {
    const id = `v${index}`;
    append([versionSamples.created(id, `job-${index}`, { specId: `spec-${index % 5}` })]);
    if (index % 3 === 0) append([versionSamples.approved(id, "person")]);
    if (index % 6 === 3) append([versionSamples.rejected(id, "person")]);
    const all = queries.listVersions(db, {});
    const chosen = findCurrentVersions(all);
    expect(queries.listCurrentVersions(db)).toEqual(all.filter((version) => chosen.has(version.id)));
  }
});

test("[S22] versions are found by id, those that do not exist left out, and of each at most so many images", () => {
  const { db, append } = openLog();
  append([versionSamples.created("v1", "a"), versionSamples.created("v2", "b")]);
  expect(
    queries
      .findVersions(db, ["v2", "none", "v1"])
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(["v1", "v2"]);
  expect(queries.findVersions(db, [])).toEqual([]);
  expect(queries.listImages(db, ["v1", "v2"], 1).map(({ versionId, position }) => [versionId, position])).toEqual([
    ["v1", 0],
    ["v2", 0],
  ]);
});

test("[S22] the newest images are listed newest first", () => {
  const { db, append } = openLog();
  append([jobSamples.queued("a"), jobSamples.started("a", "one")]);
  append([jobSamples.renderDone("a", "one", sampleImage(0)), jobSamples.renderDone("a", "one", sampleImage(1))]);
  expect(queries.listNewestRenders(db, 5).map(({ variant }) => variant)).toEqual([1, 0]);
  expect(queries.listNewestRenders(db, 1).map(({ variant }) => variant)).toEqual([1]);
});

test("[S22] the newest image of each backend is its own", () => {
  const { db, append } = openLog();
  append([jobSamples.queued("a"), jobSamples.started("a", "one"), jobSamples.renderDone("a", "one", sampleImage(0))]);
  expect(queries.findNewestRender(db, null)?.variant).toBe(0);
  expect(queries.findNewestRender(db, "studio-pc")).toBeUndefined();
});

test("[S22] versions are listed by the backend that made an image of them", () => {
  const { db, append } = openLog();
  const made = {
    backend: "env",
    promptId: "p",
    cachedNodes: null,
    graphDigest: sampleDigest("1"),
    serverBlob: sampleDigest("2"),
  };
  for (const job of ["a", "b"]) append([jobSamples.queued(job), jobSamples.started(job, `try-${job}`)]);
  const drawn = { attemptId: "try-a", image: sampleImage(0), renderMs: 3, made };
  append([sampleEvent("job.render_done", "a", { payload: drawn }), jobSamples.renderDone("b", "try-b", sampleImage(0))]);
  append([versionSamples.created("v1", "a"), versionSamples.created("v2", "b")]);
  expect(queries.listVersions(db, { backend: "env" }).map(({ id }) => id)).toEqual(["v1"]);
  expect(queries.listVersions(db, { backend: "studio-pc" })).toEqual([]);
});

test("[S22] attempts, renders, replays and frozen specs are listed in the order they happened", () => {
  const { db, append } = openLog();
  append([jobSamples.queued("a"), jobSamples.started("a", "one"), jobSamples.renderDone("a", "one", sampleImage(0))]);
  append([jobSamples.drained("a", "one"), jobSamples.started("a", "two"), jobSamples.renderDone("a", "two", sampleImage(1))]);
  expect(queries.listAttempts(db, "a").map(({ id, outcome }) => [id, outcome])).toEqual([
    ["one", "drained"],
    ["two", null],
  ]);
  expect(queries.listRenders(db, "a").map(({ variant, attemptId }) => [variant, attemptId])).toEqual([
    [0, "one"],
    [1, "two"],
  ]);
  append([versionSamples.created("v1", "a")]);
  for (const differences of [3, 0]) {
    const payload = { decisions: "equal", environment: "equal", pixels: "not_run", differences } as const;
    append([sampleEvent("replay.done", "v1", { payload, idempotencyKey: `replay-${differences}` })]);
  }
  expect(queries.listReplays(db, "v1").map(({ differences }) => differences)).toEqual([3, 0]);
  const frozen = { specDigest: sampleDigest("a"), inputsDigest: sampleDigest("b"), recipeDigest: null };
  append([sampleEvent("spec.ready", "walk", { payload: frozen }), sampleEvent("spec.ready", "ember", { payload: frozen })]);
  expect(queries.listSpecStates(db).map(({ specId }) => specId)).toEqual(["ember", "walk"]);
});

test("[S22] results that came too late are listed in the order they were kept, of one job alone", () => {
  const { db, append } = openLog();
  append([jobSamples.queued("a"), jobSamples.started("a", "one"), jobSamples.canceled("a"), jobSamples.queued("b")]);
  append([jobSamples.superseded("a", "one", sampleImage(1)), jobSamples.superseded("a", "one", null)]);
  const reason = "attempt does not hold job";
  const late = { attemptId: "one", reason, atMs: 1_763_640_000_000 };
  expect(queries.listSuperseded(db, "a")).toEqual([
    { seq: 5, image: sampleImage(1), ...late },
    { seq: 6, image: null, ...late },
  ]);
  expect(queries.listSuperseded(db, "b")).toEqual([]);
});
