import { exitCodeOfReport } from "../../core/playtest/golden/golden-report.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { GOLDEN_FLAGS, mustMayWrite, readGoldenFlags } from "../golden-flags.ts";
import { acceptedText, goldenReportText, prunedText } from "../golden-text.ts";
import { callPlayThread } from "../use-play-thread.ts";

export const goldenCheckCommand: FreeCommand = {
  path: ["golden", "check"],
  summary: "Play the suites and compare each play with its golden; no golden is written",
  flags: GOLDEN_FLAGS,
  examples: ["touchstone golden check"],
  async run(context) {
    const report = await callPlayThread(context, "goldenCheck", await readGoldenFlags(context));
    context.out(context.json ? JSON.stringify(report) : goldenReportText(report, context.paint));
    return exitCodeOfReport(report);
  },
};

export const goldenRecordCommand: FreeCommand = {
  path: ["golden", "record"],
  summary: "Write goldens for plays that have none; those that changed are left for review",
  flags: GOLDEN_FLAGS,
  examples: ["touchstone golden record"],
  async run(context) {
    return await accept(context, "missing");
  },
};

export const goldenAcceptCommand: FreeCommand = {
  path: ["golden", "accept"],
  summary: "Take plays as they go now for goldens: by name, by cause, or all",
  args: [{ name: "goldens", summary: "Paths inside the folder of goldens", many: true, optional: true }],
  flags: [
    { name: "cause", value: "KEY", summary: "Every golden that changed through this cause and no other", many: true },
    { name: "all", summary: "Everything that changed, is missing or damaged" },
    ...GOLDEN_FLAGS,
  ],
  examples: ["touchstone golden accept --all"],
  async run(context) {
    const { typed } = context;
    const choice = { goldens: typed.words("goldens"), causes: typed.flags("cause"), all: typed.isOn("all") };
    return await accept(context, choice);
  },
};

/** 0 where everything that was asked for is written now, also where other goldens still differ. */
async function accept(context: CliContext, choice: Parameters<typeof acceptedText>[1]): Promise<number> {
  mustMayWrite(context);
  const check = await readGoldenFlags(context);
  const accepted = await callPlayThread(context, "goldenAccept", { check, accept: choice });
  context.out(context.json ? JSON.stringify(accepted) : acceptedText(accepted, choice, context.paint));
  return accepted.partly.length + accepted.moved.length > 0 ? 1 : 0;
}

export const goldenPruneCommand: FreeCommand = {
  path: ["golden", "prune"],
  summary: "Remove goldens that no play of the suites stands for",
  flags: GOLDEN_FLAGS,
  examples: ["touchstone golden prune"],
  async run(context) {
    mustMayWrite(context);
    const removed = await callPlayThread(context, "goldenPrune", await readGoldenFlags(context));
    context.out(context.json ? JSON.stringify({ removed }) : prunedText(removed, context.paint));
    return 0;
  },
};
