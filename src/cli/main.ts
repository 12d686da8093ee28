import { CommanderError } from "commander";
import { findProjectDir, readVersion, withStudio } from "../compose.ts";
import { buildProgram } from "./build-program.ts";
import { COMMANDS } from "./command-table.ts";
import { runCommand } from "./run-command.ts";

const USAGE_EXIT = 4;

/**
 * Runs one command line.
 *
 * @param argv  Arguments without program and script, e.g. `["plan", "ember-sword", "--json"]`.
 * @returns the exit code (architecture, Errors).
 */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = buildProgram(COMMANDS, readVersion(), async (command, typed) => {
    exitCode = await runCommand({ command, typed, argv }, { withStudio, findProjectDir });
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE_EXIT;
  }
  return exitCode;
}
