import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { say } from "../../../tests/support/cli-in-process.ts";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { loadScenario } from "./load-scenario.ts";
import { HELLO, optionsIn, portsWith } from "./run.fixture.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";
import { type ReevalReport, type ReevalRequest, runReeval } from "./run-reeval.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("reeval");
afterAll(workshop.remove);

const JUDGED = {
  ...HELLO,
  description: "Greets",
  assertions: [
    { type: "output_contains", value: "hello", required: true },
    { type: "turns_limit", max: 1 },
    {
      type: "judge",
      criteria: [{ name: "kind", description: "Polite" }],
      threshold: 0.5,
      script: [{ text: '{"kind": {"reasoning": "greets", "score": 0.9}}', repeat: true }],
    },
  ],
};

let count = 0;

/** Runs a scenario in a folder of its own. */
async function record(
  scenario: object = JUDGED,
  changes: Partial<RunOptions> = {},
): Promise<{ dir: string; run: RunReport; folder: string }> {
  const dir = workshop.at(`run-${(count += 1)}`);
  mkdirSync(dir);
  const file = writeIn(dir, scenario);
  const run = await runTrials({ scenarios: [await loadScenario(file)], options: optionsIn(dir, changes), ports: portsWith() });
  return { dir, run, folder: join(dir, ".touchstone", "trials", run.runId) };
}

function writeIn(dir: string, scenario: object, name = "hello.scenario.json") {
  writeFileSync(join(dir, name), JSON.stringify(scenario));
  return { path: join(dir, name), name };
}

/** Nobody is asked: to open a provider fails. */
const OFFLINE = portsWith({
  openProvider: () => {
    throw new Error("a provider was opened");
  },
});

/** Nobody is asked, unless `ports` say so. */
type Changes = Partial<ReevalRequest> & { readonly ports?: RunPorts };

async function reeval(dir: string, target: string, { ports = OFFLINE, ...changes }: Changes = {}): Promise<ReevalReport> {
  return await runReeval(
    { dir, cwd: dir, target, scenario: null, allowPartial: false, strictScenario: false, ...changes },
    ports,
  );
}

function traceIds({ scenarios }: RunReport): readonly string[] {
  return scenarios.flatMap(({ results }) => results.map(({ traceId }) => traceId));
}

describe("judging recorded trials again", () => {
  test("[RE1][RE2] comes to the very same results, asks nobody, and is appended", async () => {
    const { dir, run, folder } = await record();
    const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const report = await reeval(dir, run.runId);
    expect(report).toMatchObject({
      verdict: "pass",
      used: 3,
      skipped: [],
      drift: null,
      exitCode: 0,
      judge: { asked: 0, reused: 9, costUsd: 0 },
    });
    expect(report.score).toBe(run.scenarios[0]?.score.mean);
    expect(report.traces.map(({ assertions }) => assertions)).toEqual(
      run.scenarios[0]?.results.map(({ assertions }) => assertions),
    );
    await reeval(dir, run.runId);
    const names = readdirSync(folder);
    expect(names.filter((name) => name.endsWith(".assessments.jsonl"))).toHaveLength(3);
    expect(names.flatMap((name) => (name.includes(".assessments.") ? [] : [readFileSync(join(folder, name), "utf8")]))).toEqual(
      before,
    );
  });

  test("[RE2][RE10] a new question is asked once: its votes are kept", async () => {
    const { dir, run, folder } = await record(JUDGED, { trials: 1 });
    const [traceId = ""] = traceIds(run);
    const stricter = structuredClone(JUDGED);
    const [, , judge] = stricter.assertions;
    if (judge?.criteria !== undefined) judge.criteria = [{ name: "kind", description: "Very polite" }];
    const scenario = writeIn(dir, stricter, "strict.scenario.json");
    expect((await reeval(dir, traceId, { scenario, ports: portsWith() })).judge).toEqual({ asked: 3, reused: 0, costUsd: null });
    expect((await reeval(dir, traceId, { scenario })).judge).toEqual({ asked: 0, reused: 3, costUsd: 0 });
    const lines = readFileSync(join(folder, `${traceId}.assessments.jsonl`), "utf8")
      .trimEnd()
      .split("\n");
    const [first, second] = lines.map((line) => JSON.parse(line) as { votes: unknown[]; scenarioFile: string; partial: boolean });
    expect([first?.votes.length, second?.votes.length, second?.scenarioFile, second?.partial]).toEqual([
      3,
      0,
      "strict.scenario.json",
      false,
    ]);
  });

  test("[RE6] drift is told, and fails where it must not be", async () => {
    const { dir, run } = await record(HELLO, { trials: 1 });
    const laxer = { ...HELLO, threshold: 0.1, assertions: [{ type: "turns_limit", max: 2 }] };
    const judgedOtherwise = writeIn(dir, laxer, "laxer.scenario.json");
    expect(await reeval(dir, run.runId, { scenario: judgedOtherwise, strictScenario: true })).toMatchObject({
      drift: false,
      exitCode: 0,
    });
    const scenario = writeIn(dir, { ...HELLO, prompt: "Say good night" }, "night.scenario.json");
    expect(await reeval(dir, run.runId, { scenario })).toMatchObject({
      drift: true,
      driftFields: ["turns"],
      verdict: "pass",
      exitCode: 0,
    });
    await expect(reeval(dir, run.runId, { scenario, strictScenario: true })).rejects.toMatchObject({ code: "SCENARIO_DRIFTED" });
  });

  test("[RE4][RE5] without content what needs it is named, skipped where that is allowed, and never passes", async () => {
    const { dir, run } = await record(JUDGED, { recordingMode: "metadata_only", trials: 1 });
    expect(run.scenarios[0]?.verdict).toBe("pass");
    await expect(reeval(dir, run.runId)).rejects.toMatchObject({
      code: "EVIDENCE_MISSING",
      problems: [
        { message: "`output_contains` needs `content`" },
        { message: expect.stringContaining("`judge kind`") as string },
      ],
    });
    const report = await reeval(dir, run.runId, { allowPartial: true });
    expect(report).toMatchObject({ verdict: "hard_fail", used: 1, exitCode: 2 });
    expect(report.skipped.map(({ assertion, required }) => [assertion, required])).toEqual([
      ["output_contains", true],
      ["judge kind", false],
    ]);
  });

  test("[RE5] names of tools are no content", async () => {
    const asked = { ...HELLO, assertions: [{ type: "jmespath", expression: "length(tool_calls[?name == 'x'])", eq: 0 }] };
    const { dir, run } = await record(asked, { recordingMode: "metadata_only", trials: 1 });
    expect(await reeval(dir, run.runId)).toMatchObject({ verdict: "pass", used: 1, drift: false });
    rmSync(join(dir, "hello.scenario.json"));
    await expect(reeval(dir, run.runId)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  test("[RE8][RE11] damaged traces and beginnings of traces are told, and the good ones judged", async () => {
    const { dir, run, folder } = await record(HELLO);
    const [whole = "", cut = "", broken = ""] = traceIds(run).map((id) => join(folder, `${id}.trace.jsonl`));
    truncateSync(cut, readFileSync(cut, "utf8").trimEnd().lastIndexOf("\n") + 1);
    appendFileSync(broken, "{}\n");
    const report = await reeval(dir, run.runId);
    expect(report).toMatchObject({ verdict: "infra", exitCode: 5, traces: [{ status: "passed" }] });
    expect(report.unreadable.map(({ code }) => code)).toEqual(["TRACE_TRUNCATED", "TRACE_DAMAGED"]);
    const partial = await reeval(dir, run.runId, { allowPartial: true });
    expect(partial.traces.map(({ partial: isPartial, status }) => [isPartial, status])).toEqual([
      [false, "passed"],
      [true, "infra_error"],
    ]);
    await expect(reeval(dir, broken)).rejects.toMatchObject({ code: "TRACE_DAMAGED" });
    await expect(reeval(dir, cut)).rejects.toMatchObject({ code: "TRACE_TRUNCATED" });
    expect(await reeval(dir, whole)).toMatchObject({ verdict: "pass", exitCode: 0 });
  });

  test("[RE11] what is not there exits with 1, and prints what a script can read", async () => {
    const { dir, run } = await record(HELLO, { trials: 1 });
    expect(await say(["trial", "reeval", "01a22323-3500-7048-8653-4480165d0740"], dir)).toMatchObject({
      exitCode: 1,
      error: { code: "RUN_NOT_FOUND" },
    });
    const said = await say(["trial", "reeval", run.runId, "--json"], dir);
    expect(said.exitCode).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ score: 1, verdict: "pass", used: 1, skipped: [], drift: null });
    const shown = await say(["trial", "reeval", traceIds(run)[0] ?? ""], dir);
    expect(shown.out).toBe(
      [
        "Judged 1 trace again by what it was recorded by",
        `  trial 0 ${traceIds(run)[0]}: ✓ passed, score 1`,
        "    ✓ output_contains the last answer holds `hello`",
        "✓ pass score 1, at least 0.8 asked",
      ].join("\n"),
    );
  });
});
