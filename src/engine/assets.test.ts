import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { RULES_VERSION } from "../core/assets/plan/plan.ts";
import { assetApproveVerb, assetListVerb, assetRejectVerb, assetShowVerb } from "./assets.ts";
import { callVerb } from "./call-verb.ts";
import { jobCancelVerb } from "./jobs.ts";
import { makeVerb } from "./make.ts";
import type { Step } from "./step.ts";
import { storeOf } from "./studio.ts";
import type { Caller } from "./verb.ts";

let game: OpenGame;
/** A demand that no drawn image meets: every try of a chain fails and is regenerated, to the chain's end. */
const UNMET = { palette: { colors: ["#010203"], maxDistance: 0 } };
beforeAll(async () => {
  game = await openGame({ gems: { variants: 1 }, runes: { variants: 3 }, cards: { variants: 1, contract: UNMET } });
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

test("a version that was regenerated is superseded by the next of its chain, and a page tells it though that is on another", async () => {
  const { jobs } = await callVerb(makeVerb, { ...call("person"), input: { specs: ["cards"] } });
  const list = async (input: object) => await callVerb(assetListVerb, { ...call("person"), input: { spec: "cards", ...input } });
  const { assets: chain } = await list({ all: true });
  const [last, middle, first] = chain.map(({ versionId }) => versionId);
  expect(chain.map(({ route, supersededBy, current }) => [route, supersededBy, current])).toEqual([
    ["exception_inbox", null, true],
    ["auto_regenerate", last, false],
    ["auto_regenerate", middle, false],
  ]);
  expect(last).toBe(jobs[0]?.versionId);
  expect((await list({})).assets).toEqual([chain[0]]);
  const pages = [await list({ all: true, limit: 2 }), await list({ all: true, limit: 2, beforeSeq: chain[1]?.seq })];
  expect(pages).toEqual([
    { assets: chain.slice(0, 2), next: chain[1]?.seq },
    { assets: chain.slice(2), next: null },
  ]);
  const shown = await callVerb(assetShowVerb, { ...call("person"), input: { version: first } });
  expect(shown.supersededBy).toBe(middle);
});

test("current versions are listed in pages too", async () => {
  await callVerb(makeVerb, { ...call("person"), input: { specs: ["gems", "cards"] } });
  const list = async (input: object) => await callVerb(assetListVerb, { ...call("person"), input });
  const { assets, next } = await list({});
  expect([assets.length, next]).toEqual([2, null]);
  const first = await list({ limit: 1 });
  expect(first).toEqual({ assets: assets.slice(0, 1), next: assets[0]?.seq });
  expect(await list({ limit: 1, beforeSeq: first.next })).toMatchObject({ assets: assets.slice(1) });
});

test("after its last version was rejected a spec is made anew, whatever its regenerated ones are", async () => {
  const make = async () => (await callVerb(makeVerb, { ...call("person"), input: { specs: ["cards"] } })).jobs[0];
  const last = await make();
  expect(last?.reused).toBe(true);
  await callVerb(assetRejectVerb, { ...call("person"), input: { version: last?.versionId } });
  const made = await make();
  expect(made).toMatchObject({ reused: false, status: "succeeded" });
  expect(await make()).toMatchObject({ reused: true, versionId: made?.versionId });
});

test("who cancels a job is recorded as who called", async () => {
  const canceled: Promise<unknown>[] = [];
  const onStep = ({ step, jobId }: Step): void => {
    if (step === "started") canceled.push(callVerb(jobCancelVerb, { ...call("agent"), input: { job: jobId } }));
  };
  await callVerb(makeVerb, { ...call("person"), caller: { by: "person", onStep }, input: { specs: ["runes"] } });
  await Promise.all(canceled);
  const page = storeOf(game.studio).readEvents({ since: 0, limit: 100, types: ["job.canceled"] });
  expect(page.events.map(({ payload }) => payload)).toEqual([{ by: "agent" }]);
});
