import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StoredEvent } from "../../src/core/events/event.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { tellTrialRuns } from "../../src/engine/trials/tell-runs.ts";
import { watchTrials } from "../../src/engine/trials/watch-trials.ts";
import type { VerbInput, VerbName, VerbOutput } from "../../src/server/api.ts";
import { ANSWERS } from "../../src/server/openapi/answers.ts";
import { VERBS } from "../../src/server/verb-table.ts";
import type { Verb } from "../../src/engine/verb.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { createWorkshop, studioAt } from "../support/sample-game.ts";
import { startTouchstone, touchstone } from "../support/touchstone.ts";
import { FIRST_SCENARIO, heldScenario, runScenario } from "../support/trial-runs.ts";

/** Runs of trials that other processes did, left half done, or that somebody changed by hand. */
const workshop = createWorkshop("trials-of-others");
let game: OpenGame;
let dir = "";

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  dir = game.studio.projectDir;
  rmSync(path.join(dir, "scenarios"), { recursive: true, force: true });
});
afterAll(async () => {
  await game.close();
  workshop.remove();
});

/** Calls a verb, and holds its answer against its schema. */
async function call<N extends VerbName>(name: N, input: VerbInput<N>, signal?: AbortSignal): Promise<VerbOutput<N>> {
  const caller = { by: "person", ...(signal === undefined ? {} : { signal }) } as const;
  const output = await callVerb(VERBS[name] as Verb, { input, caller, withStudio: game.withStudio });
  return ANSWERS[name].parse(JSON.parse(JSON.stringify(output))) as VerbOutput<N>;
}

const trialsDir = (): string => path.join(dir, ".touchstone", "trials");
const eventsOf = (run: string): readonly StoredEvent[] =>
  storeOf(game.studio).readEvents({ since: 0, limit: 100, entityId: run }).events;
const endsOf = (run: string) => eventsOf(run).flatMap((event) => (event.type === "trial.finished" ? [event.payload] : []));
const stateOf = async (run: string) => (await call("trial.overview", {})).runs.find((each) => each.run === run)?.state;

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await sleep(20);
  }
}

test("a command that is killed is told as interrupted by the owner that lives, and as what it came to once it went on", async () => {
  const watch = watchTrials(game.studio, 50);
  heldScenario(dir, "held");
  const killed = startTouchstone(["trial", "run", "scenarios/held.scenario.yaml", "--quiet"], { cwd: dir });
  const run = await until(
    () => storeOf(game.studio).readEvents({ since: 0, limit: 9, types: ["trial.started"] }).events[0]?.entityId,
  );
  expect([await stateOf(run), endsOf(run)]).toEqual(["running", []]);
  await expect(call("trial.delete", { run })).rejects.toMatchObject({ code: "RUN_LOCKED" });
  killed.kill("SIGKILL");
  await once(killed, "close");
  const first = await until(() => endsOf(run)[0]);
  expect(first).toMatchObject({ outcome: "interrupted", ok: false, scenarios: [{ name: "held", verdict: null, passed: 0 }] });
  expect(await stateOf(run)).toBe("interrupted");
  expect((await call("trial.show", { run })).report).toMatchObject({
    exitCode: 130,
    scenarios: [{ verdict: "infra", trials: 0 }],
  });
  writeFileSync(path.join(dir, "scenarios", "go"), "");
  expect((await touchstone(["trial", "run", "--resume", run, "--quiet"], { cwd: dir })).exitCode).toBe(0);
  const second = await until(() => endsOf(run)[1]);
  expect(second).toMatchObject({ outcome: "recorded", ok: true, scenarios: [{ verdict: "pass", passed: 3 }] });
  await watch.stop();
  expect(eventsOf(run)).toHaveLength(3);
  rmSync(path.join(dir, "scenarios"), { recursive: true });
});

test("a run that nobody owned the project for is told by whoever owns it next, and by the one after that not again", async () => {
  const project = workshop.at("later");
  cpSync(dir, project, { recursive: true, filter: (source) => !source.includes(".touchstone") });
  const run = await runScenario(project, { name: "first", text: FIRST_SCENARIO });
  const told = async (): Promise<readonly string[]> =>
    await studioAt(project)("own", async (studio) =>
      storeOf(studio)
        .readEvents({ since: 0, limit: 100, entityId: run })
        .events.map(({ type }) => type),
    );
  expect([await told(), await told()]).toEqual([
    ["trial.started", "trial.finished"],
    ["trial.started", "trial.finished"],
  ]);
});

test("a run that somebody stopped is told as interrupted, whatever its trials came to until then", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO, trials: 300, stopAfter: 2 });
  await tellTrialRuns(game.studio);
  expect(endsOf(run)).toMatchObject([{ outcome: "interrupted", ok: false, scenarios: [{ verdict: null, failed: 0 }] }]);
  const { runs, scenarios } = await call("trial.overview", {});
  const seen = runs.find((each) => each.run === run);
  expect(seen).toMatchObject({
    state: "interrupted",
    verdict: null,
    requested: 300,
    passed: endsOf(run)[0]?.scenarios[0]?.passed,
  });
  expect(scenarios[0]?.history.some((point) => point.run === run)).toBe(false);
});

test("a report that was changed into something else breaks no list, and is told of where it is opened", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  const file = path.join(trialsDir(), run, "report.json");
  const whole = JSON.parse(readFileSync(file, "utf8")) as { scenarios: object[] };
  const changed = [
    { ...whole, scenarios: [null] },
    { ...whole, scenarios: [{ ...whole.scenarios[0], results: "none" }] },
    { ...whole, exitCode: "0" },
  ];
  for (const report of changed) {
    writeFileSync(file, JSON.stringify(report));
    game.studio.trials.summaries.clear();
    expect(await stateOf(run)).toBe("recorded");
    await expect(call("trial.show", { run })).rejects.toMatchObject({ code: "TRACE_DAMAGED" });
  }
  await tellTrialRuns(game.studio);
  expect(endsOf(run)).toMatchObject([{ outcome: "interrupted", scenarios: [{ passed: 3 }] }]);
});

test("halves of characters in a run's files keep nobody from owning the project", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  const file = path.join(trialsDir(), run, "run.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"name": "first"', String.raw`"name": "first\ud83d"`));
  rmSync(path.join(trialsDir(), run, "report.json"));
  await tellTrialRuns(game.studio);
  expect(eventsOf(run)).toMatchObject([{ payload: { scenarios: [{ name: "first\ufffd" }] } }, {}]);
});

test("a folder of a run that leads out of the project is no run: nothing there is read, written or deleted", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  const outside = workshop.at("outside");
  renameSync(path.join(trialsDir(), run), outside);
  symlinkSync(outside, path.join(trialsDir(), run));
  rmSync(path.join(outside, "report.json"));
  const before = readdirSync(outside);
  await tellTrialRuns(game.studio);
  for (const name of ["trial.show", "trial.delete"] as const) {
    await expect(call(name, { run })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  }
  await expect(call("trial.compare", { a: run, b: run })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  expect([eventsOf(run), await stateOf(run), readdirSync(outside)]).toEqual([[], undefined, before]);
  rmSync(path.join(trialsDir(), run));
});

test("a run is deleted with its traces, and what was told of it stays", async () => {
  const run = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  const other = await runScenario(dir, { name: "first", text: FIRST_SCENARIO });
  await tellTrialRuns(game.studio);
  for (const id of ["", ".", "..", "../..", "manifest.json", `../trials/${run}`, `${run}/`, run.toUpperCase()]) {
    await expect(call("trial.delete", { run: id })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  }
  expect(await call("trial.delete", { run })).toEqual({ deleted: run });
  expect([existsSync(path.join(trialsDir(), run)), await stateOf(run), await stateOf(other)]).toEqual([
    false,
    undefined,
    "recorded",
  ]);
  expect(eventsOf(run)).toHaveLength(2);
});

test("a server that ends begins no run", async () => {
  const ended = AbortSignal.abort();
  await expect(call("trial.run", { scenario: "first" }, ended)).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(game.studio.trials.running.size).toBe(0);
});

test("a folder of trials that cannot be read stops nobody", async () => {
  const aside = path.join(dir, "aside");
  renameSync(trialsDir(), aside);
  symlinkSync("trials", trialsDir());
  await expect(tellTrialRuns(game.studio)).resolves.toBe(false);
  rmSync(trialsDir());
  renameSync(aside, trialsDir());
});
