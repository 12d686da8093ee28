import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { studioAt } from "../../../../tests/support/sample-game.ts";
import { EnvConfig } from "../../../core/env/config.ts";
import type { HistoryLine } from "../../../core/env/history.ts";
import { historyLine } from "../../../core/env/history/history-line.fixture.ts";
import { intentOf, txOf } from "../../../core/env/tx/tx.fixture.ts";
import type { Studio } from "../../studio.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { findHolder } from "./find-holder.ts";
import { appendHistory } from "../tell/history-file.ts";
import { envTxInspectVerb } from "../tx/inspect-tx.ts";
import { readIntent, writeIntent } from "./intents.ts";
import { recoverEnv, recoverIfFree } from "./recover-env.ts";
import { envRecoverVerb } from "./recover-verb.ts";
import { reserveNumber } from "./reserve-number.ts";
import { findTx, listTxids, readTx, writeTx } from "../tx/tx-files.ts";
import { type EnvLockOptions, withEnvLock } from "./with-env-lock.ts";

let dir: string;
let home: EnvHome;
beforeEach(() => {
  dir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "env-lock-"));
  home = envHomeOf(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const config = EnvConfig.parse({ paths: { comfyui_dir: "../comfyui" } });
const FIRST: EnvLockOptions = { kind: "init", config, command: "touchstone env init", waitMs: 0 };
const CHANGE: EnvLockOptions = { command: "touchstone env tx promote", waitMs: 0 };

async function studioOf<T>(use: (studio: Studio) => Promise<T>): Promise<T> {
  return await studioAt(dir)("files", use);
}

/** The folders, as `env init` makes them. */
async function makeEnv(): Promise<void> {
  await studioOf(async (studio) => await withEnvLock(studio, FIRST, async () => await Promise.resolve()));
}

test("one holds the environment: another one is told by whom it is held, and has it when that ends", async () => {
  await studioOf(async (studio) => {
    const second = async (waitMs: number) =>
      await withEnvLock(studio, { ...FIRST, waitMs }, async () => await Promise.resolve("had"));
    const waiting = await withEnvLock(studio, FIRST, async () => {
      expect(await findHolder(home)).toMatchObject({ pid: process.pid, command: "touchstone env init" });
      await expect(second(20)).rejects.toMatchObject({
        code: "ENV_LOCKED",
        message: `the environment is being changed by process \`${process.pid}\`, \`touchstone env init\``,
      });
      return [second(5000)];
    });
    expect(await waiting[0]).toBe("had");
    expect([await findHolder(home), existsSync(home.holder)]).toEqual([null, false]);
  });
});

test("whoever waits may give up", async () => {
  await studioOf(async (studio) => {
    const signal = AbortSignal.abort();
    const steps: string[] = [];
    const onStep = ({ step }: { readonly step: string }) => void steps.push(step);
    await withEnvLock(studio, FIRST, async () => {
      const second = withEnvLock(studio, { ...FIRST, waitMs: 60_000, signal, onStep }, async () => await Promise.resolve());
      await expect(second).rejects.toMatchObject({ code: "INTERRUPTED" });
    });
    expect(steps).toEqual(["waiting"]);
  });
});

test("a file that a dead holder left names nobody, and neither does one whose process has become another one", async () => {
  await makeEnv();
  const holder = (pid: number) => writeFileSync(home.holder, JSON.stringify({ pid, command: "touchstone env init", sinceMs: 1 }));
  holder(spawnSync("true").pid);
  expect(await findHolder(home)).toBeNull();
  holder(process.pid);
  expect(await findHolder(home)).toBeNull();
  writeFileSync(home.holder, "{");
  expect(await findHolder(home)).toBeNull();
});

test("without an environment nothing is held, made or recovered", async () => {
  await studioOf(async (studio) => {
    const change = withEnvLock(studio, CHANGE, async () => await Promise.resolve());
    await expect(change).rejects.toMatchObject({ code: "ENV_NOT_FOUND" });
    expect(existsSync(home.dir)).toBe(false);
    expect(await recoverIfFree(studio)).toBeNull();
    expect(await envRecoverVerb.run(studio, { waitMs: 0 }, { by: "person" })).toMatchObject({ outcome: "none" });
    await makeEnv();
    await expect(withEnvLock(studio, CHANGE, async () => await Promise.resolve())).rejects.toMatchObject({
      code: "ENV_NOT_FOUND",
    });
    expect(await recoverIfFree(studio)).toMatchObject({ outcome: "none" });
  });
});

test("a broken config is an error with its place, and is not in the way of recovery", async () => {
  await makeEnv();
  symlinkSync("generations/1", home.current);
  await studioOf(async (studio) => {
    const change = async () => await withEnvLock(studio, CHANGE, async () => await Promise.resolve());
    await expect(change()).rejects.toMatchObject({ code: "INPUT_INVALID", message: "there is no `env/config.toml`" });
    writeFileSync(home.config, "[paths]\ncomfyui_dir = 7\n");
    await expect(change()).rejects.toMatchObject({
      code: "INPUT_INVALID",
      place: { file: "env/config.toml", line: 2, column: 15 },
    });
    expect(await envRecoverVerb.run(studio, { waitMs: 0 }, { by: "person" })).toMatchObject({ outcome: "none" });
  });
});

test("an intent is one at a time, is on the disk while it lasts, and its line has its id", async () => {
  await studioOf(async (studio) => {
    await withEnvLock(studio, FIRST, async (held) => {
      const intent = await held.begin({ kind: "init", from: null, to: 1 });
      expect(await readIntent(home)).toEqual(intent);
      expect(intent).toMatchObject({ pid: process.pid, command: "vitest", snapshots: [], goesBack: false });
      await expect(held.begin({ kind: "init", from: null })).rejects.toThrowError(TypeError);
      await expect(held.update(intentOf())).rejects.toThrowError(TypeError);
      await held.update({ ...intent, goesBack: true });
      expect(await readIntent(home)).toEqual({ ...intent, goesBack: true });
      const { id: _id, atMs: _atMs, ...facts } = historyLine("any");
      await held.tell(facts);
      await held.tell(facts);
      await held.end();
      expect(await readIntent(home)).toBeNull();
      const ids = readLines().map(({ id }) => id);
      expect(ids[0]).toBe(intent.id);
      expect(ids[1]).not.toBe(intent.id);
    });
  });
});

function readLines(): readonly HistoryLine[] {
  return readFileSync(home.history, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as HistoryLine);
}

test("a line of the history is told once, and what a kill left of one is finished or cut", async () => {
  await makeEnv();
  const [a, b, c] = [historyLine("a"), historyLine("b"), historyLine("c")];
  await appendHistory(home, a);
  await appendHistory(home, { ...a, detail: "told again" });
  expect(readLines()).toEqual([a]);
  appendFileSync(home.history, JSON.stringify(b).slice(0, -9));
  await appendHistory(home, c);
  expect(readLines()).toEqual([a, c]);
  appendFileSync(home.history, JSON.stringify(b));
  await appendHistory(home, b);
  expect(readLines()).toEqual([a, c, b]);
  expect(readFileSync(home.history, "utf8").endsWith("}\n")).toBe(true);
});

test("a number is never given twice, whatever was removed, and a damaged record of the last one is named", async () => {
  await makeEnv();
  expect([await reserveNumber(home), await reserveNumber(home)]).toEqual([1, 2]);
  mkdirSync(path.join(home.generations, "7"));
  mkdirSync(path.join(home.generations, ".removed-99"));
  expect(await reserveNumber(home)).toBe(8);
  rmSync(path.join(home.generations, "7"), { recursive: true });
  expect(await reserveNumber(home)).toBe(9);
  for (const text of ["", "nine\n", "9", "-9\n"]) {
    writeFileSync(home.lastNumber, text);
    await expect(reserveNumber(home)).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: expect.stringContaining("`env/state/last-number` is damaged"),
    });
    expect(readFileSync(home.lastNumber, "utf8")).toBe(text);
  }
});

test("a transaction is found by the beginning of its id, and a damaged one is named and left as it is", async () => {
  await makeEnv();
  const [older, newer] = [txOf({ txid: "0190a0" }), txOf({ txid: "0190b0" })];
  await writeTx(home, older);
  await writeTx(home, newer);
  expect(await readTx(home, "0190a")).toEqual(older);
  expect(await listTxids(home)).toEqual([newer.txid, older.txid]);
  await expect(readTx(home, "0190")).rejects.toMatchObject({ code: "TX_NOT_FOUND", message: expect.stringContaining("of 2") });
  await expect(readTx(home, "0191")).rejects.toMatchObject({ code: "TX_NOT_FOUND" });
  const file = path.join(home.transactions, "0190b0.json");
  writeFileSync(file, '{"format": "touchstone.tx/1"}');
  const named = { code: "ENV_DAMAGED", message: expect.stringContaining("0190b0.json") };
  await expect(readTx(home, "0190b")).rejects.toMatchObject(named);
  await studioOf(async (studio) => {
    await expect(envTxInspectVerb.run(studio, { txid: "0190b" }, { by: "person" })).rejects.toMatchObject(named);
    // It is not in the way of what is not about it.
    expect(await recoverEnv(studio, home)).toMatchObject({ outcome: "none", did: [] });
  });
  expect(readFileSync(file, "utf8")).toBe('{"format": "touchstone.tx/1"}');
});

test("a transaction that runs while nobody holds the lock has failed", async () => {
  await makeEnv();
  await writeTx(home, txOf({ status: "running", generation: null }));
  await studioOf(async (studio) => {
    expect(await recoverIfFree(studio)).toMatchObject({ did: ["The transaction to add glow was cut off, and has failed"] });
    expect(await recoverIfFree(studio)).toMatchObject({ did: [] });
  });
  expect(await findTx(home, txOf().txid)).toMatchObject({ status: "failed", failure: { code: "INTERRUPTED" } });
  expect(readLines()).toMatchObject([{ id: `${txOf().txid}-recovered`, type: "recovered" }]);
});

test("a damaged intent, index or pointer is named, and what derives from nothing else is not replaced", async () => {
  await makeEnv();
  await studioOf(async (studio) => {
    writeFileSync(home.snapshotsIndex, "{");
    expect(await recoverEnv(studio, home)).toMatchObject({
      rebuiltIndex: true,
      did: [expect.stringContaining("index of snapshots")],
    });
    writeFileSync(home.intent, "{");
    await expect(recoverEnv(studio, home)).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: expect.stringContaining("intent.json"),
    });
    expect(readFileSync(home.intent, "utf8")).toBe("{");
    await writeIntent(home, intentOf({ txid: null, nodeId: null }));
    symlinkSync("generations/3", home.current);
    await expect(recoverEnv(studio, home)).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: expect.stringContaining("the pointer is on generation 3"),
    });
    rmSync(home.intent);
    rmSync(home.current);
    mkdirSync(path.join(home.generations, "3"));
    writeFileSync(path.join(home.generations, "3", "manifest.json"), "{}");
    await expect(withEnvLock(studio, CHANGE, async () => await Promise.resolve())).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: "`env/current` is gone, but there are generations: 3",
    });
    symlinkSync("elsewhere", home.current);
    await expect(recoverEnv(studio, home)).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: expect.stringContaining("current"),
    });
  });
});

test("what nothing owns is swept, and what people put there is not", async () => {
  await makeEnv();
  const left = [
    "generations/3/.venv/a",
    "generations/.removed-2/a",
    "snapshots/.unborn-0190/meta.json",
    "state/.intent.json.0123456789ab.tmp",
    "state/transactions/.a.json.0123456789ab.tmp",
  ];
  const kept = ["generations/notes.txt", "generations/4/manifest.json", "snapshots/mine/a", "state/logs/a.log", ".gitignore"];
  for (const file of [...left, ...kept]) {
    mkdirSync(path.dirname(path.join(home.dir, file)), { recursive: true });
    writeFileSync(path.join(home.dir, file), "");
  }
  await studioOf(async (studio) => {
    expect((await recoverEnv(studio, home)).swept).toEqual([
      "generations/.removed-2",
      "generations/3",
      "snapshots/.unborn-0190",
      "state/.intent.json.0123456789ab.tmp",
      "state/transactions/.a.json.0123456789ab.tmp",
    ]);
  });
  expect(kept.filter((file) => !existsSync(path.join(home.dir, file)))).toEqual([]);
});
