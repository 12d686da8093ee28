import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { findFreePort } from "../../src/adapters/processes/find-free-port.ts";
import { requestFor, WRITE_HEADER } from "../../src/core/api/request.ts";
import { ROUTES } from "../../src/core/api/routes.ts";
import type { EnvWork } from "../../src/core/live/env-work.ts";
import { envExportVerb } from "../../src/engine/env/bundle/export-env.ts";
import { envImportVerb } from "../../src/engine/env/bundle/import-env.ts";
import { envInitVerb } from "../../src/engine/env/init/init-env.ts";
import { storeOf, type Studio } from "../../src/engine/studio.ts";
import type { VerbInput, VerbName } from "../../src/server/api.ts";
import { ANSWERS } from "../../src/server/openapi/answers.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";
import { studioAt } from "../support/sample-game.ts";

const bugs: unknown[] = [];
const closing = Promise.withResolvers<void>();
let project: GovernedProject;
let studio: Studio;
let server: RunningServer;
let held: Promise<void>;

beforeAll(async () => {
  project = await openGovernedProject("[tx]\ntimeout_seconds = 5\n");
  mkdirSync(`${project.dir}/.touchstone`, { recursive: true });
  const opened = Promise.withResolvers<Studio>();
  held = studioAt(project.dir)("own", async (own) => {
    opened.resolve(own);
    await closing.promise;
  });
  studio = await Promise.race([opened.promise, held.then(() => Promise.reject(new Error("the studio closed early")))]);
  const onBug = (error: unknown): void => void bugs.push(error);
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio });
});
afterAll(async () => {
  await server.close();
  closing.resolve();
  await held;
  project.remove();
  expect(bugs).toEqual([]);
});

/** Asks the server for a verb, and holds its answer against its schema. */
async function ask<N extends VerbName>(name: N, input: VerbInput<N>): Promise<z.output<(typeof ANSWERS)[N]>> {
  const { method, path, body } = requestFor(ROUTES[name], input);
  const headers = body === null ? {} : { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
  const response = await fetch(new URL(`/api/projects/governed${path}`, server.url), { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return ANSWERS[name].parse(JSON.parse(text)) as z.output<(typeof ANSWERS)[N]>;
}

/** Asks for long work, and waits until it has ended. */
async function work<N extends VerbName>(name: N, input: VerbInput<N>): Promise<EnvWork> {
  const begun = (await ask(name, input)) as { readonly work: string };
  for (;;) {
    const { works } = await ask("env.work.list", {});
    const now = works.find((each) => each.work === begun.work);
    if (now !== undefined && now.state !== "running") return now;
    await sleep(20);
  }
}

const status = async () => await ask("env.status", {});
const txOf = async (nodeId: string) => {
  const { transactions } = await status();
  return transactions.find((each) => each.nodeId === nodeId)?.txid ?? "";
};
const chains = () =>
  storeOf(studio)
    .readEvents({ since: 0, limit: 100, entityId: "environment" })
    .events.map(({ type, causalChainId }) => `${type} ${causalChainId.slice(-12)}`);

test("a project without an environment has none, what names this machine's folders is not served, and nothing begins", async () => {
  expect(await status()).toMatchObject({ isInitialized: false, current: null, generations: [] });
  expect(Object.keys(ROUTES).filter((name) => /^env\.(init|export|import|test)$/.test(name))).toEqual([]);
  expect([envInitVerb.local, envExportVerb.local, envImportVerb.local]).toEqual([true, true, true]);
  await expect(ask("env.node.add", { url: "https://example.org/x.git" })).rejects.toThrow("ENV_NOT_FOUND");
  await expect(ask("env.rollback", { dryRun: true })).rejects.toThrow("ENV_NOT_FOUND");
  expect(await ask("env.work.list", {})).toEqual({ works: [] });
});

test("a node pack is added, tried, compared, promoted and rolled back, and the stream is told of it as one chain", async () => {
  project.behave("exit");
  await project.init();
  const url = project.pack("glow", { ...LOADS, "requirements.txt": "plain-lib<2\n" });
  expect(await work("env.node.add", { url })).toMatchObject({ verb: "env.node.add", about: url, state: "done", failure: null });
  expect((await ask("env.plan", { nodeId: "glow" })).plans).toMatchObject([{ nodeId: "glow", outcome: "resolves" }]);
  expect(await work("env.tx.run", { nodeId: "glow" })).toMatchObject({ state: "done" });
  const txid = await txOf("glow");
  const { tx } = await ask("env.tx.inspect", { txid });
  expect(tx).toMatchObject({ status: "completed", observation: "exited", base: 1, generation: 2 });
  const log = await ask("env.log", { name: `${txid}.stderr.log` });
  expect(log.text).toContain("Resolved");

  const shown = await ask("env.generation.show", { number: 2 });
  expect(shown).toMatchObject({ isKept: true, against: { number: 1, nodes: [{ kind: "added", name: "glow" }] } });
  expect(shown.against?.packages.added).toEqual([{ name: "plain-lib", version: "1.1" }]);
  expect((await ask("env.generation.show", { number: 1, against: 2 })).against?.nodes).toMatchObject([{ kind: "removed" }]);
  expect((await ask("env.generation.show", { number: 1 })).against).toBeNull();
  await expect(ask("env.generation.show", { number: 9 })).rejects.toThrow("SNAPSHOT_NOT_FOUND");

  const plan = await ask("env.promote", { txid, dryRun: true });
  expect(plan).toMatchObject({ plan: { from: 1, to: 2, refusals: [], nodes: { added: ["glow"] } }, done: null });
  expect(await work("env.promote", { txid })).toMatchObject({ state: "done" });
  expect(await status()).toMatchObject({ current: { number: 2, nodes: ["glow"] }, staged: [] });
  const { snapshots } = await ask("env.snapshot.list", {});
  expect(snapshots.map(({ reason }) => reason)).toEqual(["post-promote", "pre-promote", "init"]);
  expect(await ask("env.snapshot.inspect", { id: snapshots[0]?.id ?? "" })).toMatchObject({ nodes: [{ id: "glow" }] });

  expect(await ask("env.rollback", { dryRun: true })).toMatchObject({ plan: { from: 2, to: 1 }, rebuiltFrom: null });
  expect(await work("env.rollback", {})).toMatchObject({ state: "done" });
  expect(await status()).toMatchObject({ current: { number: 1 } });
  const told = chains();
  expect(told.map((each) => each.split(" ")[0])).toEqual([
    "env.initialized",
    "env.staged",
    "env.tx_finished",
    "env.promoted",
    "env.rolled_back",
  ]);
  expect(new Set(told.slice(1, 4).map((each) => each.split(" ")[1])).size).toBe(1);
});

test("what is refused is refused at once; a conflict is resolved by an override, and what moves core takes a word", async () => {
  await expect(ask("env.promote", { txid: "none" })).rejects.toThrow("TX_NOT_FOUND");
  await expect(ask("env.tx.run", { nodeId: "none" })).rejects.toThrow("NODE_NOT_FOUND");
  await work("env.node.add", { url: project.pack("swap", { ...LOADS, "requirements.txt": "old-numpy-lib\n" }) });
  expect(await work("env.tx.run", { nodeId: "swap" })).toMatchObject({ state: "done" });
  const txid = await txOf("swap");
  const { conflict } = await ask("env.tx.inspect", { txid });
  const pin = conflict?.proposals.find(({ isCore }) => isCore)?.pin ?? "";
  expect(pin).toBe("numpy==1.26.4");
  await work("env.resolve", { txid, pins: [pin] });
  expect((await ask("env.tx.inspect", { txid })).tx.status).toBe("resolved");
  await expect(ask("env.promote", { txid })).rejects.toThrow("CORE_APPROVAL_NEEDED");
  expect((await ask("env.work.list", {})).works.some(({ verb, state }) => verb === "env.promote" && state === "failed")).toBe(
    false,
  );
  expect(await ask("env.tx.abort", { txid })).toMatchObject({ tx: { status: "aborted" } });
  expect(await work("env.node.remove", { id: "swap" })).toMatchObject({ state: "done" });
  expect(await status()).toMatchObject({ staged: [], current: { number: 1 } });
  expect(await work("env.recover", {})).toMatchObject({ state: "done" });
});

test("work that goes on can be stopped, and production is as it was", async () => {
  project.behave("hang");
  await work("env.node.add", { url: project.pack("slow", LOADS) });
  const begun = await ask("env.tx.run", { nodeId: "slow" });
  for (;;) {
    const { works } = await ask("env.work.list", {});
    if (works[0]?.step?.step === "observing") break;
    await sleep(20);
  }
  expect(await status()).toMatchObject({ holder: { pid: process.pid }, transactions: [{ status: "running" }, {}, {}] });
  await ask("env.work.stop", { work: begun.work });
  for (;;) {
    const { works } = await ask("env.work.list", {});
    if (works[0]?.state !== "running") {
      expect(works[0]).toMatchObject({ state: "failed", failure: { code: "INTERRUPTED" } });
      break;
    }
    await sleep(20);
  }
  expect(await status()).toMatchObject({ current: { number: 1 }, holder: null });
});

test("ComfyUI is started in a process of its own, looked at and stopped", async () => {
  project.behave("healthy");
  const port = await findFreePort();
  expect(await work("env.run", { port })).toMatchObject({ verb: "env.run", state: "done" });
  expect(await status()).toMatchObject({ process: { state: "running", generation: 1, isCurrent: true } });
  expect((await ask("env.log", { name: "comfyui.log" })).size).toBeGreaterThan(0);
  await expect(ask("env.run", { port })).rejects.toThrow("COMFYUI_RUNNING");
  expect(await ask("env.stop", {})).toMatchObject({ wasRunning: true, wasKilled: false });
  expect(await status()).toMatchObject({ process: { state: "stopped" } });
  expect((await ask("env.doctor", {})).checks.length).toBeGreaterThan(5);
});
