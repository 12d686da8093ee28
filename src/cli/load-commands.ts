import type { Command } from "./command.ts";

/** Commands that scripts start often: each is loaded without all others, which takes half the time. */
const ALONE: Readonly<Record<string, () => Promise<Command>>> = {
  "trial run": async () => (await import("./commands/trial-run.ts")).trialRunCommand,
  "trial validate": async () => (await import("./commands/trial-validate.ts")).trialValidateCommand,
  "trial replay": async () => (await import("./commands/trial-replay.ts")).trialReplayCommand,
  "trial reeval": async () => (await import("./commands/trial-reeval.ts")).trialReevalCommand,
  "trial report": async () => (await import("./commands/trial-report.ts")).trialReportCommand,
  "trial list": async () => (await import("./commands/trial-list.ts")).trialListCommand,
  "trial delete": async () => (await import("./commands/trial-delete.ts")).trialDeleteCommand,
};

/**
 * The commands that a line may mean: the one that it names, where that can be loaded alone, else all of them.
 *
 * @param argv  The command line.
 */
export async function loadCommands(argv: readonly string[]): Promise<readonly Command[]> {
  if (argv[0] === "env") {
    const { ENV_COMMANDS } = await import("./env-commands.ts");
    const named = ENV_COMMANDS.find(({ path }) => path.every((word, index) => word === argv[index]));
    if (named !== undefined) return [named];
  }
  const alone = ALONE[argv.slice(0, 2).join(" ")];
  return alone === undefined ? (await import("./command-table.ts")).COMMANDS : [await alone()];
}
