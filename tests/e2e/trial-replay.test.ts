import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FAILURES } from "../../src/core/errors.ts";
import type { ReplayReport } from "../../src/engine/trials/run-replay.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { startModelServer, WIRE_NAMES } from "../support/models/model-server.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";
import { FIRST_SCENARIO, FLAKY_SCENARIO, runScenario } from "../support/trial-runs.ts";

const workshop = createWorkshop("trial-replay");
afterAll(workshop.remove);

let folders = 0;

/** A folder with a run of three trials, recorded for CI as well. */
async function recorded(text = FIRST_SCENARIO, options: Partial<Parameters<typeof runScenario>[1]> = {}) {
  folders += 1;
  const dir = workshop.at(`${folders}`);
  writeFiles(dir, { "touchstone.yaml": "id: game\ntitle: Game\n" });
  const run = await runScenario(dir, { name: "first", text, recordings: true, ...options });
  const scenario = path.join(dir, "scenarios", "first.scenario.yaml");
  const replay = async (...words: readonly string[]) => await sayJson<ReplayReport>(["trial", "replay", ...words], dir);
  const failing = async (exitCode: number, ...words: readonly string[]) =>
    await sayJson<ReplayReport>(["trial", "replay", ...words], dir, exitCode);
  const change = (from: string, to: string): void => {
    const before = readFileSync(scenario, "utf8");
    if (!before.includes(from)) throw new Error(`\`${from}\` is not in the scenario`);
    writeFileSync(scenario, before.replace(from, to));
  };
  return { dir, run, scenario, change, replay, failing };
}

const AS_RECORDED = { ok: true, diverged: [], missing: [], unused: [], skipped: [], changed: [] };
const FROM_FILE = { name: "first", source: "file", file: "scenarios/first.scenario.yaml" };

describe("selections", () => {
  test("[RP10] a run, a trace, a file, a folder, or nothing for the latest run: nothing changed, so all digests are equal", async () => {
    const { dir, run, replay } = await recorded(FLAKY_SCENARIO);
    const [trace = ""] = readdirSync(path.join(dir, ".touchstone", "trials", run)).filter((name) =>
      name.endsWith(".trace.jsonl"),
    );
    const all = { ...AS_RECORDED, replayed: 3, scenarios: [FROM_FILE] };
    expect(await replay()).toEqual(all);
    expect(await replay(run)).toEqual(all);
    expect(await replay("recordings")).toEqual(all);
    expect(await replay(trace.replace(".trace.jsonl", ""))).toEqual({ ...all, replayed: 1 });
    expect(await replay("recordings/first/2.trace.jsonl")).toEqual({ ...all, replayed: 1 });
    expect((await say(["trial", "replay"], dir)).out).toBe("✓ 3 trials replayed as recorded");
  });

  test("[RP11] nothing recorded is a failure, also in an empty folder, and an unknown name another one", async () => {
    const dir = workshop.at("empty");
    writeFiles(dir, { "recordings/notes.txt": "" });
    const code = async (...words: string[]) => {
      const { error, exitCode } = await say(["trial", "replay", ...words], dir);
      return [error?.code, exitCode];
    };
    expect(await code()).toEqual(["RECORDING_MISSING", 5]);
    expect(await code("recordings")).toEqual(["RECORDING_MISSING", 5]);
    expect(await code("019b0000-0000-7000-8000-0000000000aa")).toEqual(["RUN_NOT_FOUND", 1]);
    expect(await code("nothing-of-that-name")).toEqual(["RUN_NOT_FOUND", 1]);
    expect(existsSync(path.join(dir, ".touchstone"))).toBe(false);
  });

  test("[RP12] with --allow-partial an unknown run and damaged traces are told, counted and passed over; else they fail", async () => {
    const { dir, replay, failing } = await recorded();
    const at = (name: string): string => path.join(dir, "recordings", "first", name);
    const whole = readFileSync(at("0.trace.jsonl"), "utf8");
    writeFileSync(at("0.trace.jsonl"), whole.slice(0, -300));
    writeFileSync(at("1.trace.jsonl"), whole.replace("12 coins", "13 coins"));
    const skipped = [
      { trace: path.join("recordings", "first", "0.trace.jsonl"), code: "TRACE_TRUNCATED" },
      { trace: path.join("recordings", "first", "1.trace.jsonl"), code: "TRACE_DAMAGED" },
    ];
    expect(await failing(5, "recordings")).toMatchObject({ ok: false, replayed: 1, skipped });
    expect(await replay("recordings", "--allow-partial")).toMatchObject({ ok: true, replayed: 1, skipped });
    expect((await say(["trial", "replay", "recordings", "--allow-partial"], dir)).out).toMatch(
      /1 trial replayed as recorded, 2 passed over$/,
    );
    expect(await replay("nope", "--allow-partial")).toMatchObject({
      ok: true,
      replayed: 0,
      skipped: [{ code: "RUN_NOT_FOUND" }],
    });
  });

  test("[RP14] a run of metadata_only holds nothing to replay, and says so", async () => {
    const { failing } = await recorded(FIRST_SCENARIO, { recordingMode: "metadata_only", recordings: false });
    const { skipped, replayed } = await failing(5);
    expect(replayed).toBe(0);
    expect(skipped).toHaveLength(3);
    expect(skipped[0]).toMatchObject({ code: "RECORDING_MISSING", message: expect.stringContaining("metadata_only") as string });
  });
});

describe("scenarios", () => {
  test("[RP13] a changed tool schema diverges at the first turn, a changed word of the user where it is said", async () => {
    const { dir, change, failing } = await recorded(
      FIRST_SCENARIO.replace("prompt: How much is the gem?", "turns: [Hello., Bye.]"),
    );
    change("Bye.", "See you.");
    const { diverged, ...rest } = await failing(FAILURES.TRIAL_DIVERGED.exit);
    expect(diverged.map(({ turn, diff }) => [turn, diff])).toEqual(
      Array.from({ length: 3 }, () => [3, [{ path: "messages[4].text", expected: "Bye.", actual: "See you." }]]),
    );
    expect(rest).toMatchObject({ ok: false, replayed: 3, missing: [], unused: [] });
    change("item: { type: string }", "item: { type: integer }");
    expect((await failing(5)).diverged[0]).toMatchObject({
      turn: 1,
      diff: [{ path: "tools[0].parameters.properties.item.type", expected: "string", actual: "integer" }],
    });
    const { out } = await say(["trial", "replay"], dir, 200);
    expect(out).toContain('tools[0].parameters.properties.item.type: "string" when it was recorded, "integer" now');
  });

  test("[RP13] fewer turns leave recordings unused, more turns leave answers missing", async () => {
    const { change, failing } = await recorded();
    change("trials: 3", "trials: 3\nmaxTurns: 1");
    const { unused } = await failing(5);
    expect(unused.map(({ turn, what }) => [turn, what])).toEqual(Array.from({ length: 3 }, () => [2, "the answer of the model"]));
    change("maxTurns: 1", "");
    change("prompt: How much is the gem?", "turns: [How much is the gem?, Thanks.]");
    expect((await failing(5)).missing).toMatchObject([{ turn: 3 }, { turn: 3 }, { turn: 3 }]);
  });

  test("[RP13] what is mocked or judged otherwise changes no request: it is replayed, and told by its digest", async () => {
    const { change, replay } = await recorded();
    change("coins: 12", "coins: 99");
    expect(await replay()).toMatchObject({ ok: true, replayed: 3, changed: [{}, {}, {}] });
  });

  test("[RP13] the scenario that is named is used, the recording's where its file is gone, and the output says which", async () => {
    const { dir, run, scenario, replay, failing } = await recorded();
    const other = path.join(dir, "scenarios", "other.scenario.yaml");
    writeFileSync(other, readFileSync(scenario, "utf8").replace("Look prices up.", "Guess prices."));
    renameSync(scenario, path.join(dir, "gone.yaml"));
    expect(await replay(run)).toEqual({
      ...AS_RECORDED,
      replayed: 3,
      scenarios: [{ name: "first", source: "recording", file: null }],
    });
    expect((await say(["trial", "replay"], dir)).out).toContain("! the file of `first` is gone: it is taken from the recording");
    const given = await failing(5, "recordings", "--scenario", "scenarios/other.scenario.yaml");
    expect(given.scenarios).toEqual([{ name: "other", source: "given", file: "scenarios/other.scenario.yaml" }]);
    expect(given.diverged[0]?.diff).toEqual([{ path: "system", expected: "Look prices up.", actual: "Guess prices." }]);
    writeFileSync(other, "promt: hi\n");
    expect((await say(["trial", "replay", "recordings", "--scenario", other], dir)).exitCode).toBe(4);
    await runScenario(dir, { name: "second", text: FIRST_SCENARIO, recordings: true });
    writeFileSync(other, FIRST_SCENARIO);
    const several = await say(["trial", "replay", "recordings", "--scenario", other], dir);
    expect([several.exitCode, several.error?.message]).toEqual([4, "the traces are of several scenarios, and none of `other`"]);
    expect(await replay("recordings", "--scenario", "scenarios/second.scenario.yaml")).toMatchObject({ ok: true, replayed: 6 });
  });

  test("[RP8] a limit that the caller set stops the replay where it stopped the run", async () => {
    const { replay } = await recorded(FIRST_SCENARIO, { timeoutMs: 220 });
    expect(await replay()).toEqual({ ...AS_RECORDED, replayed: 3, scenarios: [FROM_FILE] });
  });
});

const AGENT = (adapter: string): string => `adapter: ${adapter}
model: some-model
systemPrompt: You are a shop's agent.
prompt: My ember sword broke. Order 7781, my password is hunter2-hunter2.
tools:
  - { name: find_order, description: Looks up, parameters: &order { type: object, properties: { id: { type: string } }, required: [id] }, mock: { status: delivered, password: hunter3 } }
  - { name: refund, description: Pays back, parameters: *order, mock: { error: the bank is closed } }
assertions: [{ type: tool_sequence, value: [find_order, refund], required: true }]
trials: 1
`;

test.each(WIRE_NAMES)("[RP2] a three-turn agent that was recorded over %s is replayed with the server gone", async (format) => {
  const turns = [
    {
      thinks: true,
      calls: [
        { name: "find_order", arguments: { id: "7781" } },
        { name: "find_order", raw: "{no json" },
      ],
    },
    { text: "I see.", calls: [{ name: "refund", arguments: { id: "7781" } }] },
    { text: "The bank is closed, sorry." },
  ];
  const server = await startModelServer({ format, turns });
  const dir = workshop.at(format);
  const settings = `policies: { trials: { redact: [hunter2-hunter2], providers: { ${format}: { baseUrl: ${server.baseUrl}, apiKeyEnv: NO_KEY } } } }`;
  writeFiles(dir, { "touchstone.yaml": `id: game\ntitle: Game\n${settings}\n` });
  const run = await runScenario(dir, { name: "first", text: AGENT(format) });
  expect(server.complaints).toEqual([]);
  await server.close();
  const folder = path.join(dir, ".touchstone", "trials", run);
  const traces = readdirSync(folder).filter((name) => name.endsWith(".trace.jsonl"));
  expect(traces.map((name) => readFileSync(path.join(folder, name), "utf8")).join("")).not.toMatch(/hunter\d/);
  expect(await sayJson(["trial", "replay"], dir)).toMatchObject({ ...AS_RECORDED, replayed: 1 });
  rmSync(path.join(dir, "scenarios"), { recursive: true });
  expect(await sayJson(["trial", "replay"], dir)).toMatchObject({ ...AS_RECORDED, scenarios: [{ source: "recording" }] });
});
