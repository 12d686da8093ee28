import { afterAll, beforeAll, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { assetApproveVerb, assetRejectVerb } from "./assets.ts";
import { callVerb } from "./call-verb.ts";
import { jobCancelVerb } from "./jobs.ts";
import { makeVerb } from "./make.ts";
import { storeOf } from "./studio.ts";
import type { Caller } from "./verb.ts";

let game: OpenGame;
beforeAll(async () => {
  game = await openGame({ gems: { variants: 1 }, runes: { variants: 3 } });
});
afterAll(async () => await game.close());

const call = (by: Caller["by"]) => ({ caller: { by }, withStudio: game.withStudio });

test("who decides about a version is recorded as who called", async () => {
  const { jobs } = await callVerb(makeVerb, { ...call("person"), input: { specs: ["gems"] } });
  const version = jobs[0]?.versionId;
  const rejected = await callVerb(assetRejectVerb, { ...call("agent"), input: { version } });
  expect(rejected.version).toMatchObject({ decision: "rejected", decidedBy: "agent" });
  const approved = await callVerb(assetApproveVerb, { ...call("rule"), input: { version } });
  expect(approved.version).toMatchObject({ decision: "approved", decidedBy: "rule" });
});

test("who cancels a job is recorded as who called", async () => {
  const canceled: Promise<unknown>[] = [];
  const onStep = ({ step, jobId }: { step: string; jobId: string }): void => {
    if (step === "started") canceled.push(callVerb(jobCancelVerb, { ...call("agent"), input: { job: jobId } }));
  };
  await callVerb(makeVerb, { ...call("person"), caller: { by: "person", onStep }, input: { specs: ["runes"] } });
  await Promise.all(canceled);
  const page = storeOf(game.studio).readEvents({ since: 0, limit: 100, types: ["job.canceled"] });
  expect(page.events.map(({ payload }) => payload)).toEqual([{ by: "agent" }]);
});
