import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashTree } from "../../src/adapters/generations/hash-tree.ts";
import { readPointer } from "../../src/adapters/generations/pointer.ts";
import { digestBytes } from "../../src/core/canonical/digest.ts";
import { Bundle, BUNDLE_FILE } from "../../src/core/env/bundle/bundle.ts";
import { generationDir } from "../../src/engine/env/env-home.ts";
import { envExportVerb } from "../../src/engine/env/bundle/export-env.ts";
import { envImportVerb } from "../../src/engine/env/bundle/import-env.ts";
import { envPlanVerb } from "../../src/engine/env/tx/plan-env.ts";
import { envNodeAddVerb } from "../../src/engine/env/tx/stage-node.ts";
import { commitPack, type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";
import { toolsForTests } from "../support/env/uv-for-tests.ts";

let project: GovernedProject;
let bundle: string;

beforeAll(async () => {
  project = await openGovernedProject();
  const packs = path.join(project.comfyuiDir, "custom_nodes");
  commitPack(path.join(packs, "wind"), { ...LOADS, "requirements.txt": "plain-lib<2\n" });
  commitPack(path.join(packs, "glow"), { ...LOADS, "nodes/tools.py": "STEPS = 3\n" });
  symlinkSync("nodes/tools.py", path.join(packs, "glow/link.py"));
  await project.init();
  bundle = path.join(project.dir, "out/bundle");
});
afterAll(() => project.remove());

/** A copy of the bundle with something else in it. */
function tampered(change: (dir: string) => void): string {
  const dir = `${bundle}-tampered`;
  rmSync(dir, { recursive: true, force: true });
  cpSync(bundle, dir, { recursive: true, verbatimSymlinks: true });
  change(dir);
  return dir;
}

/** The bundle says something else of itself. */
const saying = (changes: object): string =>
  tampered((dir) => {
    const file = path.join(dir, BUNDLE_FILE);
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as object), ...changes }));
  });

test("a bundle holds the truth, the code of all packs and a digest of everything", async () => {
  const answer = await project.call(envExportVerb, { out: bundle });
  expect(answer).toMatchObject({ dir: bundle, generation: 1, files: 9 });
  const said = Bundle.parse(JSON.parse(readFileSync(path.join(bundle, BUNDLE_FILE), "utf8")));
  expect(said).toMatchObject({ envId: answer.envId, uvVersion: (await toolsForTests()).uv.version });
  expect(said.files["custom_nodes/glow/link.py"]).toMatch(/^link /);
  expect(readFileSync(path.join(bundle, "freeze.txt"), "utf8")).toContain("plain-lib==1.1\n");
  expect(readdirSync(path.dirname(bundle))).toEqual(["bundle"]);
  await expect(project.call(envExportVerb, { out: bundle })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(project.call(envExportVerb, { out: `${bundle}-9`, generation: 9 })).rejects.toMatchObject({
    code: "SNAPSHOT_NOT_FOUND",
  });
});

test("[EB1][EB2] what does not fit is refused in a fixed order, and production stays", async () => {
  const refusal = async (dir: string): Promise<string> => {
    const failed = (await project.call(envImportVerb, { bundle: dir }).catch((error: unknown) => error)) as Error & {
      code: string;
    };
    expect(failed.code).toBe("BUNDLE_REFUSED");
    return failed.message;
  };
  expect(await refusal(project.dir)).toContain("is no bundle");
  expect(await refusal(saying({ format: "touchstone.env-bundle/2" }))).toContain("format");
  const changed = tampered((dir) => {
    writeFileSync(path.join(dir, "custom_nodes/wind/__init__.py"), "import os\n");
    writeFileSync(path.join(dir, "more.txt"), "");
    rmSync(path.join(dir, "freeze.txt"));
  });
  expect(await refusal(changed)).toContain("`custom_nodes/wind/__init__.py` was changed, and 2 more");
  const python = { version: "3.99.1", implementation: "CPython", platform: "linux-riscv64" };
  expect(await refusal(saying({ python }))).toContain("linux-riscv64");
  const { platform } = (JSON.parse(readFileSync(path.join(bundle, BUNDLE_FILE), "utf8")) as Bundle).python;
  expect(await refusal(saying({ python: { ...python, platform } }))).toContain("CPython 3.99");
  const unlocked = tampered((dir) => {
    const truth = path.join(dir, "pyproject.toml");
    const text = readFileSync(truth, "utf8").replace("plain-lib<2", "plain-lib>=2");
    writeFileSync(truth, text);
    const file = path.join(dir, BUNDLE_FILE);
    const said = JSON.parse(readFileSync(file, "utf8")) as Bundle;
    said.files["pyproject.toml"] = `file ${digestBytes(Buffer.from(text))}`;
    writeFileSync(file, JSON.stringify(said));
  });
  expect(await refusal(unlocked)).toContain("its lock does not hold");
  expect(await readPointer(project.home)).toBe(1);
  expect(readdirSync(project.home.generations)).toEqual(["1"]);
});

test("a bundle becomes the next generation, and in another project the first, with one identity", async () => {
  const next = await project.call(envImportVerb, { bundle });
  expect(next).toMatchObject({ generation: 2, isSame: true, nodes: ["glow", "wind"] });
  expect(await readPointer(project.home)).toBe(2);
  const other = await openGovernedProject();
  try {
    await expect(other.call(envImportVerb, { bundle })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    const first = await other.call(envImportVerb, { bundle, comfyuiDir: other.comfyuiDir });
    expect(first).toMatchObject({ generation: 1, isSame: true, envId: next.envId });
    const code = (home: GovernedProject["home"], number: number) => path.join(generationDir(home, number), "custom_nodes");
    expect(await hashTree(code(other.home, 1))).toBe(await hashTree(code(project.home, 1)));
    expect(existsSync(path.join(other.home.snapshots, first.snapshot, "meta.json"))).toBe(true);
  } finally {
    other.remove();
  }
});

test("an edited pack without a repository is not exported for what it was", async () => {
  writeFileSync(path.join(generationDir(project.home, 2), "custom_nodes/wind/__init__.py"), "EDITED = 1\n");
  const out = `${bundle}-edited`;
  await expect(project.call(envExportVerb, { out })).rejects.toMatchObject({ code: "NODE_EDITED" });
  expect(readdirSync(path.dirname(out)).filter((name) => name.includes("edited"))).toEqual([]);
});

test("a plan says of each staged pack what its transaction would do, and writes nothing", async () => {
  const needing = (...lines: readonly string[]) => ({ ...LOADS, "requirements.txt": `${lines.join("\n")}\n` });
  for (const [id, files] of Object.entries({
    calm: needing("calm-lib"),
    swap: needing("core-swap-lib"),
    higher: needing("lower-bound-lib"),
    far: needing("-r more.txt"),
    old: needing("old-numpy-lib"),
  })) {
    await project.call(envNodeAddVerb, { url: project.pack(id, files) });
  }
  const before = await hashTree(project.home.dir);
  const { base, plans } = await project.call(envPlanVerb, {});
  expect(await hashTree(project.home.dir)).toBe(before);
  expect(base).toBe(2);
  expect(plans.map(({ nodeId, outcome }) => `${nodeId} ${outcome}`)).toEqual([
    "calm resolves",
    "far refused",
    "higher conflict",
    "old conflict",
    "swap resolves",
  ]);
  expect(plans[0]).toMatchObject({
    requirements: { added: ["calm-lib"] },
    packages: { added: [{ name: "calm-lib", version: "1.0" }] },
    core: [],
  });
  expect(plans[1]?.refused).toEqual(["far/requirements.txt:1:1: `-r more.txt` reads another file"]);
  expect(plans[2]?.conflict).toMatchObject({ nodeId: "higher", packages: [{ package: "plain-lib" }] });
  const approved = await project.call(envPlanVerb, { nodeId: "calm" });
  expect(approved.plans.map(({ nodeId }) => nodeId)).toEqual(["calm"]);
  await expect(project.call(envPlanVerb, { nodeId: "nobody" })).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
});
