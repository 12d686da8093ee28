import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvStep } from "../../src/engine/env/env-step.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { envPromoteVerb } from "../../src/engine/env/move/promote.ts";
import { envNodeRemoveVerb } from "../../src/engine/env/move/remove-node.ts";
import { envRollbackVerb } from "../../src/engine/env/move/rollback.ts";
import { envTxRunVerb } from "../../src/engine/env/tx/run-tx.ts";
import { envNodeAddVerb } from "../../src/engine/env/tx/stage-node.ts";
import { linkProject } from "../../tests/support/faults/run-env.ts";
import { createEnvWorkshop } from "../../tests/support/faults/env-workshop.ts";
import { studioAt } from "../../tests/support/sample-game.ts";
import { timeAroundPrograms } from "./around-programs.ts";

/** What one round of a node pack's life took, ms. */
export interface EnvRound {
  /** Outside of uv, git and Python, by command; watching ComfyUI is left out. */
  readonly ours: Readonly<Record<"node add" | "tx run" | "tx promote" | "rollback" | "node remove", number>>;
  /** `tx run` but for watching ComfyUI and what that changed. */
  readonly runMs: number;
  /** The `uv lock` and `uv sync` in it. */
  readonly rawMs: number;
  /** From the end of the check to the end of `tx promote`. */
  readonly promoteMs: number;
  readonly rollbackMs: number;
}

/** Rounds of the same life in copies of one project; the first warms up and is left out. */
export async function playEnvRounds(dir: string, rounds: number): Promise<readonly EnvRound[]> {
  const workshop = await createEnvWorkshop(dir);
  furnish(dir, workshop.comfyuiDir);
  const template = await workshop.initialized("template");
  await workshop.stage(template, "lanterns", ["calm-lib"]);
  await workshop.promote(template, await workshop.tryOut(template, "lanterns"));
  const url = workshop.repo("nets", ["pillow"]);
  const played: EnvRound[] = [];
  for (let round = 0; round <= rounds; round++) {
    const project = join(dir, `round-${round}`);
    await linkProject(template, project);
    played.push(await playRound(project, url));
  }
  return played.slice(1);
}

/** About what ComfyUI itself needs, PyTorch left out: a change of one package is a change in the midst of these. */
const FURNITURE = { packages: 80, modules: 150 };

function furnish(dir: string, comfyuiDir: string): void {
  const packages = Array.from({ length: FURNITURE.packages }, (_, index) => ({
    name: `shelf-${index}`,
    version: "1.0",
    modules: FURNITURE.modules,
  }));
  const table = join(dir, "furniture.json");
  writeFileSync(table, JSON.stringify({ packages }));
  execFileSync("python3", [MAKE_WHEELS, table, join(dir, "wheels")], { stdio: "ignore" });
  appendFileSync(join(comfyuiDir, "requirements.txt"), `${packages.map(({ name }) => name).join("\n")}\n`);
}

const MAKE_WHEELS = join(import.meta.dirname, "../../examples/env-acceptance/make_wheels.py");

async function playRound(projectDir: string, url: string): Promise<EnvRound> {
  const begunMs = new Map<string, number>();
  const onStep = ({ step }: { readonly step: string }): void => void (begunMs.has(step) || begunMs.set(step, performance.now()));
  const when = (step: EnvStep["step"]): number => begunMs.get(step) ?? Number.NaN;
  const request = { caller: { by: "person", onStep }, withStudio: studioAt(projectDir) } as const;
  const add = await timeAroundPrograms(async () => await callVerb(envNodeAddVerb, { input: { url }, ...request }));
  const run = await timeAroundPrograms(async () => await callVerb(envTxRunVerb, { input: {}, ...request }));
  const { txid } = run.answer.tx;
  const [watchedMs, endedMs] = [when("observing"), when("checking")];
  const watching = { totalMs: endedMs - watchedMs, programsMs: run.programsBetween(watchedMs, endedMs) };
  const promote = await timeAroundPrograms(async () => await callVerb(envPromoteVerb, { input: { txid }, ...request }));
  const promoteMs = performance.now() - when("switching");
  const rollback = await timeAroundPrograms(async () => await callVerb(envRollbackVerb, { input: {}, ...request }));
  const remove = await timeAroundPrograms(
    async () => await callVerb(envNodeRemoveVerb, { input: { id: "lanterns" }, ...request }),
  );
  const oursOf = ({ totalMs, programsMs }: { totalMs: number; programsMs: number }): number => totalMs - programsMs;
  return {
    ours: {
      "node add": oursOf(add),
      "tx run": oursOf(run) - oursOf(watching),
      "tx promote": oursOf(promote),
      rollback: oursOf(rollback),
      "node remove": oursOf(remove),
    },
    runMs: run.totalMs - watching.totalMs,
    rawMs: run.spentIn(([, verb]) => verb === "lock" || verb === "sync"),
    promoteMs,
    rollbackMs: rollback.totalMs,
  };
}
