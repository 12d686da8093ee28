import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyAtEachWrite } from "../../../../tests/support/env/crash-copies.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../../../../tests/support/env/governed-project.ts";
import { digestEnv, findBrokenFiles, findUnsettled, lookAtProduction } from "../../../../tests/support/faults/env-state.ts";
import { studioAt } from "../../../../tests/support/sample-game.ts";
import type { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import type { HistoryLine } from "../../../core/env/history.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { envTxAbortVerb } from "../tx/abort-tx.ts";
import { envHomeOf } from "../env-home.ts";
import { requireEnvConfig } from "../load-env-config.ts";
import { envPromoteVerb } from "./promote.ts";
import { pruneEnv } from "./prune.ts";
import { recoverEnv } from "../hold/recover-env.ts";
import { envNodeRemoveVerb } from "./remove-node.ts";
import { envRollbackVerb } from "./rollback.ts";
import { envTxRunVerb } from "../tx/run-tx.ts";
import { envNodeAddVerb } from "../tx/stage-node.ts";

/** A smoke test that fails when it is told to, and only through the pointer: in a candidate it passes. */
const SMOKE = "import os, sys; sys.exit(os.path.exists('../../fails-as-production') and '/current/' in sys.executable)";

let project: GovernedProject;
/** Transactions, by what they are for. */
const txids = { promoted: "", failing: "", aborted: "" };

beforeAll(async () => {
  project = await openGovernedProject(`[rollback]\nkept_generations = 1\n[tx]\nsmoke_test = ["python", "-c", "${SMOKE}"]\n`);
  project.behave("exit");
  await project.init();
  await stage("glow", "plain-lib\n");
  txids.promoted = await tryOut("glow");
});
afterAll(() => project.remove());

async function stage(id: string, needs: string): Promise<void> {
  const url = project.pack(id, { ...LOADS, "requirements.txt": needs });
  await project.call(envNodeAddVerb, { url, id });
}

async function tryOut(nodeId: string): Promise<string> {
  return (await project.call(envTxRunVerb, { nodeId })).tx.txid;
}

/** What a project is to a person, whatever ids and times its files have. What recovery itself says is left out. */
async function faceOf(dir: string): Promise<Face> {
  const read = (...names: string[]): string => readFileSync(path.join(dir, "env", "state", ...names), "utf8");
  const lines = read("history.jsonl")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as HistoryLine);
  const { snapshots } = JSON.parse(read("snapshots_index.json")) as { snapshots: SnapshotMeta[] };
  const txs = Object.values(txids).filter((txid) => txid !== "");
  return {
    production: await lookAtProduction(dir),
    txs: txs
      .map((txid) => JSON.parse(read("transactions", `${txid}.json`)) as Tx)
      .map(({ status, promotion }) => [status, promotion?.outcome]),
    snapshots: snapshots.map(({ reason, generation }) => `${reason} ${generation}`),
    history: lines.filter(({ type }) => type !== "recovered").map(({ type, detail }) => `${type}: ${detail}`),
  };
}

interface Face {
  readonly production: string;
  readonly txs: readonly unknown[];
  readonly snapshots: readonly string[];
  readonly history: readonly string[];
}

/**
 * Does something, and recovers what a kill at each of its writes would have left, twice.
 *
 * @returns how many were old then, how many new, and the faces of those that were neither
 */
async function killAtEachWrite(name: string, act: () => Promise<unknown>) {
  const before = await faceOf(project.dir);
  const { copies } = await copyAtEachWrite(project.dir, path.join(path.dirname(project.dir), name), act);
  const after = await faceOf(project.dir);
  const found = { old: 0, new: 0, other: [] as Face[] };
  await studioAt(project.dir)("files", async (studio) => {
    for (const [at, dir] of copies.entries()) {
      expect(findBrokenFiles(dir), `copy ${at}`).toEqual([]);
      const own = { ...studio, projectDir: dir };
      const home = envHomeOf(dir);
      await recoverEnv(own, home);
      const bytes = digestEnv(dir);
      const again = await recoverEnv(own, home);
      expect([again.outcome, again.swept, digestEnv(dir)], `copy ${at}`).toEqual(["none", [], bytes]);
      expect(leftOf(dir), `copy ${at}`).toEqual([]);
      const face = await faceOf(dir);
      if (isSame(face, before)) found.old += 1;
      else if (isSame(face, after)) found.new += 1;
      else found.other.push(face);
      // What pruning had not come to goes the next time, and nothing else does.
      await pruneEnv({ home, config: await requireEnvConfig(home) });
      expect([leftOf(dir), (await faceOf(dir)).production], `copy ${at}`).toEqual([[], face.production]);
    }
  });
  for (const dir of copies) rmSync(dir, { recursive: true });
  return found;
}

/** Whoever held the lock left a file that says so, which its next holder writes over. */
function leftOf(dir: string): readonly string[] {
  return findUnsettled(dir).filter((problem) => !/^(the holder|\.gitignore) was left$/.test(problem));
}

function isSame(one: Face, other: Face): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Both ends were met: otherwise the kills came before or after everything. */
function expectBoth({ old, new: done, other }: Awaited<ReturnType<typeof killAtEachWrite>>): void {
  expect(other).toEqual([]);
  expect([old > 2, done > 2]).toEqual([true, true]);
}

test("a promote killed at any write is taken back or finished, and recovered twice it has the same bytes", async () => {
  expectBoth(await killAtEachWrite("promote", async () => await project.call(envPromoteVerb, { txid: txids.promoted })));
});

test("so is a rollback to a generation that is kept", async () => {
  expectBoth(await killAtEachWrite("rollback", async () => await project.call(envRollbackVerb, {})));
  await project.call(envRollbackVerb, { target: "2" });
});

test("so is a promote that fails as production; killed while nobody knew that yet, it is finished", async () => {
  await stage("haze", "");
  txids.failing = await tryOut("haze");
  writeFileSync(path.join(project.home.dir, "fails-as-production"), "");
  const found = await killAtEachWrite("failing", async () => {
    await expect(project.call(envPromoteVerb, { txid: txids.failing })).rejects.toMatchObject({ code: "SMOKE_FAILED" });
  });
  rmSync(path.join(project.home.dir, "fails-as-production"));
  expect([found.old > 2, found.new > 2]).toEqual([true, true]);
  for (const { txs, snapshots, history } of found.other) {
    expect([txs.at(1), snapshots[0], history.at(-1)]).toEqual([
      ["promoted", "promoted"],
      "post-promote 3",
      "promoted: Promoted haze: generation 2 to 3",
    ]);
  }
});

test("so is the removal of a node pack", async () => {
  expectBoth(await killAtEachWrite("remove", async () => await project.call(envNodeRemoveVerb, { id: "glow" })));
});

test("an abort is done or not, and its candidate goes with the next pruning", async () => {
  txids.aborted = await tryOut("haze");
  const { other, new: done } = await killAtEachWrite(
    "abort",
    async () => await project.call(envTxAbortVerb, { txid: txids.aborted }),
  );
  expect([other, done > 0]).toEqual([[], true]);
});
