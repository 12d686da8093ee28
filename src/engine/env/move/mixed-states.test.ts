import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GovernedProject, LOADS, openGovernedProject } from "../../../../tests/support/env/governed-project.ts";
import { swapPointer } from "../../../adapters/generations/pointer.ts";
import { Intent } from "../../../core/env/tx/intent.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { envSnapshotListVerb } from "./inspect-snapshots.ts";
import { readIntent, writeIntent } from "../hold/intents.ts";
import { envPromoteVerb } from "./promote.ts";
import { envRecoverVerb } from "../hold/recover-verb.ts";
import { envNodeRemoveVerb } from "./remove-node.ts";
import { envRollbackVerb } from "./rollback.ts";
import { envTxRunVerb } from "../tx/run-tx.ts";
import { envNodeAddVerb } from "../tx/stage-node.ts";
import { undoingFirst } from "../init/undoing-first.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

const CONFIG = "[rollback]\nkept_generations = 1\n[tx]\nsmoke_test = ['python', '-c', 'pass']\n";

let project: GovernedProject;

/** Packs without a repository: what they are is nowhere but in generations. */
beforeAll(async () => {
  project = await openGovernedProject(CONFIG);
  for (const id of ["ash", "elm", "oak"]) {
    mkdirSync(path.join(project.comfyuiDir, "custom_nodes", id), { recursive: true });
    writeFileSync(path.join(project.comfyuiDir, "custom_nodes", id, "__init__.py"), `${LOADS["__init__.py"]}# ${id}\n`);
  }
  project.behave("exit");
  await project.init();
  for (const id of ["ash", "elm", "oak"]) await project.call(envNodeRemoveVerb, { id });
});
afterAll(() => project.remove());

const at = (...names: readonly string[]): string => path.join(project.home.dir, ...names);
const current = (): string => readlinkSync(project.home.current);

/** As a rollback that was killed leaves it. */
async function leaveIntent(from: number, to: number): Promise<void> {
  const rest = { building: null, txid: null, txStatus: null, nodeId: null, ref: `${to}`, snapshots: [], goesBack: false };
  const by = { id: "0190", startedAtMs: 1, pid: 1, command: "touchstone env rollback" };
  await writeIntent(project.home, Intent.parse({ format: "touchstone.intent/1", kind: "rollback", from, to, ...rest, ...by }));
}

test("what a start of ComfyUI puts beside node packs is in no candidate, and in production it is an edit", async () => {
  const plants = `import pathlib
beside = pathlib.Path(__file__).parent.parent / "planted"
beside.mkdir(exist_ok=True)
(beside / "__init__.py").write_text("NODE_CLASS_MAPPINGS = {}")
`;
  const url = project.pack("fern", { ...LOADS, "prestartup_script.py": plants });
  await project.call(envNodeAddVerb, { url, id: "fern" });
  const { tx } = await project.call(envTxRunVerb, {});
  expect([tx.status, readdirSync(at("generations", `${tx.generation}`, "custom_nodes"))]).toEqual(["completed", ["fern"]]);
  const planted = at("generations", `${tx.generation}`, "custom_nodes", "planted.py");
  writeFileSync(planted, "");
  await expect(project.call(envPromoteVerb, { txid: tx.txid })).rejects.toMatchObject({
    code: "ENV_DAMAGED",
    message: expect.stringContaining("planted.py"),
  });
  const own = at("current", "custom_nodes", "own.py");
  mkdirSync(path.dirname(own), { recursive: true });
  writeFileSync(own, "");
  await expect(project.call(envRollbackVerb, { target: "1" })).rejects.toMatchObject({
    code: "NODE_EDITED",
    message: expect.stringContaining("`own.py`"),
  });
  rmSync(own);
});

test("a start that writes into a file which generations share is no candidate, and the file is named", async () => {
  const writes = "import plain_lib\nopen(plain_lib.__file__, 'a').write('# mine')\n";
  const files = { ...LOADS, "prestartup_script.py": writes, "requirements.txt": "plain-lib\n" };
  await project.call(envNodeAddVerb, { url: project.pack("moss", files), id: "moss" });
  // Not the cache that everybody shares.
  const cache = process.env["UV_CACHE_DIR"];
  process.env["UV_CACHE_DIR"] = path.join(project.dir, "..", "own-cache");
  try {
    await expect(project.call(envTxRunVerb, { nodeId: "moss" })).rejects.toMatchObject({
      code: "ENV_DAMAGED",
      message: expect.stringContaining("plain_lib"),
    });
  } finally {
    if (cache === undefined) delete process.env["UV_CACHE_DIR"];
    else process.env["UV_CACHE_DIR"] = cache;
  }
  await project.call(envNodeRemoveVerb, { id: "moss", purgeCode: true });
});

test("[EG8] pruning leaves the generation that alone holds copied code which a snapshot names", async () => {
  expect([1, 2, 3, 4].map((number) => existsSync(at("generations", `${number}`)))).toEqual([true, true, true, true]);
  const { snapshots } = await project.call(envSnapshotListVerb, {});
  const first = snapshots.findLast(({ generation }) => generation === 1);
  const { done } = await project.call(envRollbackVerb, { target: first?.id ?? "" });
  expect([done?.generation, existsSync(at("current", "custom_nodes", "ash"))]).toEqual([1, true]);
  await project.call(envRollbackVerb, { target: "4" });
});

test("a rollback away from a damaged generation that was killed is settled, before the pointer moved and after", async () => {
  writeFileSync(at("generations", "4", "manifest.json"), "{");
  await leaveIntent(4, 1);
  expect((await project.call(envRecoverVerb, {})).outcome).toBe("taken_back");
  await leaveIntent(4, 1);
  await swapPointer(project.home, 1);
  expect((await project.call(envRecoverVerb, {})).outcome).toBe("finished");
  expect([current(), await readIntent(project.home)]).toEqual(["generations/1", null]);
});

test("snapshots are listed, and a pruned generation is rebuilt, while production is damaged", async () => {
  await swapPointer(project.home, 4);
  expect(existsSync(at("generations", "3"))).toBe(false);
  expect((await project.call(envSnapshotListVerb, {})).snapshots.length).toBeGreaterThan(0);
  const { rebuiltFrom, done } = await project.call(envRollbackVerb, { target: "3" });
  expect([rebuiltFrom === null, done?.generation, current()]).toEqual([false, 7, "generations/7"]);
});

test("a first generation that is production already keeps the intent that finishes it, whatever failed then", async () => {
  const failed = new TouchstoneError("DISK_FULL", "full");
  const kept = await project.lend(async (studio) => {
    return await withEnvLock(studio, { command: "x", waitMs: 0 }, async (held) => {
      const intent = await held.begin({ kind: "init", from: null, to: 7 });
      await expect(undoingFirst(held, async () => await Promise.reject(failed))).rejects.toBe(failed);
      return [intent.id, (await readIntent(project.home))?.id];
    });
  });
  expect(kept[1]).toBe(kept[0]);
  expect((await project.call(envRecoverVerb, {})).outcome).toBe("finished");
});

test("half of an environment, as a failed beginning that was killed leaves it, is none", async () => {
  rmSync(project.home.current);
  rmSync(project.home.generations, { recursive: true });
  await expect(project.call(envRollbackVerb, {})).rejects.toMatchObject({ code: "ENV_NOT_FOUND" });
  symlinkSync("generations/7", project.home.current);
});
