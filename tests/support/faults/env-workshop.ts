import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { envInitVerb } from "../../../src/engine/env/init/init-env.ts";
import { envPromoteVerb } from "../../../src/engine/env/move/promote.ts";
import { envTxRunVerb } from "../../../src/engine/env/tx/run-tx.ts";
import { envNodeAddVerb } from "../../../src/engine/env/tx/stage-node.ts";
import { buildAcceptanceIndex } from "../env/acceptance-index.ts";
import { studioAt } from "../sample-game.ts";

const COMFYUI = path.join(import.meta.dirname, "../../../examples/env-acceptance/comfyui");

/** What environments are made from: wheels, a stand-in for ComfyUI that ends by itself, and repositories of node packs. */
export interface EnvWorkshop {
  readonly comfyuiDir: string;
  readonly packages: string;
  /** A project without an environment. */
  project(name: string): string;
  /** The same with generation 1, which has one adopted node pack, `harbor`. */
  initialized(name: string): Promise<string>;
  /** Makes a repository of a node pack that needs some packages. @returns its address */
  repo(id: string, needs: readonly string[]): string;
  /** Fetches such a node pack, and pins it. */
  stage(projectDir: string, id: string, needs: readonly string[]): Promise<void>;
  /** Tries a staged node pack. @returns the transaction's id */
  tryOut(projectDir: string, id: string): Promise<string>;
  promote(projectDir: string, txid: string): Promise<void>;
}

const CALLER = { by: "person" } as const;

/** @param dir  A folder of its own. */
export async function createEnvWorkshop(dir: string): Promise<EnvWorkshop> {
  const comfyuiDir = path.join(dir, "comfyui");
  cpSync(COMFYUI, comfyuiDir, { recursive: true });
  // It loads everything and ends, so that watching it takes no time.
  writeFileSync(path.join(comfyuiDir, "behaviour.txt"), "exit\n");
  writePack(path.join(comfyuiDir, "custom_nodes", "harbor"), ["plain-lib<2"]);
  const { packages } = await buildAcceptanceIndex(path.join(dir, "wheels"));
  const project = (at: string): string => {
    mkdirSync(path.join(dir, at));
    writeFileSync(path.join(dir, at, "touchstone.yaml"), "id: env-fault\ntitle: Environment under faults\n");
    return path.join(dir, at);
  };
  const repo = (id: string, needs: readonly string[]): string => makeRepo(path.join(dir, "repos", id), needs);
  return {
    comfyuiDir,
    packages,
    project,
    async initialized(at) {
      const made = project(at);
      const input = { comfyuiDir, index: packages };
      await callVerb(envInitVerb, { input, caller: CALLER, withStudio: studioAt(made) });
      setConfig(made, /git_protocols = .*/, 'git_protocols = ["https", "file"]');
      return made;
    },
    repo,
    async stage(projectDir, id, needs) {
      const input = { url: repo(id, needs), id };
      await callVerb(envNodeAddVerb, { input, caller: CALLER, withStudio: studioAt(projectDir) });
    },
    async tryOut(projectDir, id) {
      const { tx } = await callVerb(envTxRunVerb, { input: { nodeId: id }, caller: CALLER, withStudio: studioAt(projectDir) });
      if (tx.status !== "completed") throw new Error(`the transaction of ${id} ended as ${tx.status}: ${tx.failure?.message}`);
      return tx.txid;
    },
    async promote(projectDir, txid) {
      await callVerb(envPromoteVerb, { input: { txid }, caller: CALLER, withStudio: studioAt(projectDir) });
    },
  };
}

/** Changes one line of `config.toml`, which must be there. */
export function setConfig(projectDir: string, line: RegExp, to: string): void {
  const file = path.join(projectDir, "env", "config.toml");
  const text = readFileSync(file, "utf8");
  if (!line.test(text)) throw new Error(`config.toml has no line like ${line}`);
  writeFileSync(file, text.replace(line, to));
}

function writePack(dir: string, needs: readonly string[]): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "__init__.py"), "NODE_CLASS_MAPPINGS = {}\n");
  writeFileSync(path.join(dir, "requirements.txt"), `${needs.join("\n")}\n`);
}

/** A repository with one commit. @returns its address */
function makeRepo(dir: string, needs: readonly string[]): string {
  writePack(dir, needs);
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-C", dir, "-c", "user.name=pack", "-c", "user.email=pack@example.org", ...words], { stdio: "pipe" });
  git("init", "-q", "-b", "main");
  git("add", "--all");
  git("commit", "-q", "-m", "pack");
  return `file://${dir}`;
}
