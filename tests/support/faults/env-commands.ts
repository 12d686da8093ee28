import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EnvFault, watchUndisturbed } from "./env-fault.ts";
import { createEnvWorkshop, setConfig } from "./env-workshop.ts";

/** Every command that changes an environment, each with a project in which it has something to do, and something to prune. */
export type EnvCommands = Readonly<Record<"promote" | "remove" | "rollback" | "rebuild" | "txRun" | "init", EnvFault>>;

/**
 * The commands and their projects: one life of an environment, copied at each station. They are made once for all files of a
 * run of tests (6 s), which nobody changes.
 */
export async function envCommands(): Promise<EnvCommands> {
  const dir = path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "env-commands");
  const made = path.join(dir, "made.json");
  if (isFirst(dir)) writeFileSync(made, JSON.stringify(await make(dir).catch((error: unknown) => ({ failure: String(error) }))));
  while (!existsSync(made)) await sleep(20);
  const found = JSON.parse(readFileSync(made, "utf8")) as EnvCommands | { readonly failure: string };
  if ("failure" in found) throw new Error(found.failure);
  return found;
}

/** Whoever makes the folder makes what is in it. */
function isFirst(dir: string): boolean {
  try {
    mkdirSync(dir);
    return true;
  } catch {
    return false;
  }
}

async function make(dir: string): Promise<EnvCommands> {
  const workshop = await createEnvWorkshop(dir);
  const keep = (station: string): string => {
    const template = path.join(dir, station);
    cpSync(project, template, { recursive: true, verbatimSymlinks: true });
    return template;
  };
  const bare = workshop.project("bare");
  const project = await workshop.initialized("life");
  for (const [id, needs] of [
    ["lanterns", "calm-lib"],
    ["nets", "pillow"],
  ] as const) {
    await workshop.stage(project, id, [needs]);
    await workshop.promote(project, await workshop.tryOut(project, id));
  }
  // Little is kept, so that each move of the pointer prunes a generation or a snapshot.
  setConfig(project, /kept_generations = \d+/, "kept_generations = 1");
  setConfig(project, /snapshot_retention = \d+/, "snapshot_retention = 6");
  await workshop.stage(project, "ropes", ["aiohttp"]);
  const staged = keep("staged");
  const txid = await workshop.tryOut(project, "ropes");
  const ready = keep("ready");
  await workshop.promote(project, txid);
  const promoted = keep("promoted");
  const { comfyuiDir, packages } = workshop;
  const watch = async (name: string, template: string, words: readonly string[]): Promise<EnvFault> =>
    await watchUndisturbed({ name, template, words: ["env", ...words] }, path.join(dir, `undisturbed ${name}`));
  const [promote, remove] = await Promise.all([
    watch("promote", ready, ["tx", "promote", txid]),
    watch("remove", promoted, ["node", "remove", "lanterns"]),
  ]);
  const [rollback, rebuild] = await Promise.all([
    watch("rollback", promoted, ["rollback"]),
    // Its generation is gone.
    watch("rollback to a snapshot", promoted, ["rollback", "1"]),
  ]);
  const [txRun, init] = await Promise.all([
    watch("tx run", staged, ["tx", "run", "ropes"]),
    watch("init", bare, ["init", "--comfyui-dir", comfyuiDir, "--index", packages]),
  ]);
  return { promote, remove, rollback, rebuild, txRun, init };
}
