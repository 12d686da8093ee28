import { z } from "zod";
import type { EventPayload } from "../../core/events/event.ts";
import { defineVerb } from "../verb.ts";
import { findSuites } from "./find-suites.ts";
import type { AssertionFacts, PlayedCell } from "./facts.ts";
import type { PlaytestRuns } from "./playtest-runs.ts";
import { startRun } from "./start-run.ts";
import type { SuiteOutput } from "./suite-task.ts";

/** Plays suites in the background. */
export const playtestRunSuiteVerb = defineVerb({
  name: "playtest.runSuite",
  summary: "Play a suite, or all of them, in the background; events tell how they went",
  access: "own",
  input: z.strictObject({
    suite: z.string().optional().describe("Its file inside the project; all suites where it is left out"),
  }),
  async run(studio, { suite }): Promise<{ readonly run: string }> {
    const suites = findSuites(studio.projectDir, suite);
    const quiet = { seedOffset: null, workflow: null, out: null, goldenDir: null, keepsGoldens: true, heavy: false };
    return await startRun(studio, {
      what: "suite",
      target: suite ?? null,
      task: "suite",
      input: { ...quiet, suites, wantsTraces: true, touchstone: studio.version },
      endType: "playtest.finished",
      keep: keepSuites,
      describe: (output, end) => ({
        target: suite ?? null,
        ...summarise(output ?? []),
        ...end,
        ok: output?.every(({ ok }) => ok) ?? false,
      }),
    });
  },
});

/** Longest traces that are kept of a run, in characters; what is longer can be played again. */
const MAX_KEPT_CHARS = 64 * 1_048_576;

function keepSuites({ suites, traces }: PlaytestRuns, run: string, outputs: readonly SuiteOutput[]): void {
  for (const { file, ok, cells, assertions, traces: own } of outputs) {
    const facts = assertions.map(({ witness, ...rest }) => ({ ...rest, command: witness?.command ?? null }));
    suites.set(file, { run, ok, cells, assertions: facts });
    const size = Object.values(own).reduce((sum, text) => sum + text.length, 0);
    traces.set(file, new Map(size > MAX_KEPT_CHARS ? [] : Object.entries(own)));
  }
}

type Summary = Pick<EventPayload<"playtest.finished">, "cells" | "outcomes" | "assertions">;

function summarise(outputs: readonly SuiteOutput[]): Summary {
  const cells = outputs.flatMap((output) => output.cells);
  const assertions = outputs.flatMap((output) => output.assertions);
  const played = (outcome: PlayedCell["outcome"]): number => cells.filter((cell) => cell.outcome === outcome).length;
  const judged = (outcome: AssertionFacts["outcome"]): number => assertions.filter((each) => each.outcome === outcome).length;
  return {
    cells: cells.length,
    outcomes: {
      ended: played("ended"),
      dead_end: played("dead_end"),
      loop: played("loop"),
      budget: played("budget"),
      error: played("error"),
    },
    assertions: { holds: judged("holds"), fails: judged("fails"), unknown: judged("unknown") },
  };
}
