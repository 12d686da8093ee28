import { afterEach, beforeEach, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { TouchstoneError } from "../core/errors.ts";
import { callVerb } from "./call-verb.ts";
import { jobRetryVerb } from "./jobs.ts";
import { makeVerb } from "./make.ts";
import { resumeJobs } from "./resume.ts";
import { storeOf } from "./studio.ts";

let game: OpenGame;

beforeEach(async () => {
  game = await openGame({ gems: { variants: 4 }, runes: { variants: 4 } });
});

afterEach(async () => await game.close());

const person = { by: "person" } as const;
const states = () =>
  storeOf(game.studio)
    .listJobs({})
    .map(({ specId, state }) => `${specId} ${state}`)
    .toSorted();

/** Leaves jobs as an owner does that is stopped as soon as they are queued. */
async function leaveQueued(...specs: readonly string[]): Promise<void> {
  const stop = new AbortController();
  stop.abort();
  const request = { input: { specs }, caller: { ...person, signal: stop.signal }, withStudio: game.withStudio };
  await expect(callVerb(makeVerb, request)).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(states()).toEqual(specs.map((spec) => `${spec} queued`));
}

test("make without waiting answers while its job is queued, and the job is made all the same", async () => {
  const input = { specs: ["gems"], wait: false };
  const { jobs } = await callVerb(makeVerb, { input, caller: person, withStudio: game.withStudio });
  expect(jobs[0]).toMatchObject({ spec: "gems", status: "queued", versionId: null, reused: false });
  await expect.poll(states, { timeout: 5000 }).toEqual(["gems succeeded"]);
});

test("a retry without waiting answers while its job is queued, and the job is made all the same", async () => {
  game.failDrawing("gems", new TypeError("boom"));
  await expect(callVerb(makeVerb, { input: { specs: ["gems"] }, caller: person, withStudio: game.withStudio })).rejects.toThrow();
  game.failDrawing("gems", undefined);
  const input = { job: storeOf(game.studio).listJobs({})[0]?.id, wait: false };
  const { job } = await callVerb(jobRetryVerb, { input, caller: person, withStudio: game.withStudio });
  expect(job.status).toBe("queued");
  await expect.poll(states, { timeout: 5000 }).toEqual(["gems escalated", "gems succeeded"]);
});

test("stopping gives jobs back to the queue without costing an attempt", async () => {
  const input = { specs: ["gems", "runes"], wait: false };
  await callVerb(makeVerb, { input, caller: person, withStudio: game.withStudio });
  await game.studio.background.stop();
  const left = storeOf(game.studio).listJobs({ states: ["queued"] });
  expect(left.every(({ attempt, attemptId }) => attempt === 0 && attemptId === null)).toBe(true);
  expect(storeOf(game.studio).listJobs({ states: ["running", "failed", "escalated"] })).toEqual([]);
});

test("what an earlier owner left queued is taken up and made", async () => {
  await leaveQueued("gems", "runes");
  resumeJobs(game.studio);
  await expect.poll(states, { timeout: 5000 }).toEqual(["gems succeeded", "runes succeeded"]);
});

test("what waits for its next attempt is taken up and tried when it is due", async () => {
  game.failDrawing("gems", new TouchstoneError("RENDER_FAILED", "no"));
  const stop = new AbortController();
  const caller = { ...person, signal: stop.signal };
  const made = callVerb(makeVerb, { input: { specs: ["gems"] }, caller, withStudio: game.withStudio });
  await expect.poll(states).toEqual(["gems retry_wait"]);
  stop.abort();
  await expect(made).rejects.toMatchObject({ code: "INTERRUPTED" });
  game.failDrawing("gems", undefined);
  resumeJobs(game.studio);
  await expect.poll(states, { timeout: 5000 }).toEqual(["gems succeeded"]);
});

test("a job whose plan is damaged holds up no other", async () => {
  await leaveQueued("gems", "runes");
  game.damageBlob(storeOf(game.studio).listJobs({ specId: "gems" })[0]?.planBlob ?? "");
  resumeJobs(game.studio);
  await expect.poll(states, { timeout: 5000 }).toEqual(["gems queued", "runes succeeded"]);
});

test("a job that was planned for another version of the renderer is canceled by policy, for its evidence would be untrue", async () => {
  await leaveQueued("gems");
  resumeJobs({ ...game.studio, builtinRenderer: "procedural/0" });
  await expect.poll(states).toEqual(["gems canceled"]);
  const { events } = storeOf(game.studio).readEvents({ since: 0, limit: 100, types: ["job.canceled"] });
  expect(events).toMatchObject([{ payload: { by: "policy" } }]);
});
