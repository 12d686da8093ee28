import { join } from "node:path";
import { type Bench, failureOf, isThere, packagesOf, productionOf, runPack, snapshotsOf, statusOf } from "./bench.ts";
import { expectThat } from "./expect-that.ts";
import { PLAIN_PACK } from "./rows-a.ts";
import type { Row } from "./row.ts";

/** The pack whose needs contradict the core packages, until a pin moves one of them. */
export const QUARREL_PACK = "old-pack";
const PIN = "numpy==1.26.4";

export const BATCH_TWO: readonly Row[] = [
  { id: "B1", title: "promote moves production, with a snapshot before and one after", check: checkPromote },
  {
    id: "B2",
    title: "needs that contradict each other end in a conflict with a report, and production stays",
    check: checkConflict,
  },
  { id: "B3", title: "resolve with a pin builds a candidate after all", check: checkResolve },
  {
    id: "B4",
    title: "promote of a change of core packages is refused without approval, and goes through with it",
    check: checkCoreGate,
  },
];

async function checkPromote(bench: Bench): Promise<void> {
  const { call, verbs } = bench;
  const { tx } = await call(verbs.run, { nodeId: PLAIN_PACK });
  const before = await snapshotsOf(bench);
  await call(verbs.promote, { txid: tx.txid });
  const { tx: after } = await call(verbs.inspect, { txid: tx.txid });
  expectThat(after.status === "promoted", `the transaction is ${after.status}`);
  const production = await productionOf(bench);
  expectThat(production === tx.generation, `production is generation ${production}, not the candidate ${tx.generation}`);
  const taken = (await snapshotsOf(bench)).slice(0, -before.length).map(({ reason }) => reason);
  expectThat(taken.join() === "post-promote,pre-promote", `snapshots were taken: ${taken.join(", ") || "none"}`);
  const packages = await packagesOf(bench, production);
  expectThat(
    packages.some((name) => name.startsWith("plain-lib==")),
    "what the pack needs is not installed",
  );
}

async function checkConflict(bench: Bench): Promise<void> {
  const before = await productionOf(bench);
  const { tx, conflict } = await runPack(bench, QUARREL_PACK, ["old-numpy-lib"]);
  expectThat(tx.status === "needs_resolution", `the transaction is ${tx.status}`);
  expectThat(conflict !== null && conflict.proposals.length > 0, "no pin is proposed");
  expectThat(await isThere(join(bench.home.conflicts, `${tx.txid}.json`)), "there is no report of the conflict");
  expectThat((await productionOf(bench)) === before, "production moved");
}

async function checkResolve(bench: Bench): Promise<void> {
  const { tx } = await bench.call(bench.verbs.resolve, { txid: await openTx(bench), pins: [PIN] });
  expectThat(tx.status === "resolved", `the transaction is ${tx.status}: ${tx.failure?.message ?? "no reason given"}`);
  expectThat(tx.resolutionPins.join() === PIN, `its pins are ${tx.resolutionPins.join(", ") || "none"}`);
}

async function checkCoreGate(bench: Bench): Promise<void> {
  const { call, verbs } = bench;
  const [txid, before] = [await openTx(bench), await productionOf(bench)];
  const { tx } = await call(verbs.inspect, { txid });
  expectThat(
    tx.coreImpact.some(({ name }) => name === "numpy"),
    "it is not said that numpy moves",
  );
  const code = await failureOf(call(verbs.promote, { txid }));
  expectThat(code === "CORE_APPROVAL_NEEDED", `it was refused with ${code}`);
  expectThat((await productionOf(bench)) === before, "production moved although it was refused");
  await call(verbs.promote, { txid, approveCore: true, reason: "acceptance" });
  expectThat((await productionOf(bench)) === tx.generation, "production did not move with approval");
}

/** The transaction of the pack that quarrels. */
async function openTx(bench: Bench): Promise<string> {
  const found = (await statusOf(bench)).transactions.find(({ nodeId }) => nodeId === QUARREL_PACK);
  expectThat(found !== undefined, `there is no transaction of ${QUARREL_PACK}`);
  return found.txid;
}
