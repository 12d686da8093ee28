import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { explainConflict } from "../../src/adapters/uv/explain-conflict.ts";
import { lockTruth } from "../../src/adapters/uv/lock-truth.ts";
import { CORE_PACKAGES } from "../../src/core/env/config.ts";
import { GenerationManifest } from "../../src/core/env/generation/manifest.ts";
import { readRequirements } from "../../src/core/env/requirement/read-requirements.ts";
import { readPyproject } from "../../src/core/env/truth/read-pyproject.ts";
import { readUvLock } from "../../src/core/env/truth/read-uv-lock.ts";
import { renderPyproject } from "../../src/core/env/truth/render-pyproject.ts";
import { toolsForTests } from "../support/env/uv-for-tests.ts";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { touchstoneJson } from "../support/touchstone.ts";

const comfyuiDir = process.env["TOUCHSTONE_COMFYUI_DIR"] ?? "";
/** E.g. PyTorch's index of builds without CUDA, which are some GB smaller than those of PyPI. */
const torchIndex = process.env["TOUCHSTONE_TORCH_INDEX"] ?? "";
const NOT_RUN = "NOT RUN: needs a real ComfyUI, named by TOUCHSTONE_COMFYUI_DIR, and the network (docs/guides/comfyui.md)";
/** Some GB from PyPI: 40 s on a fast line with a warm disk. Guess for a slow one. */
const INSTALL_LIMIT_MS = 30 * 60_000;
const TORCH = ["torch", "torchvision", "torchaudio"];

const workshop = createWorkshop("comfyui-requirements");
const dir = workshop.at("game");
const env = path.join(dir, "env");
afterAll(() => workshop.remove());

function readTruth(name: string): string {
  return readFileSync(path.join(env, "current", name), "utf8");
}

/** Node packs of the folder: they are somebody's own, and what they need is not what is tested here. */
function packsOf(folder: string): readonly string[] {
  const packs = readdirSync(path.join(folder, "custom_nodes"), { withFileTypes: true });
  return packs.filter((entry) => entry.isDirectory() && !entry.name.startsWith("_")).map((entry) => entry.name);
}

describe.skipIf(comfyuiDir === "")(
  comfyuiDir === "" ? NOT_RUN : "a real ComfyUI's requirements",
  { timeout: INSTALL_LIMIT_MS },
  () => {
    test("become generation 1, pinned where core, and ComfyUI starts on it", async () => {
      copySample(dir, "starter");
      const skipped = packsOf(comfyuiDir).flatMap((id) => ["--skip-node", id]);
      const index = torchIndex === "" ? [] : ["--torch-index", torchIndex];
      await touchstoneJson(["env", "init", "--comfyui-dir", comfyuiDir, ...skipped, ...index], { cwd: dir });

      const manifest = GenerationManifest.parse(JSON.parse(readTruth("manifest.json")));
      const versions = new Map(manifest.packages.map((one) => [one.name, one.version]));
      const file = "requirements.txt";
      const { requirements, refused } = readRequirements({ file, text: readFileSync(path.join(comfyuiDir, file), "utf8") });
      expect(refused).toEqual([]);
      expect(requirements.map((one) => one.name).filter((name) => !versions.has(name))).toEqual([]);
      const { core } = readPyproject({ file: "pyproject.toml", text: readTruth("pyproject.toml") });
      expect(core).toEqual(expect.arrayContaining(TORCH.map((name) => `${name}==${versions.get(name)}`)));
      expect(manifest.startupHooks.filter((hook) => hook.owner === null)).toEqual([]);
      console.info(`tests/real: ${versions.size} packages, torch ${versions.get("torch")}, Python ${manifest.python.version}`);

      const python = path.join(env, "current", ".venv", "bin", "python");
      const args = [
        "main.py",
        "--cpu",
        "--quick-test-for-ci",
        "--disable-all-custom-nodes",
        "--base-directory",
        workshop.at("base"),
      ];
      const started = spawnSync(python, args, { cwd: comfyuiDir, encoding: "utf8", env: { PYTHONDONTWRITEBYTECODE: "1" } });
      expect([started.status, started.stderr.slice(-2000)]).toEqual([0, expect.any(String)]);
    });

    test("and a pack that asks for an older NumPy ends in a conflict, with pins that were tried", async () => {
      const { uv, python } = await toolsForTests();
      const base = readUvLock({ file: "uv.lock", text: readTruth("uv.lock") });
      const truth = readPyproject({ file: "pyproject.toml", text: readTruth("pyproject.toml") });
      const wanted = { ...truth, groups: { "node-old": ["numpy<2"] } };
      const work = { dir: workshop.at("scratch"), python: python.path };
      mkdirSync(work.dir);
      writeFileSync(path.join(work.dir, "pyproject.toml"), renderPyproject(wanted));
      writeFileSync(path.join(work.dir, "uv.lock"), readTruth("uv.lock"));
      const outcome = await lockTruth(uv, work);
      if (outcome.kind !== "unsolved") throw new Error(`the lock is ${outcome.kind}`);
      const about = { txid: "t", nodeId: "old", nowMs: 0, truth: wanted, baseLock: base, corePackages: [...CORE_PACKAGES] };
      const conflict = await explainConflict(uv, work, { words: outcome.words, ...about });
      const current = base.packages.find((one) => one.name === "numpy")?.version ?? "";
      expect(conflict.packages.map((one) => one.package)).toEqual(["numpy"]);
      expect(conflict.proposals[0]).toEqual({ pin: `numpy==${current}`, breaks: ["old asks for numpy<2"], isCore: false });
      expect(conflict.proposals[1]).toMatchObject({ pin: expect.stringMatching(/^numpy==1\./) as string, isCore: true });
    });
  },
);
