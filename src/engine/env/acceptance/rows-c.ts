import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { type Bench, countIn, packagesOf, productionOf, snapshotsOf, statusOf, truthIn } from "./bench.ts";
import { expectThat } from "./expect-that.ts";
import { QUARREL_PACK } from "./rows-b.ts";
import type { Row } from "./row.ts";

/** What the config keeps where nothing else is said. Source: the seed, section 4.8. */
const RETENTION = 50;

export const BATCH_THREE: readonly Row[] = [
  { id: "C1", title: "node remove takes its packages and pins along, with a snapshot before", check: checkRemove },
  { id: "C2", title: "rollback brings truth and packages back as they were", check: checkRollback },
  {
    id: "C3",
    title: `of more than ${RETENTION} snapshots the newest ${RETENTION} stay, in the index and on the disk`,
    check: checkRetention,
  },
];

async function checkRemove(bench: Bench): Promise<void> {
  const { call, verbs, home } = bench;
  const before = await snapshotsOf(bench);
  await call(verbs.remove, { id: QUARREL_PACK });
  const taken = (await snapshotsOf(bench)).slice(0, -before.length).map(({ reason }) => reason);
  expectThat(taken.includes("pre-remove"), `snapshots were taken: ${taken.join(", ") || "none"}`);
  const packages = await packagesOf(bench, await productionOf(bench));
  expectThat(!packages.some((name) => name.startsWith("old-numpy-lib==")), "what only it needed is still installed");
  const truth = await readFile(join(home.dir, "pyproject.toml"), "utf8");
  expectThat(!truth.includes("1.26.4"), "the pin that was approved for it is still in the truth");
}

async function checkRollback(bench: Bench): Promise<void> {
  const { call, verbs, home } = bench;
  const from = await productionOf(bench);
  // The state with the pack, right before it was removed.
  const target = (await snapshotsOf(bench)).find(({ reason }) => reason === "pre-remove");
  expectThat(target !== undefined, "there is no snapshot to go back to");
  await call(verbs.rollback, { target: target.id });
  const production = await productionOf(bench);
  expectThat(production !== from, "production did not move");
  const [is, was] = [await truthIn(home.dir), await truthIn(join(home.snapshots, target.id))];
  expectThat(is === was, "the truth files are not those of the snapshot");
  const packages = await packagesOf(bench, production);
  expectThat(
    packages.some((name) => name.startsWith("old-numpy-lib==")),
    "its packages are not installed again",
  );
}

async function checkRetention(bench: Bench): Promise<void> {
  const { call, verbs, home } = bench;
  const first = (await snapshotsOf(bench)).at(-1);
  const here = await productionOf(bench);
  const other = (await statusOf(bench)).generations.find(({ number, isKept }) => isKept && number !== here)?.number;
  expectThat(other !== undefined, "there is no other generation to go to and fro");
  // Each rollback leaves a snapshot.
  const missing = RETENTION + 1 - (await snapshotsOf(bench)).length;
  for (let made = 0; made < missing; made += 1) await call(verbs.rollback, { target: String(made % 2 === 0 ? other : here) });
  const snapshots = await snapshotsOf(bench);
  expectThat(snapshots.length === RETENTION, `${snapshots.length} snapshots are listed`);
  expectThat((await countIn(home.snapshots)) === RETENTION, `${await countIn(home.snapshots)} snapshots are on the disk`);
  expectThat(!snapshots.some(({ id }) => id === first?.id), "the oldest is still there");
  const index = JSON.parse(await readFile(home.snapshotsIndex, "utf8")) as { snapshots?: readonly unknown[] };
  expectThat(index.snapshots?.length === RETENTION, "the index says something else");
}
