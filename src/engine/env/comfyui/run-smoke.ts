import { type ProgramEnd, runProgram } from "../../../adapters/processes/run-program.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import { plainLine } from "../../../core/env/observation/plain-line.ts";
import type { Machine } from "../../studio.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { pythonOf, pythonVariables } from "./python-variables.ts";

/** How long a smoke test may take. Guess: importing torch from a cold disk takes half a minute. */
const SMOKE_MS = 120_000;

/** Which generation is tested: by its number, or through the pointer as production uses it. */
export type SmokeTarget = { readonly machine: Pick<Machine, "variables"> } & (
  | { readonly number: number }
  | { readonly through: "current" }
);

/**
 * Runs the configured smoke test with a generation's own Python: a program that must exit with 0 in time.
 *
 * @returns Whether it did, and one sentence without a full stop that says how it went; never throws for a program that fails.
 */
export async function runSmoke(
  home: EnvHome,
  target: SmokeTarget,
  config: EnvConfig,
): Promise<{ readonly ok: boolean; readonly message: string }> {
  const generation = "number" in target ? generationDir(home, target.number) : home.current;
  const [program = "python", ...args] = config.tx.smoke_test;
  try {
    const end = await runProgram({
      program: program === "python" ? pythonOf(generation) : program,
      args,
      cwd: generation,
      variables: pythonVariables(target.machine, generation),
      timeoutMs: SMOKE_MS,
    });
    const ok = end.exitCode === 0 && !end.timedOut;
    return { ok, message: ok ? "the smoke test passed" : describe(end) };
  } catch (error) {
    return { ok: false, message: `the smoke test could not be started: ${(error as Error).message}` };
  }
}

function describe({ exitCode, signal, stderr, stdout, timedOut }: ProgramEnd): string {
  if (timedOut) return `the smoke test did not end within ${SMOKE_MS / 1000} seconds`;
  const how = exitCode === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${exitCode}`;
  const last = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  return `the smoke test ${how}${last === "" ? "" : `: ${plainLine(last).slice(0, 300)}`}`;
}
