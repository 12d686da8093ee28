import { appendFileSync, existsSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type GovernedProject, LOADS, openGovernedProject } from "../../../../tests/support/env/governed-project.ts";
import { digestEnv, findUnsettled, lookAtProduction } from "../../../../tests/support/faults/env-state.ts";
import { studioAt } from "../../../../tests/support/sample-game.ts";
import type { HistoryLine } from "../../../core/env/history.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { envTxAbortVerb } from "../tx/abort-tx.ts";
import { envSnapshotInspectVerb, envSnapshotListVerb } from "./inspect-snapshots.ts";
import { envTxInspectVerb } from "../tx/inspect-tx.ts";
import { envPromoteVerb } from "./promote.ts";
import { envNodeRemoveVerb } from "./remove-node.ts";
import { envRollbackVerb } from "./rollback.ts";
import { envTxRunVerb } from "../tx/run-tx.ts";
import { envNodeAddVerb } from "../tx/stage-node.ts";
import { readTx } from "../tx/tx-files.ts";

/** A smoke test that fails when it is told to, and only through the pointer: in a candidate it passes. */
const SMOKE = "import os, sys; sys.exit(os.path.exists('../../fails-as-production') and '/current/' in sys.executable)";
const CONFIG = `[rollback]
snapshot_retention = 6
kept_generations = 1
[tx]
smoke_test = ["python", "-c", "${SMOKE}"]
`;

let project: GovernedProject;
let env: string;
beforeAll(async () => {
  project = await openGovernedProject(CONFIG);
  env = project.home.dir;
  project.behave("exit");
  await project.init();
});
afterAll(() => project.remove());

const current = (): string => readlinkSync(project.home.current);
const isThere = (number: number): boolean => existsSync(path.join(project.home.generations, String(number)));
const history = (): readonly HistoryLine[] =>
  readFileSync(project.home.history, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as HistoryLine);
const snapshots = async () => (await project.call(envSnapshotListVerb, {})).snapshots;
/** What a failure is, with all that it says. */
const failureOf = async (act: Promise<unknown>) =>
  await act.then(
    () => ({ code: "none", problems: [] }),
    (error: unknown) => error as { code: string; message: string; problems: { code: string }[] },
  );

async function stage(id: string, needs: string): Promise<void> {
  const url = project.pack(id, { ...LOADS, "requirements.txt": needs });
  await project.call(envNodeAddVerb, { url, id });
}

async function tryOut(): Promise<Tx> {
  return (await project.call(envTxRunVerb, {})).tx;
}

/** Nothing but the lock may have changed, and nothing is unfinished. */
afterEach(() => {
  expect(findUnsettled(project.dir).filter((problem) => problem !== ".gitignore was left")).toEqual([]);
});

test("seed B4: a core change is promoted only with approval and a reason; until then nothing changes", async () => {
  await stage("glow", "pth-lib\n");
  const { txid } = await tryOut();
  const before = digestEnv(project.dir);
  expect(await failureOf(project.call(envPromoteVerb, { txid }))).toMatchObject({ code: "CORE_APPROVAL_NEEDED" });
  expect(await failureOf(project.call(envPromoteVerb, { txid, approveCore: true }))).toMatchObject({
    code: "CORE_APPROVAL_NEEDED",
  });
  const { plan, done } = await project.call(envPromoteVerb, { txid, dryRun: true });
  expect([plan.from, plan.to, plan.nodes.added, plan.refusals.map(({ code }) => code), done]).toEqual([
    1,
    2,
    ["glow"],
    ["CORE_APPROVAL_NEEDED"],
    null,
  ]);
  expect(plan.packages?.startupHooks.added.map(({ name }) => path.basename(name))).toEqual(["pth_lib.pth"]);
  expect(plan.effects.join("\n")).toContain("Point env/current to generation 2");
  expect([digestEnv(project.dir), current()]).toEqual([before, "generations/1"]);
});

test("seed B1: a promote moves the pointer, takes both snapshots, and leaves its word in transaction and history", async () => {
  const txid = newestTxid();
  const reason = "the hook was read";
  const { tx, done } = await project.call(envPromoteVerb, { txid: txid.slice(0, 20), approveCore: true, reason });
  expect(project.steps).toEqual(["checking", "smoke_testing", "switching", "pruning"]);
  expect([current(), done?.generation, done?.stillRunning]).toEqual(["generations/2", 2, null]);
  const approved = { approvedCore: true, reason, allowedFailedRun: false, snapshots: done?.snapshots };
  expect(tx).toMatchObject({ status: "promoted", promotion: { outcome: "promoted", error: null, ...approved } });
  expect((await snapshots()).map(({ reason: why, generation, ref }) => [why, generation, ref])).toEqual([
    ["post-promote", 2, txid],
    ["pre-promote", 1, txid],
    ["init", 1, null],
  ]);
  expect(history().at(-1)).toMatchObject({ type: "promoted", generation: 2, envId: done?.envId, txid, nodeId: "glow" });
  expect(readdirSync(project.home.staged)).toEqual([]);
  expect(await failureOf(project.call(envTxAbortVerb, { txid }))).toMatchObject({ code: "STATE_CONFLICT" });
  expect((await project.call(envTxInspectVerb, { txid })).tx).toEqual(tx);
});

test("seed D1: a candidate that is not what was tried changes nothing but its transaction", async () => {
  await stage("haze", "plain-lib\n");
  const { txid, generation } = await tryOut();
  appendFileSync(path.join(project.home.generations, String(generation), "uv.lock"), "\n");
  expect(await failureOf(project.call(envPromoteVerb, { txid }))).toMatchObject({
    code: "ENV_DAMAGED",
    message: expect.stringContaining("uv.lock"),
  });
  const tx = await readTx(project.home, txid);
  expect(tx).toMatchObject({ status: "promote_failed", promotion: { outcome: "promote_failed", snapshots: [] } });
  expect(tx.promotion?.error).toContain("uv.lock");
  expect([current(), readdirSync(project.home.staged)]).toEqual(["generations/2", ["haze.json"]]);
  expect(history().at(-1)).toMatchObject({ type: "promote_failed", generation: 2, txid });
  expect(await failureOf(project.call(envPromoteVerb, { txid }))).toMatchObject({ code: "STATE_CONFLICT" });
});

test("what fails its smoke test as production goes back, and the snapshot of before stays", async () => {
  const { txid } = await tryOut();
  const production = await lookAtProduction(project.dir);
  writeFileSync(path.join(env, "fails-as-production"), "");
  expect(await failureOf(project.call(envPromoteVerb, { txid }))).toMatchObject({ code: "SMOKE_FAILED" });
  rmSync(path.join(env, "fails-as-production"));
  const { status, promotion } = await readTx(project.home, txid);
  expect([status, promotion?.outcome, promotion?.snapshots.length]).toEqual(["promote_failed", "promote_failed", 1]);
  expect(promotion?.error).toContain("failed its smoke test as production");
  expect([current(), await lookAtProduction(project.dir)]).toEqual(["generations/2", production]);
  expect((await snapshots())[0]).toMatchObject({ id: promotion?.snapshots[0], reason: "pre-promote", generation: 2 });
  expect(
    history()
      .slice(-2)
      .map(({ type }) => type),
  ).toEqual(["tx_finished", "promote_failed"]);
});

test("an interrupted promote leaves the transaction as it was", async () => {
  const { txid } = await tryOut();
  const stop = new AbortController();
  const caller = { by: "person", signal: stop.signal, onStep: () => stop.abort() } as const;
  const promoted = studioAt(project.dir)("files", async (studio) => {
    return await envPromoteVerb.run(studio, envPromoteVerb.input.parse({ txid }), caller);
  });
  expect(await failureOf(promoted)).toMatchObject({ code: "INTERRUPTED" });
  expect(await readTx(project.home, txid)).toMatchObject({ status: "completed", promotion: null });
  expect([current(), (await snapshots())[0]?.reason]).toEqual(["generations/2", "pre-promote"]);
});

test("where production moved on, a candidate is refused; back on its base it is not", async () => {
  const txid = newestTxid();
  await project.call(envRollbackVerb, {});
  expect(current()).toBe("generations/1");
  expect(await failureOf(project.call(envPromoteVerb, { txid }))).toMatchObject({ code: "BASE_MOVED" });
  // A rollback is no way around the gates.
  expect(await failureOf(project.call(envRollbackVerb, { target: "5" }))).toMatchObject({ code: "STATE_CONFLICT" });
  expect((await project.call(envRollbackVerb, { target: "2" })).rebuiltFrom).toBeNull();
  await project.call(envPromoteVerb, { txid });
  expect(current()).toBe("generations/5");
});

const newestTxid = (): string => readdirSync(project.home.transactions).toSorted().at(-1)?.replace(".json", "") ?? "";

test("edits of node packs are named, and refuse what would leave them; left behind, they stay where they are", async () => {
  const file = path.join(project.home.generations, "5", "custom_nodes", "glow", "__init__.py");
  appendFileSync(file, "# mine\n");
  const edited = { code: "NODE_EDITED", message: expect.stringContaining("`glow/__init__.py`") };
  expect(await failureOf(project.call(envRollbackVerb, {}))).toMatchObject(edited);
  expect(await failureOf(project.call(envNodeRemoveVerb, { id: "haze" }))).toMatchObject(edited);
  expect((await project.call(envRollbackVerb, { dryRun: true })).plan.refusals).toMatchObject([edited]);
  await project.call(envRollbackVerb, { discardEdits: true });
  expect([current(), readFileSync(file, "utf8").endsWith("# mine\n")]).toEqual(["generations/2", true]);
  const { plan } = await project.call(envRollbackVerb, { target: "5", dryRun: true });
  expect(plan.effects).toContain("Go back to files that were edited there: glow/__init__.py");
  writeFileSync(file, LOADS["__init__.py"]);
  await project.call(envRollbackVerb, { target: "5" });
});

test("seed C1: a removal takes the pack, its packages and its clone, and nothing of what others need", async () => {
  const before = digestEnv(project.dir);
  const dry = await project.call(envNodeRemoveVerb, { id: "glow", purgeCode: true, dryRun: true });
  expect([dry.plan?.nodes.removed, dry.purged, dry.done, digestEnv(project.dir)]).toEqual([["glow"], true, null, before]);
  const { done, unstaged } = await project.call(envNodeRemoveVerb, { id: "glow", purgeCode: true });
  expect([current(), done?.generation, unstaged]).toEqual(["generations/6", 6, false]);
  const read = (name: string): string => readFileSync(path.join(env, name), "utf8");
  const manifest = JSON.parse(read("current/manifest.json")) as { packages: { name: string }[] };
  const names = manifest.packages.map(({ name }) => name);
  expect([names.includes("pth-lib"), names.includes("plain-lib")]).toEqual([false, true]);
  expect([read("nodes.json").includes('"glow"'), read("pyproject.toml").includes("node-glow")]).toEqual([false, false]);
  expect((await snapshots()).slice(0, 2).map(({ reason, generation }) => [reason, generation])).toEqual([
    ["post-remove", 6],
    ["pre-remove", 5],
  ]);
  expect(readdirSync(project.home.repos)).toEqual(["haze.git"]);
  expect(history().at(-1)).toMatchObject({ type: "node_removed", nodeId: "glow", generation: 6 });
});

test("a removal that fails as production goes back, and its generation goes", async () => {
  writeFileSync(path.join(env, "fails-as-production"), "");
  expect(await failureOf(project.call(envNodeRemoveVerb, { id: "haze" }))).toMatchObject({ code: "SMOKE_FAILED" });
  rmSync(path.join(env, "fails-as-production"));
  expect([current(), isThere(7)]).toEqual(["generations/6", false]);
  expect((await snapshots())[0]).toMatchObject({ reason: "pre-remove", generation: 6 });
});

test("a pack that is only staged is dropped, and one that is nowhere is not found", async () => {
  await stage("mist", "");
  const { unstaged, plan } = await project.call(envNodeRemoveVerb, { id: "mist" });
  expect([unstaged, plan, readdirSync(project.home.staged)]).toEqual([true, null, []]);
  expect(await failureOf(project.call(envNodeRemoveVerb, { id: "mist" }))).toMatchObject({ code: "NODE_NOT_FOUND" });
  expect((await project.call(envNodeRemoveVerb, { id: "mist", purgeCode: true })).purged).toBe(true);
});

test("seed C2: a generation that is not kept is rebuilt from its snapshot, code of packs included, with the same identity", async () => {
  rmSync(path.join(project.home.generations, "2"), { recursive: true });
  const snapshot = (await snapshots()).find(({ generation }) => generation === 2);
  expect(snapshot).toMatchObject({ isKept: false, isCurrent: false });
  const inspected = await project.call(envSnapshotInspectVerb, { id: snapshot?.id ?? "" });
  expect([inspected.snapshot.id, inspected.nodes.map(({ id }) => id)]).toEqual([snapshot?.id, ["glow"]]);
  const { rebuiltFrom, done } = await project.call(envRollbackVerb, { target: "2" });
  // Its clone is gone: the code comes from a generation that still has the same files.
  expect([rebuiltFrom, done?.generation, done?.envId]).toEqual([snapshot?.id, 8, snapshot?.envId]);
  expect(current()).toBe("generations/8");
  expect(project.steps).toEqual(["installing", "smoke_testing", "checking", "switching", "pruning"]);
});

test("seed C3: no more snapshots are kept than the config says, and index and folders agree", async () => {
  const { snapshots: listed, isIndexed } = await project.call(envSnapshotListVerb, {});
  expect([listed.length, isIndexed]).toEqual([6, true]);
  expect(listed.map(({ id }) => id)).toEqual(readdirSync(project.home.snapshots).toSorted().toReversed());
  rmSync(path.join(project.home.snapshots, listed[5]?.id ?? ""), { recursive: true });
  const after = await project.call(envSnapshotListVerb, {});
  expect([after.snapshots.length, after.isIndexed]).toEqual([5, false]);
  await project.call(envRollbackVerb, { target: "6" });
  expect((await project.call(envSnapshotListVerb, {})).isIndexed).toBe(true);
});

test("seed D2: a rollback whose generation cannot be built leaves production as it was", async () => {
  rmSync(path.join(project.home.generations, "8"), { recursive: true });
  const [snapshot] = (await snapshots()).filter(({ generation }) => generation === 8);
  const id = snapshot?.id ?? "";
  const production = await lookAtProduction(project.dir);
  renameSync(project.index.packages, `${project.index.packages}-away`);
  // What uv has seen before it would take out of its cache.
  const cache = process.env["UV_CACHE_DIR"];
  process.env["UV_CACHE_DIR"] = path.join(path.dirname(project.dir), "empty-cache");
  expect(await failureOf(project.call(envRollbackVerb, { target: id }))).toMatchObject({ code: "UV_FAILED" });
  if (cache === undefined) delete process.env["UV_CACHE_DIR"];
  else process.env["UV_CACHE_DIR"] = cache;
  renameSync(`${project.index.packages}-away`, project.index.packages);
  appendFileSync(path.join(project.home.snapshots, id, "uv.lock"), "\n");
  const before = digestEnv(project.dir);
  const damaged = { code: "ENV_DAMAGED", message: `\`env/snapshots/${id}/uv.lock\` is not what was kept` };
  expect(await failureOf(project.call(envRollbackVerb, { target: id }))).toMatchObject(damaged);
  expect(await failureOf(project.call(envSnapshotInspectVerb, { id }))).toMatchObject(damaged);
  expect([digestEnv(project.dir), current(), await lookAtProduction(project.dir)]).toEqual([before, "generations/6", production]);
});

test("production that is damaged is left by a rollback, and by nothing else", async () => {
  appendFileSync(path.join(project.home.generations, "6", "nodes.json"), "\n");
  expect(await failureOf(project.call(envNodeRemoveVerb, { id: "haze" }))).toMatchObject({ code: "ENV_DAMAGED" });
  const { plan, done } = await project.call(envRollbackVerb, { target: "5" });
  expect([current(), done?.snapshots]).toEqual(["generations/5", []]);
  expect(plan.effects[0]).toBe("Keep no snapshot of generation 6: it is damaged");
});
