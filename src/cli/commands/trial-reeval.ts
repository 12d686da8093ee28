import { resolve } from "node:path";
import type { ReevalReport } from "../../engine/trials/run-reeval.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { reevalText } from "../reeval-text.ts";

export const trialReevalCommand: FreeCommand = {
  path: ["trial", "reeval"],
  summary: "Judge recorded trials again, by their traces alone; recorded votes of judges are used again",
  args: [{ name: "target", summary: "A run or a trace by its id, a trace's file, or a folder of traces" }],
  flags: [
    { name: "scenario", value: "FILE", summary: "Judge by this scenario; default: by what each trace was recorded by" },
    {
      name: "allow-partial-reeval",
      summary: "Skip what a recording cannot decide, and judge trials that were cut off as far as they go",
    },
    { name: "strict-scenario", summary: "Fail where the scenario would make trials go otherwise than they were recorded" },
  ],
  examples: ["touchstone trial reeval recordings/lamp-oil"],
  async run(context) {
    const report = await reevalAsTyped(context);
    const { json, paint, out } = context;
    out(json ? JSON.stringify(report) : reevalText(report, paint));
    return report.exitCode;
  },
};

async function reevalAsTyped({ typed, cwd, project, version, signal }: CliContext): Promise<ReevalReport> {
  // Loaded when it is needed: a start should not wait for what other commands use.
  const [{ runReeval }, { machinePorts }, { findTrialsDir }] = await Promise.all([
    import("../../engine/trials/run-reeval.ts"),
    import("../../engine/trials/machine-ports.ts"),
    import("../../engine/trials/trials-dir.ts"),
  ]);
  const name = typed.flag("scenario");
  const request = {
    dir: await findTrialsDir(resolve(cwd, project ?? ".")),
    cwd,
    target: typed.word("target") ?? "",
    scenario: name === undefined ? null : { path: resolve(cwd, name), name },
    allowPartial: typed.isOn("allow-partial-reeval"),
    strictScenario: typed.isOn("strict-scenario"),
  };
  return await runReeval(request, machinePorts({ version, signal }));
}
