import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { hashTree } from "../../src/adapters/generations/hash-tree.ts";
import { loadGeneration } from "../../src/adapters/generations/load-generation.ts";
import { readNodesFile } from "../../src/core/env/truth/nodes-file.ts";
import { readPyproject } from "../../src/core/env/truth/read-pyproject.ts";
import { generationDir } from "../../src/engine/env/env-home.ts";
import { envInitVerb, initEnv } from "../../src/engine/env/init/init-env.ts";
import type { Machine } from "../../src/engine/studio.ts";
import { commitPack, type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";
import { toolsForTests } from "../support/env/uv-for-tests.ts";

let project: GovernedProject;
const packs = (): string => path.join(project.comfyuiDir, "custom_nodes");

beforeAll(async () => {
  project = await openGovernedProject();
});
afterAll(() => project.remove());
afterEach(() => rmSync(packs(), { recursive: true, force: true }));

function put(name: string, files: Readonly<Record<string, string>>): string {
  const dir = path.join(packs(), name);
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(dir, file), text);
  return dir;
}

/** A clone of a repository elsewhere, as its `origin` says. */
function clone(name: string, origin: string, files: Readonly<Record<string, string>> = LOADS): string {
  const dir = path.join(packs(), name);
  commitPack(dir, files);
  execFileSync("git", ["remote", "add", "origin", origin], { cwd: dir });
  return execFileSync("git", ["rev-parse", "HEAD"], { cwd: dir, encoding: "utf8" }).trim();
}

/** What lies in `env/` beside the lock's own files. */
function left(): readonly string[] {
  return readdirSync(project.home.dir).filter((name) => !/^(lock\.db.*|holder\.json|snapshots)$/.test(name));
}

async function initOn(machine: Partial<Machine>, comfyuiDir = project.comfyuiDir) {
  const input = envInitVerb.input.parse({ comfyuiDir, index: project.index.packages });
  return await project.lend(async (studio) => {
    return await initEnv({ ...studio, machine: { ...studio.machine, ...machine } }, input, { by: "person" });
  });
}

test("what has to be there is looked for first, each with a code of its own, and nothing is written", async () => {
  const { uv, python } = await toolsForTests();
  const nothing = { variables: { PATH: "/nowhere" }, toolCache: "/nowhere" };
  await expect(initOn(nothing, path.join(project.dir, "elsewhere"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(initOn(nothing)).rejects.toMatchObject({ code: "UV_MISSING" });
  await expect(project.init({ python: "3.99" })).rejects.toMatchObject({ code: "PYTHON_UNSUITABLE" });
  const onlyUv = { variables: { PATH: path.dirname(python.path), TOUCHSTONE_UV: uv.path }, toolCache: "/nowhere" };
  await expect(initOn(onlyUv)).rejects.toMatchObject({ code: "GIT_MISSING" });
  const main = path.join(project.comfyuiDir, "main.py");
  const text = readFileSync(main);
  rmSync(main);
  await expect(project.init()).rejects.toMatchObject({ code: "COMFYUI_NOT_FOUND" });
  writeFileSync(main, text);
  expect(left()).toEqual(["config.toml"]);
});

test("a cooldown that uv would not read, and a folder of wheels that is not there, are named before anything is written", async () => {
  await expect(project.init({ cooldown: "soon" })).rejects.toMatchObject({
    message: expect.stringContaining("cooldown") as string,
  });
  await expect(project.init({ index: path.join(project.dir, "nowhere") })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  expect(left()).toEqual(["config.toml"]);
});

test("requirements that are refused are named with file and line, pack by pack, and nothing is left", async () => {
  put("glow", { ...LOADS, "requirements.txt": "numpy\n-r more.txt\n--index-url https://example.org\n" });
  put("wind", { ...LOADS, "requirements.txt": "git+https://example.org/x.git\n" });
  const failed = await project.init().catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: "REQUIREMENT_REFUSED" });
  const { problems } = failed as { problems: { place: { file: string; line: number }; hint: string }[] };
  expect(problems.map(({ place }) => `${place.file}:${place.line}`)).toEqual([
    "glow/requirements.txt:2",
    "glow/requirements.txt:3",
    "wind/requirements.txt:1",
  ]);
  expect(problems[2]?.hint).toContain("--skip-node wind");
  expect(left()).toEqual(["config.toml"]);
});

test("packs that cannot live together are a conflict that names them, and nothing is left", async () => {
  put("old", { ...LOADS, "requirements.txt": "old-numpy-lib" });
  put("new", { ...LOADS, "requirements.txt": "new-numpy-lib" });
  const failed = await project.init().catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: "RESOLUTION_CONFLICT", hint: expect.stringContaining("--skip-node") as string });
  expect((failed as Error).message).toContain("`numpy`");
  expect(left()).toEqual(["config.toml"]);
});

test("names that cannot be folders, or would share a group, are refused", async () => {
  put("Wind_Lights", LOADS);
  put("wind.lights", LOADS);
  put("-x y", LOADS);
  const failed = (await project.init().catch((error: unknown) => error)) as { code: string; problems: { message: string }[] };
  expect(failed.code).toBe("INPUT_INVALID");
  expect(failed.problems.map(({ message }) => message.slice(0, 30))).toHaveLength(3);
  expect(left()).toEqual(["config.toml"]);
});

test("a smoke test that fails leaves nothing but what a person had put there", async () => {
  const config = readFileSync(project.home.config, "utf8");
  writeFileSync(project.home.config, `${config}[tx]\nsmoke_test = ["python", "-c", "raise SystemExit(3)"]\n`);
  const own = path.join(project.home.dir, "pyproject.toml");
  writeFileSync(own, "# a person's\n");
  await expect(project.init()).rejects.toMatchObject({ code: "SMOKE_FAILED" });
  writeFileSync(project.home.config, config);
  expect(left()).toEqual(["config.toml", "pyproject.toml"]);
  expect(readFileSync(own, "utf8")).toBe("# a person's\n");
  rmSync(own);
});

test("A1: generation 1 holds ComfyUI's requirements, core pinned, and its node packs; the folder stays as it is", async () => {
  const commit = clone("clean", "https://example.org/some/clean.git", { ...LOADS, "requirements.txt": "plain-lib<2\n" });
  clone("dirty", "https://example.org/some/dirty.git");
  put("dirty", { "note.txt": "mine" });
  clone("secret", "https://me:word@example.org/some/secret.git");
  put("plain", { ...LOADS, "install.py": "raise SystemExit(1)\n" });
  put("off.disabled", { ...LOADS, "requirements.txt": "nowhere-lib\n" });
  put("left-out", { "requirements.txt": "-e .\n" });
  writeFileSync(path.join(packs(), "single.py"), LOADS["__init__.py"]);
  const before = await hashTree(project.comfyuiDir);

  const answer = await project.init({ skipNodes: ["left-out"] });

  expect(await hashTree(project.comfyuiDir)).toBe(before);
  expect(answer).toMatchObject({
    generation: 1,
    core: ["numpy==2.1.0", "torch==2.6.0", "torchvision==0.21.0"],
    skipped: ["left-out"],
    adopted: [
      { id: "clean", commit, copied: false },
      { id: "dirty", commit: null, copied: true },
      { id: "off", commit: null, copied: true },
      { id: "plain", copied: true, notes: ["install.py is code that runs by itself"] },
      { id: "secret", commit: null, copied: true },
      { id: "single", copied: true },
    ],
  });
  const { home } = project;
  expect(readlinkSync(home.current)).toBe("generations/1");
  expect(readlinkSync(path.join(home.dir, "uv.lock"))).toBe("current/uv.lock");
  const { manifest, pyproject, nodes } = await loadGeneration(home, 1);
  expect(manifest).toMatchObject({ number: 1, base: null, envId: answer.envId, uvVersion: (await toolsForTests()).uv.version });
  expect(manifest.packages.map(({ name }) => name)).toContain("plain-lib");
  const truth = readPyproject({ file: "pyproject.toml", text: pyproject });
  expect(truth.core).toEqual(["aiohttp>=3.11.0", "numpy==2.1.0", "pillow", "torch==2.6.0", "torchvision==0.21.0"]);
  expect(truth.groups["node-clean"]).toEqual(["plain-lib<2"]);
  // What is switched off asks for nothing, and is not there to be loaded.
  expect(truth.groups["node-off"]).toEqual([]);
  expect(readNodesFile({ file: "nodes.json", text: nodes }).find(({ id }) => id === "off")).toMatchObject({ enabled: false });
  const code = path.join(generationDir(home, 1), "custom_nodes");
  expect(readdirSync(code).toSorted()).toEqual(["clean", "dirty", "plain", "secret", "single"]);
  expect(existsSync(path.join(code, "clean/.git"))).toBe(false);
  expect(readFileSync(path.join(home.snapshots, answer.snapshot, "uv.lock"), "utf8")).toContain("plain-lib");
  expect(readFileSync(path.join(home.dir, ".gitignore"), "utf8")).toContain("/generations/");
  expect(readFileSync(home.history, "utf8")).toContain('"type":"initialized"');
});

test("an environment is made once, and one whose pointer is lost is not made over", async () => {
  await expect(project.init()).rejects.toMatchObject({ code: "ENV_EXISTS" });
  rmSync(project.home.current);
  await expect(project.init()).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  expect(existsSync(path.join(generationDir(project.home, 1), "manifest.json"))).toBe(true);
});
