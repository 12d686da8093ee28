import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { digestText } from "../../../src/core/canonical/digest.ts";
import type { GenerationManifest } from "../../../src/core/env/generation/manifest.ts";
import { EnvConfig } from "../../../src/core/env/config.ts";
import { pathsYaml } from "../../../src/core/env/observation/paths-yaml.ts";
import { type EnvHome, envHomeOf, generationDir } from "../../../src/engine/env/env-home.ts";

const COMFYUI = path.join(import.meta.dirname, "../../../examples/env-acceptance/comfyui");

/** A project with generations that were put together by hand, without uv, and a small stand-in for ComfyUI: fractions of the time. */
export interface FakeEnv {
  readonly dir: string;
  readonly comfyuiDir: string;
  readonly home: EnvHome;
  readonly config: EnvConfig;
  readonly machine: { readonly variables: Readonly<Record<string, string | undefined>>; readonly toolCache: string };
  /** Makes a generation's folder with node packs: id to the text of its `__init__.py`. */
  generation(number: number, packs?: Readonly<Record<string, string>>): void;
  /** Makes a generation production, with all that a command that only starts ComfyUI reads. */
  point(number: number): void;
  /** How the stand-in behaves at its next starts, see its `main.py`. */
  behave(...words: readonly string[]): void;
  readonly remove: () => void;
}

export function createFakeEnv(settings: object = {}): FakeEnv {
  const dir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "fake-env-"));
  const comfyuiDir = path.join(dir, "comfyui");
  const home = envHomeOf(dir);
  cpSync(COMFYUI, comfyuiDir, { recursive: true });
  mkdirSync(home.logs, { recursive: true });
  writeFileSync(path.join(dir, "touchstone.yaml"), "id: fake-env\ntitle: Fake env\n");
  return {
    dir,
    comfyuiDir,
    home,
    config: EnvConfig.parse({ paths: { comfyui_dir: "../comfyui" }, ...settings }),
    machine: { variables: process.env, toolCache: path.join(dir, "tools") },
    generation: (number, packs = {}) => writeGeneration({ home, comfyuiDir, number, packs }),
    point: (number) => {
      writeFileSync(home.config, `[paths]\ncomfyui_dir = "../comfyui"\n`);
      mkdirSync(home.snapshots, { recursive: true });
      rmSync(home.current, { force: true });
      symlinkSync(`generations/${number}`, home.current);
    },
    behave: (...words) => writeFileSync(path.join(comfyuiDir, "behaviour.txt"), words.join("\n")),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

interface GenerationFiles {
  readonly home: EnvHome;
  readonly comfyuiDir: string;
  readonly number: number;
  readonly packs: Readonly<Record<string, string>>;
}

function writeGeneration({ home, comfyuiDir, number, packs }: GenerationFiles): void {
  const folder = generationDir(home, number);
  mkdirSync(path.join(folder, ".venv/bin"), { recursive: true });
  symlinkSync(findPython(), path.join(folder, ".venv/bin/python"));
  writeFileSync(path.join(folder, "paths.yaml"), pathsYaml(comfyuiDir));
  for (const [name, text] of Object.entries(TRUTH)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifestOf(number)));
  for (const [id, text] of Object.entries(packs)) {
    mkdirSync(path.join(folder, "custom_nodes", id), { recursive: true });
    writeFileSync(path.join(folder, "custom_nodes", id, "__init__.py"), text);
  }
}

/** Nothing is declared, and no pack is proved by a record. */
const TRUTH = { "pyproject.toml": "", "uv.lock": "", "nodes.json": `{"format":"touchstone.nodes/1","nodes":[]}` };

/** Its identity is `sha256:` with its number in all 64 places. */
function manifestOf(number: number): GenerationManifest {
  return {
    format: "touchstone.generation/1",
    number,
    createdAtMs: number,
    base: null,
    txid: null,
    reason: "by hand",
    envId: envIdOf(number),
    python: { version: "3.11.7", implementation: "CPython", platform: "linux-x86_64" },
    uvVersion: "0",
    comfyui: { dir: "comfyui", commit: null, version: null },
    files: Object.fromEntries(Object.entries(TRUTH).map(([name, text]) => [name, digestText(text)])),
    packages: [],
    overruled: [],
    startupHooks: [],
  };
}

/** The identity that `generation` gives. */
export function envIdOf(number: number): string {
  return `sha256:${String(number % 10).repeat(64)}`;
}

let python: string | undefined;

/** The program itself: what is on the path may be a script that looks for it at each start. */
function findPython(): string {
  python ??= execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  return python;
}
