import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Bench, failureOf, packagesOf, productionOf, runPack, truthIn } from "./bench.ts";
import { expectThat } from "./expect-that.ts";
import type { Row } from "./row.ts";

/** Fails exactly where it runs through the pointer, i.e. once production has moved. */
const FAILS_AS_PRODUCTION = ["python", "-c", "import sys; sys.exit('current' in sys.executable)"];

export const RECOVERY: readonly Row[] = [
  {
    id: "D1",
    title: "a promote that fails, before the pointer moves or after it, leaves production as it was",
    check: checkFailedPromote,
  },
  { id: "D2", title: "a rollback to a damaged snapshot leaves production as it was", check: checkFailedRollback },
];

async function checkFailedPromote(bench: Bench): Promise<void> {
  const { call, verbs, home, writeConfig } = bench;
  const before = await stateOf(bench);
  const { tx } = await runPack(bench, "late-pack", ["pillow"]);
  expectThat(tx.status === "completed", `its candidate is ${tx.status}`);
  await writeConfig(FAILS_AS_PRODUCTION);
  const late = await failureOf(call(verbs.promote, { txid: tx.txid }));
  await writeConfig();
  expectThat(late === "SMOKE_FAILED", `a smoke test that fails after the pointer moved ended with ${late}`);
  const { tx: after } = await call(verbs.inspect, { txid: tx.txid });
  expectThat(after.status === "promote_failed", `its transaction is ${after.status}`);
  await mustBe(bench, before);
  const { tx: second } = await call(verbs.run, { nodeId: "late-pack" });
  await appendFile(join(home.generations, String(second.generation), "uv.lock"), "\n# broken\n");
  const early = await failureOf(call(verbs.promote, { txid: second.txid }));
  expectThat(early === "ENV_DAMAGED", `a candidate with a broken lock was refused with ${early}`);
  await mustBe(bench, before);
}

async function checkFailedRollback(bench: Bench): Promise<void> {
  const { call, verbs, home } = bench;
  const before = await stateOf(bench);
  const { id, generation } = await otherSnapshot(bench);
  // As if it had been pruned, so that it has to be rebuilt from its snapshot.
  await rm(join(home.generations, String(generation)), { recursive: true, force: true });
  await appendFile(join(home.snapshots, id, "uv.lock"), "\n# broken\n");
  const code = await failureOf(call(verbs.rollback, { target: id }));
  expectThat(code === "ENV_DAMAGED", `it was refused with ${code}`);
  await mustBe(bench, before);
}

interface State {
  readonly production: number;
  readonly truth: string;
  readonly packages: string;
}

async function stateOf(bench: Bench): Promise<State> {
  const production = await productionOf(bench);
  const packages = await packagesOf(bench, production);
  return { production, truth: await truthIn(bench.home.dir), packages: packages.join() };
}

async function mustBe(bench: Bench, before: State): Promise<void> {
  const after = await stateOf(bench);
  expectThat(after.production === before.production, `production moved to generation ${after.production}`);
  expectThat(after.truth === before.truth, "the truth files changed");
  expectThat(after.packages === before.packages, "what is installed changed");
}

async function otherSnapshot(bench: Bench): Promise<{ readonly id: string; readonly generation: number }> {
  const production = await productionOf(bench);
  const { snapshots } = await bench.call(bench.verbs.snapshots, {});
  const found = snapshots.find(({ generation }) => generation !== production);
  expectThat(found !== undefined, "there is no snapshot of another generation");
  return found;
}
