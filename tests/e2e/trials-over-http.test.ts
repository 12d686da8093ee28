import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WRITE_HEADER } from "../../src/core/api/request.ts";
import type { StoredEvent } from "../../src/core/events/event.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { tellTrialRuns } from "../../src/engine/trials/tell-runs.ts";
import { ANSWERS } from "../../src/server/openapi/answers.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { copySample, createWorkshop, studioAt } from "../support/sample-game.ts";
import { FIRST_SCENARIO, FLAKY_SCENARIO, heldScenario, runScenario } from "../support/trial-runs.ts";

const bugs: unknown[] = [];
let game: OpenGame;
let server: RunningServer;
let dir = "";

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  dir = game.studio.projectDir;
  const onBug = (error: unknown): void => void bugs.push(error);
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  rmSync(path.join(dir, "scenarios"), { recursive: true, force: true });
  server = await startServer({ ...own, studio: game.studio });
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await server.close();
  await game.close();
});

const address = (where: string): URL => new URL(`/api/projects/game${where}`, server.url);

async function get(where: string): Promise<unknown> {
  const response = await fetch(address(where));
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}

async function post(body: object): Promise<{ readonly run: string }> {
  const headers = { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
  const response = await fetch(address("/trials/run"), { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { run: string };
}

const overview = async () => ANSWERS["trial.overview"].parse(await get("/trials"));
const eventsOf = (run: string): readonly StoredEvent[] =>
  storeOf(game.studio).readEvents({ since: 0, limit: 100, entityId: run }).events;

/** What the owner tells of a run. @param looks  False to wait until it looks by itself. */
async function toldOf(run: string, count: number, looks = true): Promise<readonly StoredEvent[]> {
  for (;;) {
    if (looks) await tellTrialRuns(game.studio);
    const events = eventsOf(run);
    if (events.length >= count) return events;
    await sleep(20);
  }
}

const folderOf = (run: string): string => path.join(dir, ".touchstone", "trials", run);

test("a project without scenarios has none, and nothing to run", async () => {
  expect(await overview()).toEqual({ scenarios: [], runs: [], older: 0 });
  await expect(post({})).rejects.toThrow("FILE_NOT_FOUND");
});

test("a run of another process is told to the stream while the owner lives, and stands in the overview with its bounds", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  const [started, finished] = await toldOf(run, 2, false);
  expect(started).toMatchObject({ type: "trial.started", payload: { seed: 1, scenarios: [{ name: "first", trials: 3 }] } });
  expect(finished).toMatchObject({
    type: "trial.finished",
    entityType: "trial",
    payload: { outcome: "recorded", ok: true, scenarios: [{ name: "first", verdict: "pass", rate: 1, passed: 3 }] },
  });
  const { scenarios, runs } = await overview();
  expect(runs).toMatchObject([{ run, state: "recorded", verdict: "pass", trials: 3, passed: 3, costUsd: null }]);
  expect(scenarios).toMatchObject([
    {
      name: "first",
      file: "scenarios/first.scenario.yaml",
      problems: [],
      about: { adapter: "scripted", tools: 1, assertions: 2, trials: 3 },
      history: [{ run, rate: 1, same: true }],
    },
  ]);
  expect(scenarios[0]?.history[0]?.wilson?.[0]).toBeCloseTo(0.4385, 3);
});

describe("a run that the server does", () => {
  test("is told, shown with each trial, and its traces are given out", async () => {
    writeFileSync(path.join(dir, "scenarios", "flaky.scenario.yaml"), FLAKY_SCENARIO);
    const { run } = await post({ scenario: "flaky", trials: 4 });
    expect(await toldOf(run, 2)).toMatchObject([
      { type: "trial.started" },
      { type: "trial.finished", payload: { ok: false, scenarios: [{ name: "flaky", verdict: "fail", passed: 1, failed: 3 }] } },
    ]);
    const shown = ANSWERS["trial.show"].parse(await get(`/trials/runs/${run}`));
    expect(shown.run).toMatchObject({ run, state: "recorded", requested: 4, passed: 1 });
    expect(shown.report?.scenarios[0]?.results.map(({ status }) => status)).toEqual(["passed", "failed", "failed", "failed"]);
    const trace = shown.report?.scenarios[0]?.results[0]?.traceId ?? "";
    expect(shown.traces.map(({ traceId }) => traceId)).toContain(trace);
    const text = await (await fetch(address(`/trials/trace?trace=${trace}`))).text();
    expect(text.split("\n")[0]).toContain(`"traceId":"${trace}"`);
  });

  test("of what is not there, or cannot be read, is refused, and nothing is told", async () => {
    const head = storeOf(game.studio).head().seq;
    await expect(post({ scenario: "frist" })).rejects.toThrow("did you mean `first`");
    writeFileSync(path.join(dir, "scenarios", "broken.scenario.yaml"), "promt: hi\n");
    await expect(post({ scenario: "scenarios/broken.scenario.yaml" })).rejects.toThrow("INPUT_INVALID");
    const { scenarios } = await overview();
    expect(scenarios.find(({ name }) => name === "broken")).toMatchObject({
      about: null,
      problems: [{ place: { file: "scenarios/broken.scenario.yaml", line: 1 } }, {}],
    });
    rmSync(path.join(dir, "scenarios", "broken.scenario.yaml"));
    expect(storeOf(game.studio).head().seq).toBe(head);
  });

  test("twice at once is run once, and no more than two go on", async () => {
    for (const name of ["one", "two", "three"]) heldScenario(dir, name);
    const begun = await Promise.all([post({ scenario: "one" }), post({ scenario: "one" }), post({ scenario: "two" })]);
    expect(begun[0]).toEqual(begun[1]);
    await expect(post({ scenario: "three" })).rejects.toThrow("SERVER_BUSY");
    const going = (await overview()).runs.filter(({ state }) => state === "running");
    expect(going).toMatchObject([{ requested: 3, trials: 0, verdict: null }, {}]);
    writeFileSync(path.join(dir, "scenarios", "go"), "");
    await Promise.all([toldOf(begun[0].run, 2), toldOf(begun[2].run, 2)]);
    rmSync(path.join(dir, "scenarios"), { recursive: true });
  });
});

test("two runs are compared, and a run that was not the same scenario is not called better or worse", async () => {
  const before = await runScenario(dir, { name: "moody", text: FLAKY_SCENARIO, trials: 10 });
  const after = await runScenario(dir, { name: "moody", text: FIRST_SCENARIO, trials: 10 });
  const again = await runScenario(dir, { name: "moody", text: FIRST_SCENARIO, trials: 10 });
  const compare = async (a: string, b: string) =>
    ANSWERS["trial.compare"].parse(await get(`/trials/compare?a=${a}&b=${b}`)).scenarios.map(({ change }) => change);
  expect([await compare(before, after), await compare(after, again)]).toEqual([["not_comparable"], ["not_shown"]]);
  await expect(get(`/trials/compare?a=${before}&b=none`)).rejects.toThrow("RUN_NOT_FOUND");
});

test("what was run while nobody owned the project is told by its next owner", async () => {
  const workshop = createWorkshop("nobodys");
  onTestFinished(workshop.remove);
  const projectDir = copySample(workshop.at("game"), "starter");
  const run = await runScenario(projectDir, { name: "first", text: FIRST_SCENARIO });
  const told = await studioAt(projectDir)("own", async (studio) => {
    return storeOf(studio)
      .readEvents({ since: 0, limit: 100, entityId: run })
      .events.map(({ type }) => type);
  });
  expect(told).toEqual(["trial.started", "trial.finished"]);
});

describe("what is told of runs", () => {
  test("of a run that was killed is that it was interrupted", async () => {
    const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
    await toldOf(run, 2);
    const killed = placeKilled(run);
    const [, interrupted] = await toldOf(killed, 2);
    expect(interrupted).toMatchObject({
      payload: { outcome: "interrupted", ok: false, scenarios: [{ verdict: null, trials: 1 }] },
    });
    expect((await overview()).runs.find((each) => each.run === killed)).toMatchObject({ state: "interrupted", verdict: null });
    expect(ANSWERS["trial.show"].parse(await get(`/trials/runs/${killed}`))).toMatchObject({
      report: { exitCode: 130, scenarios: [{ verdict: "infra", trials: 1 }] },
      traces: [{}, {}],
    });
    await expect(get(`/trials/compare?a=${run}&b=${killed}`)).rejects.toThrow("did not come to its end");
    rmSync(folderOf(killed), { recursive: true });
  });

  test("is told once, whoever looks and however often, also in another life of the owner", async () => {
    const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
    await toldOf(run, 2);
    const head = storeOf(game.studio).head().seq;
    game.studio.trials.told.clear();
    await Promise.all([tellTrialRuns(game.studio), tellTrialRuns(game.studio)]);
    expect([eventsOf(run).length, storeOf(game.studio).head().seq]).toEqual([2, head]);
  });

  test("stays when the run is deleted, and what was changed into no run is not told", async () => {
    const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO, recordingMode: "metadata_only" });
    await toldOf(run, 2);
    rmSync(folderOf(run), { recursive: true });
    mkdirSync(folderOf(NO_RUN), { recursive: true });
    writeFileSync(path.join(folderOf(NO_RUN), "run.json"), "{}");
    await tellTrialRuns(game.studio);
    expect([eventsOf(run).length, eventsOf(NO_RUN).length]).toEqual([2, 0]);
    expect((await overview()).runs.some((each) => each.run === run || each.run === NO_RUN)).toBe(false);
    rmSync(folderOf(NO_RUN), { recursive: true });
  });

  test("of a report that somebody changed is what the traces say", async () => {
    const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
    await toldOf(run, 2);
    const copy = placeRun(run, (files) => files.set("report.json", JSON.stringify({ runId: "changed", scenarios: [null] })));
    expect(await toldOf(copy, 2)).toMatchObject([{}, { payload: { outcome: "interrupted" } }]);
    rmSync(folderOf(copy), { recursive: true });
  });
});

test.each(["../../touchstone.yaml", "..%2F..%2Ftouchstone.yaml", "", "019b0000-0000-7000-8000-0000000000aa"])(
  "what is no trace of a run is not given out: %s",
  async (trace) => {
    const response = await fetch(address(`/trials/trace?trace=${trace}`));
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("RECORD_NOT_FOUND")]);
    expect(existsSync(path.join(dir, "touchstone.yaml"))).toBe(true);
  },
);

const NO_RUN = "019b0000-0000-7000-8000-0000000000bb";
let copies = 0;

/** Files of a run by name, as of a run of another id: ids are no part of what is digested. */
function filesOf(run: string, id: string): Map<string, string> {
  const names = readdirSync(folderOf(run)).filter((name) => !name.endsWith(".lock"));
  return new Map(names.map((name) => [name, readFileSync(path.join(folderOf(run), name), "utf8").replaceAll(run, id)]));
}

/** Puts a run there at once, as a rename does; returns its id. */
function placeRun(run: string, change: (files: Map<string, string>) => void): string {
  copies += 1;
  const id = `${run.slice(0, -4)}f${String(copies).padStart(3, "0")}`;
  const files = filesOf(run, id);
  change(files);
  const made = path.join(dir, `run-${id}`);
  mkdirSync(made);
  for (const [name, text] of files) writeFileSync(path.join(made, name), text);
  renameSync(made, folderOf(id));
  return id;
}

/** As a kill in the second of three trials leaves it. */
function placeKilled(run: string): string {
  return placeRun(run, (files) => {
    files.delete("report.json");
    files.set("run.json", (files.get("run.json") ?? "").replace('"recorded": true', '"recorded": false'));
    const [, cut = "", gone = ""] = [...files.keys()].filter((name) => name.endsWith(".trace.jsonl")).toSorted();
    files.set(cut, (files.get(cut) ?? "").slice(0, -200));
    files.delete(gone);
  });
}
