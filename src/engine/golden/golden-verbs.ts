import { z } from "zod";
import type { EventPayload } from "../../core/events/event.ts";
import { type GoldenReport, playsIn } from "../../core/playtest/golden/golden-report.ts";
import type { PlayInput, PlayOutput } from "../playtest/play-thread.ts";
import { openPlayThread } from "../playtest/play-thread.ts";
import type { PlayTaskName } from "../playtest/play-tasks.ts";
import { findSuites } from "../playtest/find-suites.ts";
import { startRun } from "../playtest/start-run.ts";
import type { Studio } from "../studio.ts";
import { defineVerb } from "../verb.ts";
import type { AcceptedGoldens } from "./accept-goldens.ts";
import type { GoldenCheck } from "./check-goldens.ts";
import type { GoldenDiff } from "./diff-golden.ts";
import { placeGoldens } from "./golden-place.ts";

/** Compares all goldens with what their plays are now, in the background. */
export const goldenCheckVerb = defineVerb({
  name: "golden.check",
  summary: "Play everything that has a golden, in the background, and compare; events tell what changed",
  access: "own",
  input: z.strictObject({}),
  run: async (studio): Promise<{ readonly run: string }> =>
    await startRun(studio, {
      what: "check",
      target: null,
      task: "goldenCheck",
      input: checkOf(studio),
      endType: "playtest.checked",
      keep: (runs, _run, report) => void (runs.golden = report),
      describe: (report, end) => ({ ...summarise(report), ...end }),
    }),
});

/** Compares one golden with what its play is now. */
export const goldenDiffVerb = defineVerb({
  name: "golden.diff",
  summary: "Compare one golden with what its play is now",
  access: "files",
  input: z.strictObject({ golden: z.string().describe("Its path inside the folder of goldens") }),
  async run(studio, { golden }): Promise<GoldenDiff> {
    const { touchstone, ...place } = checkOf(studio);
    return await studio.lookThread.call("goldenDiff", { place, golden, touchstone });
  },
});

/** Takes plays as they go now for goldens. */
export const goldenAcceptVerb = defineVerb({
  name: "golden.accept",
  summary: "Take plays as they go now for goldens: some by path, some by what changed them, or all",
  access: "own",
  input: z.strictObject({
    goldens: z.array(z.string()).default([]).describe("Paths inside the folder of goldens"),
    causes: z.array(z.string()).default([]).describe("Keys of causes: every golden that has no other cause"),
    seen: z
      .record(z.string(), z.string())
      .optional()
      .describe("Digest of each play as it was shown, by golden; others stay. Default: as the last check here showed them"),
    all: z.boolean().default(false).describe("Everything that is changed, missing or damaged"),
  }),
  async run(studio, accept, { signal }): Promise<AcceptedGoldens> {
    return await studio.alone(async () => {
      const { golden } = studio.playtests;
      const seen = accept.seen ?? (golden === null ? undefined : playsIn(golden));
      const input = { check: checkOf(studio), accept: { ...accept, seen } };
      const accepted = await callOwnThread("goldenAccept", input, signal);
      studio.playtests.golden = accepted.report;
      return accepted;
    });
  },
});

/** Removes goldens that no play stands for. */
export const goldenPruneVerb = defineVerb({
  name: "golden.prune",
  summary: "Remove goldens that no play stands for any more",
  access: "own",
  input: z.strictObject({}),
  async run(studio, _input, { signal }): Promise<{ readonly removed: readonly string[] }> {
    return await studio.alone(async () => {
      const removed = await callOwnThread("goldenPrune", checkOf(studio), signal);
      const { golden } = studio.playtests;
      if (golden !== null) studio.playtests.golden = withoutObsolete(golden);
      return { removed };
    });
  },
});

/** All suites of the project. What differs can be looked at here, so nothing is written for others to look at. */
function checkOf({ projectDir, version }: Studio): GoldenCheck {
  const suites = findSuites(projectDir);
  return { suites, isWhole: true, ...placeGoldens(projectDir, null), writesPending: false, touchstone: version };
}

/** Long work that somebody waits for must not keep others from being answered. */
async function callOwnThread<T extends PlayTaskName>(
  task: T,
  input: PlayInput<T>,
  signal: AbortSignal | undefined,
): Promise<PlayOutput<T>> {
  const thread = openPlayThread();
  try {
    return await thread.call(task, input, { signal });
  } finally {
    await thread.close();
  }
}

function withoutObsolete(report: GoldenReport): GoldenReport {
  const { changed, missing, damaged } = report;
  return { ...report, obsolete: [], ok: changed.length + missing.length + damaged.length === 0 };
}

type Summary = Omit<EventPayload<"playtest.checked">, "wallMs" | "failure">;

function summarise(report: GoldenReport | undefined): Summary {
  return {
    unchanged: report?.unchanged ?? 0,
    changed: report?.changed.length ?? 0,
    missing: report?.missing.length ?? 0,
    obsolete: report?.obsolete.length ?? 0,
    damaged: report?.damaged.length ?? 0,
    causes: report?.groups.length ?? 0,
    ok: report?.ok ?? false,
  };
}
