import { CommanderError } from "commander";
import { FAILURES } from "../core/errors.ts";
import { readVersion } from "../engine/read-version.ts";
import { buildProgram } from "./build-program.ts";
import { loadCommands } from "./load-commands.ts";
import { reportFailure } from "./report-error.ts";
import { runCommand } from "./run-command.ts";
import { usageError } from "./usage-error.ts";

const HOST = { version: readVersion(), load: async () => await import("../compose.ts") };

/**
 * Runs one command line.
 *
 * @param argv  Arguments without program and script, e.g. `["plan", "ember-sword", "--json"]`.
 * @returns the exit code (architecture, Errors).
 */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const commands = await loadCommands(argv);
  const program = buildProgram(commands, HOST.version, async (command, typed) => {
    exitCode = await runCommand({ command, typed, argv }, HOST);
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // Help was asked for by naming a group alone: it has been shown.
    if (error.code === "commander.help") return FAILURES.USAGE.exit;
    return reportFailure(usageError(error, argv, commands), {
      json: argv.includes("--json"),
      colour: !argv.includes("--no-color"),
    });
  }
  return exitCode;
}
