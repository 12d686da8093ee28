import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashTree } from "../../src/adapters/generations/hash-tree.ts";
import { loadGeneration } from "../../src/adapters/generations/load-generation.ts";
import { readPointer } from "../../src/adapters/generations/pointer.ts";
import { readVenv } from "../../src/adapters/uv/read-venv.ts";
import { Conflict } from "../../src/core/env/conflict/conflict.ts";
import { readPyproject } from "../../src/core/env/truth/read-pyproject.ts";
import { Tx } from "../../src/core/env/tx/tx.ts";
import { generationDir } from "../../src/engine/env/env-home.ts";
import { envPromoteVerb } from "../../src/engine/env/move/promote.ts";
import { envNodeRemoveVerb } from "../../src/engine/env/move/remove-node.ts";
import { envResolveVerb } from "../../src/engine/env/tx/resolve-tx.ts";
import { envTxRunVerb } from "../../src/engine/env/tx/run-tx.ts";
import { envNodeAddVerb, envNodeUpdateVerb } from "../../src/engine/env/tx/stage-node.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";

let project: GovernedProject;

beforeAll(async () => {
  project = await openGovernedProject();
  await project.init({ torchIndex: project.index.torch });
});
afterAll(() => project.remove());
// It ends before it loads any node pack: what is watched for longer has tests of its own.
beforeEach(() => project.behave("exit"));

const needing = (...lines: readonly string[]) => ({ ...LOADS, "requirements.txt": `${lines.join("\n")}\n` });

async function add(id: string, files: Readonly<Record<string, string>>) {
  return await project.call(envNodeAddVerb, { url: project.pack(id, files) });
}

/** Adds a pack, and runs its transaction. */
async function run(
  id: string,
  files: Readonly<Record<string, string>>,
  more: Partial<{ allowBuild: string[]; allowUrl: string[] }> = {},
) {
  await add(id, files);
  return await project.call(envTxRunVerb, { nodeId: id, ...more });
}

/** The newest transaction, as it lies on the disk. */
function newestTx(): Tx {
  const name =
    readdirSync(project.home.transactions)
      .filter((one) => one.endsWith(".json"))
      .toSorted()
      .at(-1) ?? "";
  return Tx.parse(JSON.parse(readFileSync(path.join(project.home.transactions, name), "utf8")));
}

async function truthOf(generation: number) {
  const { pyproject } = await loadGeneration(project.home, generation);
  return readPyproject({ file: "pyproject.toml", text: pyproject });
}

const dropStaged = async (id: string): Promise<void> => void (await project.call(envNodeRemoveVerb, { id }));

test("A2: a transaction says all of itself, its candidate holds the pack's group, and production is as it was", async () => {
  const production = await readPointer(project.home);
  const { staged } = await add("wind", needing("plain-lib<2  # old", "NumPy"));
  // A later commit is another one than the one that was staged.
  project.pack("wind", needing("torch==2.5.1+cu124"));
  const { tx, conflict } = await project.call(envTxRunVerb, {});
  expect(conflict).toBeNull();
  expect(newestTx()).toEqual(tx);
  expect(tx).toMatchObject({
    nodeId: "wind",
    action: "add",
    status: "completed",
    base: 1,
    generation: 2,
    observation: "exited",
    runExitCode: 0,
    coreImpact: [],
    diff: { added: [{ name: "plain-lib", version: "1.1" }], removed: [], changed: [] },
    promotionPlan: { from: 1, to: 2, directAdditions: ["numpy", "plain-lib<2"], overrideAdditions: [] },
    node: { commit: staged?.commit, treeHash: staged?.treeHash, managedDeps: ["numpy", "plain-lib<2"] },
  });
  expect(await readPointer(project.home)).toBe(production);
  const { manifest, lock } = await loadGeneration(project.home, 2);
  expect(manifest).toMatchObject({ base: 1, txid: tx.txid, packages: tx.postFreeze });
  expect((await truthOf(2)).groups).toEqual({ "node-wind": ["numpy", "plain-lib<2"] });
  // The build of torch for one CUDA version stays the one that comes from its own index.
  expect(tx.postFreeze).toContainEqual({ name: "torch", version: "2.6.0+cu124" });
  expect(lock).toContain(project.index.torch);
  const code = path.join(generationDir(project.home, 2), "custom_nodes/wind");
  expect(await hashTree(code)).toBe(staged?.treeHash);
  for (const log of Object.values(tx.logs)) expect(existsSync(path.join(project.home.dir, log))).toBe(true);
  expect(project.steps).toEqual(["locking", "installing", "smoke_testing", "observing", "checking"]);
  await dropStaged("wind");
});

test("a server that goes on running is healthy, and one that crashes or cannot import a pack has failed", async () => {
  project.behave("healthy");
  const { tx } = await run("glow", LOADS);
  expect(tx).toMatchObject({ status: "completed", observation: "timed_out_healthy", runExitCode: 124 });
  project.behave("crash");
  const crashed = await project.call(envTxRunVerb, {});
  expect(crashed.tx).toMatchObject({
    status: "failed",
    observation: "crashed",
    runExitCode: 1,
    failure: { code: "CANDIDATE_FAILED" },
  });
  await dropStaged("glow");
  project.behave("healthy");
  const broken = await run("broken", { "__init__.py": "import nowhere_to_be_found\n" });
  expect(broken.tx).toMatchObject({ status: "failed", observation: "import_failed", failure: { code: "CANDIDATE_FAILED" } });
  expect(broken.tx.failure?.message).toContain("broken");
  // It is kept, for whoever promotes it all the same.
  expect(existsSync(path.join(generationDir(project.home, broken.tx.generation ?? 0), "manifest.json"))).toBe(true);
  await dropStaged("broken");
});

test("a ComfyUI without main.py fails the transaction with exit code 2, and nothing is built", async () => {
  const main = path.join(project.comfyuiDir, "main.py");
  renameSync(main, `${main}.away`);
  const { tx } = await run("lonely", LOADS);
  renameSync(`${main}.away`, main);
  expect(tx).toMatchObject({
    status: "failed",
    runExitCode: 2,
    generation: null,
    observation: "not_run",
    failure: { code: "COMFYUI_NOT_FOUND" },
  });
  await dropStaged("lonely");
});

test("refused lines are named with file and line; an address is approved letter by letter, and remembered", async () => {
  const wheel = pathToFileURL(path.join(project.index.packages, "plain_lib-1.0-py3-none-any.whl")).href;
  const line = `plain-lib @ ${wheel}`;
  const { refused } = await add("far", needing("-r more.txt", "--extra-index-url https://example.org/simple", line));
  expect(refused).toHaveLength(3);
  const failed = (await project.call(envTxRunVerb, {}).catch((error: unknown) => error)) as {
    code: string;
    problems: { place: object }[];
  };
  expect(failed.code).toBe("REQUIREMENT_REFUSED");
  expect(failed.problems.map(({ place }) => place)).toMatchObject([
    { file: "far/requirements.txt", line: 1 },
    { line: 2 },
    { line: 3 },
  ]);
  expect(newestTx()).toMatchObject({ status: "failed", generation: null, failure: { code: "REQUIREMENT_REFUSED" } });
  await dropStaged("far");

  await add("near", needing(line));
  await expect(project.call(envTxRunVerb, { allowUrl: [`${line} `] })).rejects.toMatchObject({ code: "REQUIREMENT_REFUSED" });
  const { tx } = await project.call(envTxRunVerb, { allowUrl: [line] });
  expect(tx).toMatchObject({ status: "completed", diff: { added: [{ name: "plain-lib", version: "1.0" }] } });
  expect(tx.node?.managedDeps[0]).toContain(wheel);
  await dropStaged("near");

  // In the same version, so that by its number alone nothing changes.
  const numpy = tx.postFreeze?.find(({ name }) => name === "numpy")?.version ?? "";
  const own = pathToFileURL(path.join(project.index.packages, `numpy-${numpy}-py3-none-any.whl`)).href;
  await add("exchange", needing(`numpy @ ${own}`));
  const swapped = await project.call(envTxRunVerb, { allowUrl: [`numpy @ ${own}`] });
  expect(swapped.tx).toMatchObject({ status: "completed", coreImpact: [{ name: "numpy" }] });
  await expect(project.call(envPromoteVerb, { txid: swapped.tx.txid })).rejects.toMatchObject({ code: "CORE_APPROVAL_NEEDED" });
  await dropStaged("exchange");
});

test("a package without wheels is built only with a person's word, which belongs to the pack", async () => {
  const { tx, conflict } = await run("source", needing("source-only-lib"));
  expect(tx).toMatchObject({ status: "needs_resolution", generation: null, conflictReport: `state/conflicts/${tx.txid}.json` });
  expect(conflict).toMatchObject({ kind: "needs_build", packages: [{ package: "source-only-lib" }] });
  const approved = await project.call(envTxRunVerb, { allowBuild: ["Source_Only_Lib"] });
  expect(approved.tx).toMatchObject({ status: "completed", node: { buildsOwned: ["source-only-lib"] } });
  expect((await truthOf(approved.tx.generation ?? 0)).buildsAllowed).toEqual(["source-only-lib"]);
  await dropStaged("source");
});

test("what runs by itself counts as core, whether a package brings it or a start of ComfyUI", async () => {
  const { tx } = await run("hooked", needing("pth-lib"));
  expect(tx.coreImpact).toMatchObject([{ name: "pth_lib.pth", before: null }]);
  const lib = path.join(generationDir(project.home, tx.generation ?? 0), ".venv/lib");
  for (const python of readdirSync(lib)) writeFileSync(path.join(lib, python, "site-packages/unseen.pth"), "import sys\n");
  const wishes = { txid: tx.txid, approveCore: true, reason: "a test" };
  await expect(project.call(envPromoteVerb, wishes)).rejects.toThrow("`unseen.pth` in generation");
  await dropStaged("hooked");
  const writing = [
    "import os, sysconfig",
    'open(os.path.join(sysconfig.get_path("purelib"), "late.pth"), "w").write("import sys\\n")',
    'open(os.path.join(os.path.dirname(__file__), "cache.json"), "w").write("{}")',
    "NODE_CLASS_MAPPINGS = {}",
  ];
  project.behave("healthy");
  const late = await run("late", { "__init__.py": `${writing.join("\n")}\n` });
  expect(late.tx.runtimeDrift?.startupHooks.added).toMatchObject([{ kind: "pth", name: "late.pth", owner: null }]);
  expect(late.tx.coreImpact).toMatchObject([{ name: "late.pth" }]);
  // What was watched is what would be promoted: packages and the pack's code are put right.
  const candidate = generationDir(project.home, late.tx.generation ?? 0);
  expect((await readVenv(path.join(candidate, ".venv"))).hooks.map(({ name }) => name)).not.toContain("late.pth");
  const code = path.join(candidate, "custom_nodes/late");
  expect(readdirSync(code).filter((name) => name !== "__pycache__")).toEqual(["__init__.py"]);
  await dropStaged("late");
});

test("B2, B3: packs that exclude each other end in a conflict with proposals; an approved one resolves it", async () => {
  const lower = await run("lower", needing("upper-bound-lib"));
  await project.call(envPromoteVerb, { txid: lower.tx.txid });
  const { tx, conflict } = await run("higher", needing("lower-bound-lib"));
  expect(tx).toMatchObject({ status: "needs_resolution", observation: "not_run" });
  expect(newestTx()).toEqual(tx);
  const stored = Conflict.parse(JSON.parse(readFileSync(path.join(project.home.conflicts, `${tx.txid}.json`), "utf8")));
  expect(stored).toEqual(conflict);
  expect(stored).toMatchObject({ txid: tx.txid, nodeId: "higher", kind: "incompatible", packages: [{ package: "plain-lib" }] });
  const vias = stored.packages[0]?.requirers.map(({ via, requirement }) => `${via.join()} ${requirement}`).toSorted();
  expect(vias).toEqual(["higher plain-lib>=2", "lower plain-lib<2"]);
  expect(stored.proposals.length).toBeGreaterThan(0);

  const ask = async (more: { pins?: string[]; drop?: string[] }) =>
    await project.call(envResolveVerb, { txid: tx.txid, ...more });
  await expect(ask({ pins: ["plain-lib"] })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(ask({ drop: ["plain-lib"] })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  const again = await ask({ pins: ["plain-lib==9.9"] });
  expect(again.tx).toMatchObject({ status: "needs_resolution", resolutionPins: ["plain-lib==9.9"] });
  expect(again.conflict?.kind).not.toBe("incompatible");

  const pin = stored.proposals[0]?.pin ?? "";
  const resolved = await ask({ pins: ["plain-lib==1.0", pin] });
  expect(resolved.tx).toMatchObject({ status: "resolved", resolutionPins: [pin], node: { pinsOwned: [pin] } });
  expect(resolved.tx.promotionPlan).toMatchObject({ overrideAdditions: [pin] });
  const first = resolved.tx.generation ?? 0;
  const better = await ask({});
  expect(better.tx.generation).toBeGreaterThan(first);
  expect(existsSync(generationDir(project.home, first))).toBe(false);

  const promoted = await project.call(envPromoteVerb, { txid: tx.txid });
  expect(promoted.tx.status).toBe("promoted");
  expect((await truthOf(better.tx.generation ?? 0)).overrides).toEqual([pin]);
  await expect(ask({})).rejects.toMatchObject({ code: "STATE_CONFLICT" });
  // The pin goes with the pack that it was approved for.
  const removed = await project.call(envNodeRemoveVerb, { id: "higher" });
  expect((await truthOf(removed.done?.generation ?? 0)).overrides).toEqual([]);
  // What only it needed is told as removed, and what its pin had moved as moved back.
  expect(removed.plan?.packages?.removed.map(({ name }) => name)).toContain("lower-bound-lib");
});

test("a pack that wants another core package is a conflict, whose pin counts as core", async () => {
  const { tx, conflict } = await run("swap", needing("core-swap-lib", "numpy<2"));
  const pin = conflict?.proposals.find(({ isCore }) => isCore)?.pin ?? "";
  expect(pin).toBe("numpy==1.26.4");
  const resolved = await project.call(envResolveVerb, { txid: tx.txid, pins: [pin] });
  expect(resolved.tx.coreImpact).toEqual([{ name: "numpy", before: "2.1.0", after: "1.26.4" }]);
  await expect(project.call(envPromoteVerb, { txid: tx.txid })).rejects.toMatchObject({ code: "CORE_APPROVAL_NEEDED" });
  await dropStaged("swap");
});

test("an update goes on from what the pack is, and at the same commit there is nothing to do", async () => {
  expect((await project.call(envNodeUpdateVerb, { id: "lower" })).staged).toBeNull();
  project.pack("lower", needing("calm-lib"));
  const { staged } = await project.call(envNodeUpdateVerb, { id: "lower" });
  expect(staged).toMatchObject({ action: "update", id: "lower" });
  const { tx } = await project.call(envTxRunVerb, { nodeId: "lower" });
  expect(tx).toMatchObject({ action: "update", status: "completed", node: { managedDeps: ["calm-lib"] } });
  expect(tx.diff?.removed).toEqual([{ name: "upper-bound-lib", version: "1.0" }]);
  await expect(project.call(envNodeUpdateVerb, { id: "nobody" })).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
  await dropStaged("lower").catch(() => undefined);
});
