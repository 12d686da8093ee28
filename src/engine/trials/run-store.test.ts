import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FOOTER } from "../../core/trials/record/trial.fixture.ts";
import type { Assessment } from "../../core/trials/record/assessment.ts";
import { appendAssessment, readAssessments } from "./assessments.ts";
import { deleteRuns } from "./delete-runs.ts";
import { findLatestRecorded, findRuns, findTrialTrace, loadRun } from "./find-runs.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { reopenRunStore } from "./open-run-store.ts";
import {
  allRunsOf,
  beginRun,
  beginTrial,
  killNow,
  makeFolder,
  manifestOf,
  newId,
  redactor,
  reportOf,
  runTrial,
  tracesIn,
} from "./recorded-run.fixture.ts";
import { traceFileOf, trialsFolderOf } from "./run-files.ts";

test("[RC7] a run is on disk before its first trial, and a line when it is recorded; git ignores all of it", async () => {
  const run = await beginRun();
  expect(JSON.parse(readFileSync(join(run.folder, "run.json"), "utf8"))).toEqual({ ...run.facts, recorded: false });
  expect(allRunsOf(run.dir)).toMatchObject({ [run.facts.runId]: { traces: [], recorded: false, scenario: "refund" } });
  expect(readFileSync(join(run.dir, ".touchstone", ".gitignore"), "utf8")).toBe("*\n");
  const { traceId, sink } = beginTrial(run, 0);
  const linesOf = (): number => readFileSync(traceFileOf(run, traceId), "utf8").split("\n").length - 1;
  const before = linesOf();
  sink.record({ line: "error", turn: 1, code: "PROVIDER_BUSY", message: "", status: null, ours: false });
  expect(linesOf()).toBe(before + 1);
  await run.store.close(null);
});

test("[RC8] a trial is running in the manifest from its first line on, and ended once its footer is written", async () => {
  const run = await beginRun();
  const { traceId, sink } = beginTrial(run, 4);
  expect(manifestOf(run.folder)).toEqual([{ traceId, trialIndex: 4, scenario: "refund", status: "running" }]);
  const { digest } = await sink.finish(FOOTER);
  const name = "trace";
  expect(await loadTrialTrace({ path: traceFileOf(run, traceId), name })).toMatchObject({
    kind: "whole",
    trace: { footer: { digest } },
  });
  await run.store.note({ traceId, trialIndex: 4, scenario: "refund", status: "infra_error", error: "Bearer abc12345 [X]" });
  expect(manifestOf(run.folder).at(-1)).toMatchObject({ traceId, status: "infra_error", error: "Bearer [redacted] [X]" });
  await run.store.close(null);
});

test("[RC9] at its end a run's manifest lists each trial once, and putting it right changes nothing", async () => {
  const run = await beginRun();
  const traces = [await runTrial(run, 0), await runTrial(run, 1)];
  await run.store.close(reportOf(run.facts));
  const text = readFileSync(join(run.folder, "manifest.jsonl"), "utf8");
  expect(manifestOf(run.folder).map(({ traceId, status }) => [traceId, status])).toEqual(
    traces.map((traceId) => [traceId, "infra_error"]),
  );
  const all = readFileSync(join(trialsFolderOf(run.dir), "manifest.json"), "utf8");
  for (let time = 0; time < 2; time += 1) {
    await findRuns(run.dir);
    expect(readFileSync(join(run.folder, "manifest.jsonl"), "utf8")).toBe(text);
    expect(readFileSync(join(trialsFolderOf(run.dir), "manifest.json"), "utf8")).toBe(all);
  }
  await expect(loadRun(run.dir, run.facts.runId)).resolves.toMatchObject({ recorded: true, report: { runId: run.facts.runId } });
});

test("[RC9] what a kill left is put right by the traces' own headers and footers, in the same way each time", async () => {
  const run = await beginRun();
  const ended = beginTrial(run, 0);
  await ended.sink.finish(FOOTER);
  const cut = beginTrial(run, 1);
  const headless = beginTrial(run, 2);
  const left = killNow(run);
  await run.store.close(null);
  truncateSync(traceFileOf(left, cut.traceId), 2000);
  truncateSync(traceFileOf(left, headless.traceId), 30);
  const gone = newId();
  const unlisted = newId();
  const text = readFileSync(traceFileOf(left, ended.traceId), "utf8");
  writeFileSync(traceFileOf(left, unlisted), text.replaceAll(ended.traceId, unlisted));
  // One of another run, one that is no trace, and a last line of the manifest that was cut off.
  writeFileSync(traceFileOf(left, newId()), text.replaceAll(run.facts.runId, newId()));
  writeFileSync(join(left.folder, "notes.trace.jsonl"), "mine");
  writeFileSync(join(left.folder, `.${newId()}.trace.jsonl.tmp`), "");
  const lost = JSON.stringify({ traceId: gone, trialIndex: 9, scenario: "refund", status: "running" });
  const manifest = readFileSync(join(left.folder, "manifest.jsonl"), "utf8");
  writeFileSync(join(left.folder, "manifest.jsonl"), `${manifest}${lost}\n{"traceId":"0190`);

  const { traces: lines } = await loadRun(left.dir, run.facts.runId);
  expect(lines).toEqual([
    { traceId: ended.traceId, trialIndex: 0, scenario: "refund", status: "infra_error", error: "no walrus now [PROVIDER_BUSY]" },
    { traceId: cut.traceId, trialIndex: 1, scenario: "refund", status: "interrupted" },
    { traceId: headless.traceId, trialIndex: 2, scenario: "refund", status: "interrupted" },
    { traceId: unlisted, trialIndex: 0, scenario: "refund", status: "infra_error", error: "no walrus now [PROVIDER_BUSY]" },
  ]);
  expect(manifestOf(left.folder)).toEqual(lines);
  expect(readdirSync(left.folder).filter((name) => name.startsWith("."))).toEqual([]);
  expect(allRunsOf(left.dir)[run.facts.runId]).toMatchObject({ recorded: false, traces: lines });
  const bytes = readFileSync(join(left.folder, "manifest.jsonl"));
  await findRuns(left.dir);
  expect(readFileSync(join(left.folder, "manifest.jsonl"))).toEqual(bytes);
});

test("[RC10] a run is put right when it is read, but not while it is written", async () => {
  const run = await beginRun();
  const { traceId } = beginTrial(run, 0);
  const left = killNow(run);
  const before = manifestOf(run.folder);
  await expect(findRuns(run.dir)).resolves.toMatchObject([{ isRunning: true, recorded: false, traces: [{ status: "running" }] }]);
  expect(manifestOf(run.folder)).toEqual(before);
  const found = { isRunning: false, recorded: false, traces: [{ traceId, status: "interrupted" }] };
  // Where no lock can be had, nothing can be written.
  rmSync(join(left.folder, "run.lock"));
  mkdirSync(join(left.folder, "run.lock"));
  await expect(loadRun(left.dir, run.facts.runId)).resolves.toMatchObject({ ...found, report: null });
  expect(manifestOf(left.folder)).toEqual(before);
  rmSync(join(left.folder, "run.lock"), { recursive: true });
  await expect(findRuns(left.dir)).resolves.toMatchObject([found]);
  expect(manifestOf(left.folder)).toMatchObject(found.traces);
  await run.store.close(null);
});

test("[RC11] a run that is written is refused to others", async () => {
  const run = await beginRun();
  const { dir, facts } = run;
  const options = { dir, runId: facts.runId, redactor };
  await expect(reopenRunStore(options)).rejects.toMatchObject({ code: "RUN_LOCKED", hint: "Wait for it to end, or stop it" });
  await run.store.close(null);
  const { store } = await reopenRunStore(options);
  await store.close(null);
});

test("[RC12] the manifest of all runs lists every run, though many write it at once", async () => {
  const dir = makeFolder();
  const runs = await Promise.all(Array.from({ length: 6 }, async () => await beginRun({ dir })));
  await Promise.all(
    runs.map(async (run) => {
      await runTrial(run, 0);
      await run.store.close(reportOf(run.facts));
    }),
  );
  const all = allRunsOf(dir);
  expect(Object.keys(all)).toEqual(runs.map(({ facts }) => facts.runId));
  expect(Object.values(all).every(({ recorded, traces }) => recorded && traces.length === 1)).toBe(true);
});

test("[RC12] a damaged manifest of all runs is written anew from the folders", async () => {
  const run = await beginRun();
  await run.store.close(reportOf(run.facts));
  for (const damage of ["{", '{"schemaVersion":1,"runs":{}}', '{"schemaVersion":9}']) {
    writeFileSync(join(trialsFolderOf(run.dir), "manifest.json"), damage);
    await findRuns(run.dir);
    expect(Object.keys(allRunsOf(run.dir))).toEqual([run.facts.runId]);
  }
});

test("[RC13] the latest recorded run is the newest that came to its end", async () => {
  const dir = makeFolder();
  await expect(findLatestRecorded(dir)).resolves.toBeNull();
  const [first, second, third] = [await beginRun({ dir }), await beginRun({ dir }), await beginRun({ dir })];
  await second.store.close(reportOf(second.facts));
  await first.store.close(reportOf(first.facts));
  await third.store.close(null);
  await expect(findLatestRecorded(dir)).resolves.toMatchObject({ facts: { runId: second.facts.runId } });
});

test("[RC13] runs and traces are found by their ids, and nothing else is", async () => {
  const run = await beginRun();
  const traceId = await runTrial(run, 0);
  await run.store.close(reportOf(run.facts));
  const { dir, facts } = run;
  await expect(findTrialTrace(dir, traceId)).resolves.toEqual({ runId: facts.runId, path: traceFileOf(run, traceId) });
  for (const id of [newId(), "../../etc/passwd", ""]) {
    await expect(findTrialTrace(dir, id)).resolves.toBeNull();
    await expect(loadRun(dir, id)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    await expect(reopenRunStore({ dir, runId: id, redactor })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  }
  writeFileSync(join(run.folder, "report.json"), "{}");
  await expect(loadRun(dir, facts.runId)).rejects.toMatchObject({ code: "TRACE_DAMAGED" });
});

test("[RC14] opened again, a run keeps its traces and takes more", async () => {
  const run = await beginRun();
  const kept = await runTrial(run, 0);
  const cut = beginTrial(run, 1);
  await run.store.close(null);
  const { store, facts } = await reopenRunStore({ dir: run.dir, runId: run.facts.runId, redactor });
  expect(facts).toEqual(run.facts);
  expect(store.found.map(({ traceId, status }) => [traceId, status])).toEqual([
    [kept, "infra_error"],
    [cut.traceId, "interrupted"],
  ]);
  const again = await runTrial({ store, facts }, 1);
  await store.close(reportOf(facts));
  expect(manifestOf(run.folder).map(({ traceId }) => traceId)).toEqual([kept, cut.traceId, again]);
  await expect(loadRun(run.dir, facts.runId)).resolves.toMatchObject({ recorded: true });
});

test("[RC15] runs are deleted by id, by age, or all; one that is written is left", async () => {
  const dir = makeFolder();
  const day = 86_400_000;
  const runs = [];
  for (const createdAtMs of [0, day, 5 * day, 9 * day]) runs.push(await beginRun({ dir, createdAtMs }));
  const [old, young, open, last] = runs.map(({ facts }) => facts.runId);
  for (const run of [runs[0], runs[1], runs[3]]) await run?.store.close(reportOf(run.facts));
  await expect(deleteRuns(dir, { ids: [young ?? "", newId()] })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  await expect(deleteRuns(dir, { olderThanDays: 9.5, nowMs: 10 * day })).resolves.toEqual({ deleted: [old], running: [] });
  await expect(deleteRuns(dir, { ids: [young ?? ""] })).resolves.toEqual({ deleted: [young], running: [] });
  await expect(deleteRuns(dir, { all: true })).resolves.toEqual({ deleted: [last], running: [open] });
  expect(Object.keys(allRunsOf(dir))).toEqual([open]);
  await runs[2]?.store.close(null);
});

test("[RC15] deleting follows no link and takes nothing but runs", async () => {
  const run = await beginRun();
  await run.store.close(reportOf(run.facts));
  const outside = makeFolder();
  writeFileSync(join(outside, "mine"), "");
  symlinkSync(outside, join(trialsFolderOf(run.dir), newId()));
  symlinkSync(outside, join(run.folder, "shortcut"));
  writeFileSync(join(trialsFolderOf(run.dir), "notes.md"), "");
  await deleteRuns(run.dir, { all: true });
  expect(existsSync(join(outside, "mine"))).toBe(true);
  expect(readdirSync(trialsFolderOf(run.dir))).toContain("notes.md");
  expect(existsSync(run.folder)).toBe(false);

  const elsewhere = makeFolder();
  const other = await beginRun();
  await other.store.close(reportOf(other.facts));
  mkdirSync(join(elsewhere, ".touchstone"));
  symlinkSync(trialsFolderOf(other.dir), trialsFolderOf(elsewhere));
  await expect(deleteRuns(elsewhere, { all: true })).rejects.toMatchObject({ code: "READ_ONLY" });
  expect(tracesIn(other.folder)).toEqual([]);
});

test("[RC16] assessments are appended, redacted, and without content where the trace has none", async () => {
  const run = await beginRun();
  const traceFile = traceFileOf(run, await runTrial(run, 0));
  await run.store.close(reportOf(run.facts));
  const assessment: Assessment = {
    schemaVersion: 1,
    traceId: newId(),
    runId: run.facts.runId,
    assessedAtMs: 5,
    scenarioFile: null,
    hashes: { execution: "a", evaluation: "b" },
    drift: false,
    partial: false,
    status: "passed",
    score: 1,
    judgeCostUsd: 0,
    assertions: [
      { name: "n", type: "regex", weight: 1, required: false, outcome: "pass", score: 1, why: "password=abcdefg", missing: [] },
    ],
    votes: [],
  };
  await expect(readAssessments(traceFile)).resolves.toEqual([]);
  await appendAssessment(traceFile, assessment, { redactor, mode: "full" });
  const file = traceFile.replace(".trace.jsonl", ".assessments.jsonl");
  writeFileSync(file, `${readFileSync(file, "utf8")}{"cut`);
  await appendAssessment(traceFile, assessment, { redactor, mode: "metadata_only" });
  const whys = (await readAssessments(traceFile)).map(({ assertions }) => assertions[0]?.why);
  expect(whys).toEqual(["password=[redacted]", ""]);
});

test("[RC18] with mode off nothing is written, and lines are numbered all the same", async () => {
  const run = await beginRun({ recordingMode: "off" });
  const { sink } = beginTrial(run, 0);
  expect(sink.record({ line: "error", turn: 1, code: "X", message: "", status: null, ours: true })).toBe(8);
  await expect(sink.finish(FOOTER)).resolves.toEqual({ digest: null });
  await run.store.close(reportOf(run.facts));
  expect(readdirSync(run.dir)).toEqual([]);
});

test("[RC5] in metadata_only nothing on disk holds content", async () => {
  const run = await beginRun({ recordingMode: "metadata_only" });
  await runTrial(run, 0);
  await run.store.close(reportOf(run.facts));
  for (const name of readdirSync(run.dir, { recursive: true, withFileTypes: true }))
    if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name), "utf8"), name.name).not.toContain("walrus");
});
