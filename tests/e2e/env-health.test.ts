import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EnvHealth } from "../../src/core/env/status/env-health.ts";
import type { EnvStatus } from "../../src/core/env/status/status.ts";
import type { Intent } from "../../src/core/env/tx/intent.ts";
import { generationDir } from "../../src/engine/env/env-home.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { commitPack, type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";

let project: GovernedProject;
let kept: string;
let venv: string;
let site: string;

beforeAll(async () => {
  project = await openGovernedProject();
  commitPack(path.join(project.comfyuiDir, "custom_nodes", "lamp-tools"), { ...LOADS, "requirements.txt": "plain-lib\n" });
  await project.init();
  kept = `${project.dir}-kept`;
  cpSync(project.dir, kept, { recursive: true, verbatimSymlinks: true });
  venv = path.join(generationDir(project.home, 1), ".venv");
  const [python = ""] = readdirSync(path.join(venv, "lib"));
  site = path.join(venv, "lib", python, "site-packages");
}, 30_000);
afterAll(() => project.remove());

beforeEach(() => {
  rmSync(project.dir, { recursive: true });
  cpSync(kept, project.dir, { recursive: true, verbatimSymlinks: true });
});
afterEach(() => rmSync(path.join(project.comfyuiDir, "models"), { recursive: true, force: true }));

const INTENT: Intent = {
  format: "touchstone.intent/1",
  id: "01a223e5-61c6-7799-af9d-f3cc8c15abba",
  kind: "rollback",
  from: 1,
  to: 1,
  building: null,
  txid: null,
  nodeId: null,
  txStatus: null,
  ref: "1",
  snapshots: [],
  goesBack: false,
  startedAtMs: 1,
  pid: 1,
  command: "touchstone env rollback",
};

function write(file: string, text = ""): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What `env doctor` finds that is not well: id, outcome and the things that it names. */
async function findings(exitCode: number): Promise<readonly (readonly [string, string, readonly string[]])[]> {
  const { ok, checks } = await sayJson<EnvHealth>(["env", "doctor"], project.dir, exitCode);
  const bad = checks.filter(({ outcome }) => outcome !== "ok");
  expect(ok).toBe(!bad.some(({ outcome }) => outcome === "fail"));
  // Each names its way out; how full this machine's disk is, is not of interest.
  for (const { id, outcome, hint } of bad) expect([id, hint]).not.toEqual([id, outcome === "unknown" ? "" : null]);
  return bad.filter(({ id }) => id !== "disk").map(({ id, outcome, items }) => [id, outcome, items] as const);
}

describe("env doctor", () => {
  test("finds nothing in a fresh environment", async () => {
    expect(await findings(0)).toEqual([]);
    const { out } = await say(["env", "doctor"], project.dir);
    expect(out).toContain("✓ ok       packages    6 packages, exactly those of the lock");
  });

  test("finds what was installed, replaced or deleted past the transactions", async () => {
    write(path.join(site, "stray-1.0.dist-info", "METADATA"), "Name: stray\nVersion: 1.0\n");
    write(path.join(site, "numpy-1.26.4.dist-info", "METADATA"), "Name: numpy\nVersion: 1.26.4\n");
    rmSync(path.join(site, "plain_lib", "__init__.py"));
    const found = await findings(1);
    expect(found.map(([id, outcome]) => [id, outcome])).toEqual([
      ["packages", "fail"],
      ["duplicates", "fail"],
      ["files", "fail"],
    ]);
    const items = found.flatMap(([, , each]) => each);
    expect(items).toContain("stray 1.0 is not in the lock");
    expect(items).toContain("numpy 1.26.4 and 2.1.0");
    expect(items.some((item) => item.startsWith("plain-lib: lib/python") && item.endsWith("/plain_lib/__init__.py"))).toBe(true);
  });

  test("finds model files that can run code, by name; none of them is opened", async () => {
    const models = path.join(project.comfyuiDir, "models");
    // Not even who may not read them keeps them from being found.
    write(path.join(models, "checkpoints", "old.ckpt"));
    write(path.join(models, "loras", "glow.PT"));
    write(path.join(models, "loras", "fine.safetensors"));
    expect(await findings(0)).toEqual([["models", "warn", ["checkpoints/old.ckpt", "loras/glow.PT"]]]);
  });

  test("finds edits of a node pack, and one that installs by itself", async () => {
    appendFileSync(path.join(generationDir(project.home, 1), "custom_nodes", "lamp-tools", "__init__.py"), "# tried\n");
    const config = readFileSync(project.home.config, "utf8");
    writeFileSync(project.home.config, `${config}[run]\nextra_args = ["--enable-manager"]\n`);
    expect(await findings(1)).toEqual([
      ["nodes", "fail", ["lamp-tools/__init__.py changed"]],
      ["manager", "warn", []],
    ]);
  });

  test("finds damaged truth, a change that was cut off, and a ComfyUI folder that moved", async () => {
    appendFileSync(path.join(generationDir(project.home, 1), "uv.lock"), "\n# edited\n");
    writeFileSync(project.home.config, `[paths]\ncomfyui_dir = "../gone"\n`);
    write(project.home.intent, JSON.stringify(INTENT));
    const found = await findings(1);
    const { out } = await say(["env", "doctor"], project.dir);
    expect(out).toContain("rollback of 1 was cut off before it was done");
    expect(found.map(([id, outcome]) => [id, outcome])).toEqual([
      ["comfyui", "fail"],
      ["intent", "fail"],
      ["generation", "fail"],
      ["python", "unknown"],
      ["packages", "unknown"],
      ["duplicates", "unknown"],
      ["files", "unknown"],
      ["nodes", "unknown"],
    ]);
  });

  test("says where a broken config is broken, and that there is no environment where there is none", async () => {
    writeFileSync(project.home.config, "[paths]\ncomfy_dir = 1\n");
    expect((await findings(1)).map(([id]) => id)).toEqual(["config", "comfyui", "models"]);
    rmSync(project.home.dir, { recursive: true });
    const { checks } = await sayJson<EnvHealth>(["env", "doctor"], project.dir, 1);
    expect(checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id)).toEqual(["generation"]);
    expect(checks.find(({ id }) => id === "generation")).toMatchObject({
      outcome: "fail",
      detail: expect.stringContaining("no governed"),
    });
  });
});

describe("env status", () => {
  test("tells what can be read, and names what cannot", async () => {
    write(path.join(project.home.transactions, "broken.json"), "{");
    write(path.join(project.home.staged, "old.json"), "{}");
    appendFileSync(path.join(generationDir(project.home, 1), "custom_nodes", "lamp-tools", "__init__.py"), "# tried\n");
    const status = await sayJson<EnvStatus>(["env", "status"], project.dir);
    expect(status).toMatchObject({
      current: { number: 1, nodes: ["lamp-tools"], versionCount: 0 },
      transactions: [],
      staged: [],
    });
    expect(status.problems.map(({ code }) => code).toSorted()).toEqual(["ENV_DAMAGED", "ENV_DAMAGED", "NODE_EDITED"]);
    for (const { message, hint } of status.problems)
      expect(`${message} → ${hint}`).toMatch(/(broken|old)\.json|lamp-tools.*edited-nodes/);
    const { out } = await say(["env", "status"], project.dir);
    expect(out).toContain("Problems");
    expect(out.split("\n").at(-1)).toBe("→ touchstone env doctor");
  });

  test("a pointer that is gone is not told as no environment, and init is not what comes next", async () => {
    rmSync(project.home.current);
    const { problems, isInitialized } = await sayJson<EnvStatus>(["env", "status"], project.dir);
    expect(isInitialized).toBe(false);
    expect(problems).toMatchObject([{ code: "ENV_DAMAGED", hint: expect.stringContaining("ln -s generations/1 env/current") }]);
    const { out } = await say(["env", "status"], project.dir);
    expect(out.split("\n")[0]).toContain("No production");
    expect(out.split("\n").at(-1)).toBe("→ touchstone env doctor");
  });

  test("a broken config is a problem with its place", async () => {
    writeFileSync(project.home.config, "[paths]\ncomfyui_dir = 1\n");
    const { comfyuiDir, problems, current } = await sayJson<EnvStatus>(["env", "status"], project.dir);
    expect([comfyuiDir, current?.number]).toEqual([null, 1]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "INPUT_INVALID", message: expect.stringContaining("env/config.toml:2:") });
  });
});
