import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { say, sayJson } from "../../../tests/support/cli-in-process.ts";
import type { RunJson } from "../../core/trials/report/run-json.ts";
import { compareRuns } from "../../core/trials/report/compare-runs.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { deleteRuns } from "./delete-runs.ts";
import { comparedRunOf, loadReport } from "./load-report.ts";
import type { ListedRun } from "./run-history.ts";
import type { RunOptions } from "./run-options.ts";
import { HELLO, loadIn, optionsIn, portsWith } from "./run.fixture.ts";
import { runTrials } from "./run-trials.ts";
import { writeReports } from "./write-reports.ts";

const workshop = createWorkshop("trial-reports");
afterAll(workshop.remove);

const RUDE = { ...HELLO, script: [{ text: "good night", latencyMs: 20 }] };

function makeDir(name: string): string {
  const dir = workshop.at(name);
  mkdirSync(dir);
  return dir;
}

async function run(dir: string, scenario: object, options: Partial<RunOptions> = {}): Promise<RunReport> {
  return await runTrials({ scenarios: [await loadIn(dir, scenario)], options: optionsIn(dir, options), ports: portsWith() });
}

const folderOf = (dir: string, { runId }: Pick<RunReport, "runId">): string => join(dir, ".touchstone", "trials", runId);

/** What a kill leaves: no report, and the last traces without an end. */
function cutOff(dir: string, report: RunReport, traces: number): void {
  const folder = folderOf(dir, report);
  rmSync(join(folder, "report.json"));
  const runFile = join(folder, "run.json");
  writeFileSync(runFile, readFileSync(runFile, "utf8").replace(`"recorded":true`, `"recorded":false`));
  for (const { traceId } of report.scenarios.flatMap(({ results }) => results.slice(results.length - traces))) {
    const file = join(folder, `${traceId}.trace.jsonl`);
    truncateSync(file, readFileSync(file).length - 10);
  }
}

test("[RT18] a run that was killed is reported by the traces that are whole", async () => {
  const dir = makeDir("killed");
  const report = await run(dir, HELLO, { trials: 4 });
  cutOff(dir, report, 1);
  const { report: told, state } = await loadReport(dir, null);
  expect(state).toBe("interrupted");
  expect(told).toMatchObject({ runId: report.runId, exitCode: 130, seed: report.seed });
  const results = report.scenarios[0]?.results.slice(0, 3);
  expect(told.scenarios).toMatchObject([{ name: "hello", verdict: "infra", requested: 4, trials: 3, passed: 3, results }]);
});

test("[RT18] of a killed run in metadata_only nobody knows the gate, so nothing passes", async () => {
  const dir = makeDir("killed-bare");
  cutOff(dir, await run(dir, HELLO, { recordingMode: "metadata_only" }), 0);
  const { report } = await loadReport(dir, null);
  expect(report.scenarios).toMatchObject([
    { verdict: "infra", passed: 3, why: expect.stringContaining("not recorded") as string },
  ]);
});

test("a finished run is reported as it was, the newest where none is named, and runs of one scenario are compared", async () => {
  const dir = makeDir("finished");
  await expect(loadReport(dir, null)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  const [first, second] = [await run(dir, HELLO), await run(dir, RUDE)];
  const newest = await loadReport(dir, null);
  expect(newest).toMatchObject({ state: "finished", report: { runId: second.runId, exitCode: 1 } });
  const before = await loadReport(dir, first.runId);
  const { scenarios } = compareRuns(comparedRunOf(before), comparedRunOf(newest));
  expect(scenarios).toMatchObject([{ name: "hello", change: "not_comparable", a: { passed: 3 }, b: { passed: 0 } }]);
});

test("reports are written in the form that the file's name says; the page tells what was said in trials that failed", async () => {
  const dir = makeDir("written");
  const report = await run(dir, RUDE);
  const files = ["r.json", "r.xml", "r.HTML", "r.md"].map((name) => ({ path: join(dir, "out", name), name }));
  await writeReports(report, { dir, files });
  const [json = "", xml = "", page = "", text = ""] = files.map(({ path }) => readFileSync(path, "utf8"));
  expect((JSON.parse(json) as RunJson).scenarios[0]?.traces).toHaveLength(3);
  expect(xml).toContain(`<testsuites name="touchstone trials" tests="1" failures="1"`);
  expect(page).toContain(`<span class="said">good night</span>`);
  expect(text).toContain("| ✕ fail | `hello` | 0/3 |");
  await expect(writeReports(report, { dir, files: [{ path: join(dir, "r.txt"), name: "r.txt" }] })).rejects.toMatchObject({
    code: "USAGE",
    message: "`r.txt` does not say what is to be written",
  });
});

test("a page is written although a trace is gone", async () => {
  const dir = makeDir("gone");
  const report = await run(dir, RUDE);
  for (const { traceId } of report.scenarios[0]?.results.slice(1) ?? [])
    rmSync(join(folderOf(dir, report), `${traceId}.trace.jsonl`));
  const path = join(dir, "r.html");
  await writeReports(report, { dir, files: [{ path, name: "r.html" }] });
  expect(readFileSync(path, "utf8").match(/<span class="said">good night/g)).toHaveLength(1);
});

test("secrets that a model says stand in no report", async () => {
  const dir = makeDir("secret");
  const secret = `sk-proj-${"Ab3-".repeat(10)}x9`;
  const scenario = {
    ...HELLO,
    script: [{ text: `your key is ${secret}` }],
    assertions: [{ type: "output_contains", value: "hello" }],
  };
  const report = await run(dir, scenario);
  const files = ["r.json", "r.xml", "r.html", "r.md"].map((name) => ({ path: join(dir, name), name }));
  await writeReports(report, { dir, files });
  for (const { path } of files) expect(readFileSync(path, "utf8")).not.toContain("Ab3-Ab3-");
});

test("what would be deleted is told, and nothing is", async () => {
  const dir = makeDir("deleted");
  const { runId } = await run(dir, HELLO);
  expect(await deleteRuns(dir, { all: true }, true)).toEqual({ deleted: [runId], running: [] });
  expect((await loadReport(dir, null)).report.runId).toBe(runId);
  await expect(deleteRuns(dir, { ids: ["0199a000-0000-7000-9000-000000000000"] }, true)).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
  });
});

test("the commands list, report, compare and delete outside of a project, and refuse what makes no sense", async () => {
  const dir = makeDir("commands");
  const [first, second] = [await run(dir, HELLO), await run(dir, RUDE, { trials: 2 })];
  const { runs } = await sayJson<{ runs: readonly ListedRun[] }>(["trial", "list"], dir);
  expect(runs).toMatchObject([
    { runId: second.runId, state: "finished", requested: 2, trials: 2, passed: 0, scenarios: ["hello"] },
    { runId: first.runId, trials: 3, passed: 3 },
  ]);
  expect(await sayJson<RunJson>(["trial", "report", first.runId], dir)).toMatchObject({
    runId: first.runId,
    state: "finished",
    scenarios: [{ passed: 3 }],
  });
  const { failures } = await sayJson<{ failures: readonly object[] }>(["trial", "report", "--failures"], dir);
  expect(failures).toMatchObject([{ scenario: "hello", trialIndex: 0, status: "failed" }, { trialIndex: 1 }]);
  const { history } = await sayJson<{ history: readonly object[] }>(["trial", "report", "--history", "--limit", "1"], dir);
  expect(history).toMatchObject([{ runId: second.runId, name: "hello", verdict: "fail", passed: 0 }]);
  const named = ["trial", "report", second.runId, "--compare", first.runId];
  expect(await sayJson<object>(named, dir)).toMatchObject({ a: { runId: first.runId }, b: { runId: second.runId } });
  const wrong = [
    [["trial", "report", "--scenario", "helo"], "the run has no scenario `helo`"],
    [["trial", "report", "--history", "--failures"], "`--history` does not go with `--failures`"],
    [["trial", "report", "--limit", "3"], "the report of one run does not go with `--limit`"],
    [["trial", "delete"], "nothing is chosen to be deleted"],
    [["trial", "delete", first.runId, "--all"], "two choices are made at once"],
    [["trial", "delete", "--expired"], "it is not said when runs expire"],
  ] as const;
  for (const [words, message] of wrong)
    expect(await say(words, dir)).toMatchObject({ exitCode: 4, error: { code: "USAGE", message } });
  expect(await say(["trial", "report", "0199a000-0000-7000-9000-000000000000"], dir)).toMatchObject({ exitCode: 1 });
  writeFileSync(join(dir, "touchstone.yaml"), "id: lamp\ntitle: Lamp\npolicies: { trials: { retentionDays: 1 } }\n");
  expect(await sayJson<object>(["trial", "delete", "--expired"], dir)).toEqual({ deleted: [], running: [], dryRun: false });
  expect(await sayJson<object>(["trial", "delete", first.runId], dir)).toMatchObject({ deleted: [first.runId] });
  expect((await say(["trial", "report", "-o", "r.html"], dir)).out).toContain("Wrote ");
});

test("a trial is shown and verified by its id; one that was cut off up to its cut, which is an error all the same", async () => {
  const dir = makeDir("shown");
  const report = await run(dir, RUDE, { trials: 1 });
  const id = report.scenarios[0]?.results[0]?.traceId ?? "";
  const { out, exitCode } = await say(["trace", "show", id], dir);
  expect(exitCode).toBe(0);
  expect(out.split("\n").slice(0, 4)).toEqual([
    `hello trial 0 ${id}`,
    "",
    "user           Say hello",
    "model          good night 20 ms",
  ]);
  expect(out).toContain("✕ fail output_contains: ");
  expect(out).toMatch(/\n✕ failed score 0 · ended by stop · 20 ms · cost unknown · tokens\s+unknown\n {2}sha256:/);
  const verified = await sayJson<object>(["trace", "verify", id], dir);
  expect(verified).toMatchObject({ ok: true, traces: [{ kind: "trial", outcome: "failed", steps: 1 }] });
  const file = join(folderOf(dir, report), `${id}.trace.jsonl`);
  truncateSync(file, readFileSync(file).length - 10);
  const cut = await say(["trace", "show", id], dir);
  expect(cut).toMatchObject({
    exitCode: 5,
    error: { code: "TRACE_TRUNCATED" },
    out: expect.stringContaining("good night") as string,
  });
  expect(cut.out).toContain("the trial was cut off here");
  const unknown = await say(["trace", "show", report.runId], dir);
  expect(unknown).toMatchObject({ exitCode: 1, error: { code: "TRIAL_NOT_FOUND" } });
});
