import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { RULES_VERSION } from "../core/assets/plan/plan.ts";
import { assetApproveVerb, assetListVerb, assetRejectVerb, assetShowVerb } from "./assets.ts";
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

/** Changes what the store shows of versions, behind its back. */
function tamper(sql: string): void {
  const db = new DatabaseSync(`${game.studio.projectDir}/.touchstone/store.db`);
  db.exec(sql);
  db.close();
}

test("a listed verdict that its recorded checks contradict is damage, and of other rules both are listed", async () => {
  const list = async () => (await callVerb(assetListVerb, { ...call("person"), input: {} })).assets[0];
  const { jobs } = await callVerb(makeVerb, { ...call("person"), input: { specs: ["gems"] } });
  expect(await list()).toMatchObject({ verdict: "pass", underNewerRules: null });
  tamper("UPDATE version SET verdict = 'uncertain'");
  const damage = { code: "STORE_DAMAGED", message: expect.stringContaining(`\`${jobs[0]?.versionId}\``) };
  await expect(list()).rejects.toMatchObject(damage);
  tamper("UPDATE version SET rules_version = rules_version + 1");
  const today = { rulesVersion: RULES_VERSION, verdict: "pass" };
  expect(await list()).toMatchObject({ verdict: "uncertain", underNewerRules: today });
  tamper("UPDATE version SET verdict = 'pass', rules_version = rules_version - 1, checks = '[]'");
  await expect(list()).rejects.toMatchObject(damage);
  tamper('UPDATE version SET checks = replace(checks, \'[]\', \'[{"check":"blank","outcome":"pass","severity":"hard"}]\')');
  expect(await list()).toMatchObject({ verdict: "pass" });
  const show = callVerb(assetShowVerb, { ...call("person"), input: { version: jobs[0]?.versionId } });
  await expect(show).rejects.toMatchObject({ code: "STORE_DAMAGED", message: expect.stringContaining("its evidence says") });
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
