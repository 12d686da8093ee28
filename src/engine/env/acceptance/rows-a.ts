import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { Tx } from "../../../core/env/tx/tx.ts";
import { type Bench, isThere, productionOf, runPack, statusOf } from "./bench.ts";
import { expectThat } from "./expect-that.ts";
import type { Row } from "./row.ts";

/** The pack that the first rows try, and that B1 promotes. */
export const PLAIN_PACK = "plain-pack";

export const BATCH_ONE: readonly Row[] = [
  { id: "A1", title: "init makes a lock and an environment, and points to them", check: checkInit },
  { id: "A2", title: "tx run writes a transaction with everything that it must hold", check: checkRun },
  { id: "A3", title: "tx inspect says the same each time", check: checkInspect },
  { id: "A4", title: "tx abort removes the candidate and marks the transaction", check: checkAbort },
];

async function checkInit(bench: Bench): Promise<void> {
  const { call, verbs, home, comfyuiDir, index, writeConfig } = bench;
  await call(verbs.init, { comfyuiDir, index });
  await writeConfig();
  const number = await productionOf(bench);
  expectThat(number === 1, `production is generation ${number}, not 1`);
  for (const name of ["pyproject.toml", "uv.lock", "nodes.json", "current/.venv/bin/python"]) {
    expectThat(await isThere(join(home.dir, name)), `env/${name} is not there`);
  }
}

async function checkRun(bench: Bench): Promise<void> {
  const { tx } = await runPack(bench, PLAIN_PACK, ["plain-lib"]);
  const file = join(bench.home.transactions, `${tx.txid}.json`);
  const kept = Tx.safeParse(JSON.parse(await readFile(file, "utf8")));
  expectThat(kept.success, `${file} is not as it must be: ${kept.error?.issues[0]?.message ?? ""}`);
  expectThat(kept.data.status === "completed", `it is ${kept.data.status}: ${kept.data.failure?.message ?? "no reason given"}`);
  const { diff, logs, runExitCode, postFreeze } = kept.data;
  expectThat(diff?.added.some(({ name }) => name === "plain-lib") === true, "its diff does not say that plain-lib is added");
  expectThat(postFreeze !== null && runExitCode !== null, "it does not say what is installed, or how ComfyUI ended");
  expectThat(await isThere(join(bench.home.dir, logs.stdout)), "its log is not there");
}

async function checkInspect({ call, verbs, ...bench }: Bench): Promise<void> {
  const txid = await newestTx({ call, verbs, ...bench });
  const [first, second] = [await call(verbs.inspect, { txid }), await call(verbs.inspect, { txid })];
  expectThat(JSON.stringify(first) === JSON.stringify(second), "it says something else the second time");
  expectThat(first.tx.txid === txid && first.conflict === null, "it does not show the transaction that was asked for");
}

async function checkAbort(bench: Bench): Promise<void> {
  const { call, verbs, home } = bench;
  const before = await productionOf(bench);
  const { tx } = await call(verbs.inspect, { txid: await newestTx(bench) });
  await call(verbs.abort, { txid: tx.txid });
  const after = await call(verbs.inspect, { txid: tx.txid });
  expectThat(after.tx.status === "aborted", `it is ${after.tx.status}`);
  expectThat(!(await isThere(join(home.generations, String(tx.generation)))), "its candidate is still there");
  expectThat((await productionOf(bench)) === before, "production moved");
}

async function newestTx(bench: Bench): Promise<string> {
  const [newest] = (await statusOf(bench)).transactions;
  expectThat(newest !== undefined, "there is no transaction");
  return newest.txid;
}
