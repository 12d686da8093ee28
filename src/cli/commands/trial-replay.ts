import { resolve } from "node:path";
import type { ReplayInput } from "../../engine/trials/run-replay.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { replayText } from "../trial-replay-text.ts";

export const trialReplayCommand: FreeCommand = {
  path: ["trial", "replay"],
  summary: "Hold recorded trials again from their recordings, without any model, and say where they ask something else",
  args: [
    {
      name: "recording",
      summary: "A run, a trace, or a file or folder of traces; default: the latest recorded run",
      optional: true,
    },
  ],
  flags: [
    {
      name: "scenario",
      value: "FILE",
      summary: "The scenario to hold them against; default: the one that was run, as it is now",
    },
    { name: "allow-partial", summary: "Pass over an unknown run and what cannot be replayed, and say so" },
  ],
  examples: ["touchstone trial replay recordings"],
  async run(context) {
    const { runReplay } = await import("../../engine/trials/run-replay.ts");
    const { exitCode, ...report } = await runReplay(await readInput(context));
    context.out(context.json ? JSON.stringify(report) : replayText(report, context.paint));
    return exitCode;
  },
};

async function readInput({ typed, cwd, project }: CliContext): Promise<ReplayInput> {
  const { findTrialsDir } = await import("../../engine/trials/trials-dir.ts");
  const scenario = typed.flag("scenario");
  return {
    target: typed.word("recording") ?? null,
    cwd,
    dir: await findTrialsDir(resolve(cwd, project ?? ".")),
    scenario: scenario === undefined ? null : { path: resolve(cwd, scenario), name: scenario },
    allowPartial: typed.isOn("allow-partial"),
    env: process.env,
  };
}
