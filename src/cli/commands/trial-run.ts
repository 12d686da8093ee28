import type { FreeCommand } from "../command.ts";
import { spareMemory } from "../spare-memory.ts";
import { readTrialRun } from "../trial-run-flags.ts";

/** Guess: a run of fewer ends before it has taken much memory. */
const MANY_TRIALS = 1000;

export const trialRunCommand: FreeCommand = {
  path: ["trial", "run"],
  summary: "Run scenarios, each several times, record every trial, and judge it",
  args: [{ name: "path", summary: "Scenarios, or folders with `*.scenario.yaml`", optional: true, many: true }],
  flags: [
    { name: "trials", short: "n", value: "N", summary: "Trials of each scenario; default: as it says (3)", number: true },
    { name: "parallel", short: "j", value: "N", summary: "Trials at the same time (1)", number: true },
    { name: "record", value: "MODE", summary: "What is recorded: full (default), metadata_only or off" },
    { name: "early-stop", summary: "End a scenario's trials once its verdict cannot change" },
    { name: "threshold", value: "SCORE", summary: "Score that trials must reach, 0 to 1; default: the scenario's" },
    { name: "max-cost", value: "USD", summary: "Make no further call once the run, judges included, has cost so much" },
    { name: "timeout", value: "SECONDS", summary: "Time of one trial; default: the scenario's" },
    { name: "seed", value: "N", summary: "Decides what offline models draw; default: one is drawn, and told", number: true },
    { name: "resume", value: "RUN", summary: "Go on with a run: run the trials that it lacks" },
    { name: "retry-errors", value: "RUN", summary: "Run those trials of a run again that got no answer" },
    { name: "allow-infra", summary: "Let a scenario pass although some of its trials got no answer" },
    { name: "recordings", summary: "Write the traces to `recordings/<scenario>/` as well, to be replayed in CI" },
    { name: "out", short: "o", value: "FILE", summary: "Write the report there: .json, .xml (JUnit), .html or .md", many: true },
  ],
  examples: [
    "touchstone trial run scenarios -n 10 -j 4 -o out/report.html",
    "touchstone trial run scenarios/lamp-oil.scenario.yaml --recordings",
  ],
  async run(context) {
    const asked = readTrialRun(context.typed, context.cwd);
    if (asked.kind === "new" && (asked.options.trials ?? 0) >= MANY_TRIALS) spareMemory();
    // What runs trials is loaded by those who run some.
    const { runAsAsked } = await import("../run-as-asked.ts");
    return await runAsAsked(asked, context);
  },
};
