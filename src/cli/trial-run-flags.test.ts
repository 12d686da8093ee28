import { expect, test } from "vitest";
import { buildProgram } from "./build-program.ts";
import type { Typed } from "./command.ts";
import { trialRunCommand } from "./commands/trial-run.ts";
import { readTrialRun, type TrialRun } from "./trial-run-flags.ts";

/** Reads a line after `trial run`. */
async function read(line: string): Promise<TrialRun> {
  let found: Typed | undefined;
  const program = buildProgram([trialRunCommand], "0", async (_, typed) => void (found = typed));
  await program.parseAsync(["trial", "run", ...line.split(" ").filter((word) => word !== "")], { from: "user" });
  if (found === undefined) throw new Error(`nothing was parsed from ${line}`);
  return readTrialRun(found, "/game");
}

test("flags in short and in full", async () => {
  const line =
    "a.scenario.yaml b -n 20 -j 4 --record metadata_only --early-stop --threshold 0.75 --max-cost 1.5 --timeout 0.5 --seed 7";
  expect(await read(line)).toEqual({
    kind: "new",
    paths: [
      { path: "/game/a.scenario.yaml", name: "a.scenario.yaml" },
      { path: "/game/b", name: "b" },
    ],
    options: {
      trials: 20,
      parallel: 4,
      recordingMode: "metadata_only",
      earlyStop: true,
      threshold: 0.75,
      maxCostUsd: 1.5,
      timeoutMs: 500,
      seed: 7,
      allowInfra: false,
      recordings: false,
    },
  });
  expect(await read("a --trials 2 --parallel 3 --recordings --allow-infra")).toMatchObject({
    options: { trials: 2, parallel: 3, recordings: true, allowInfra: true, recordingMode: "full" },
  });
});

test("a run goes on with new limits, and with nothing else", async () => {
  expect(await read("--resume r1 -j 2 --max-cost 3")).toEqual({
    kind: "again",
    resuming: { runId: "r1", which: "missing", parallel: 2, maxCostUsd: 3, timeoutMs: null, allowInfra: false },
  });
  expect(await read("--retry-errors r1")).toMatchObject({ resuming: { runId: "r1", which: "errors" } });
  for (const others of [
    "-n 3",
    "--seed 1",
    "--record off",
    "--threshold 0.5",
    "--early-stop",
    "--recordings",
    "a.yaml",
    "--retry-errors r2",
  ])
    await expect(read(`--resume r1 ${others}`), others).rejects.toMatchObject({ code: "USAGE" });
});

test("what makes no sense is refused in words", async () => {
  const wrong = {
    "": "no scenario is named",
    "a --threshold 1.5": "`--threshold 1.5` is no number from 0 to 1",
    "a --max-cost lots": "`--max-cost lots` is no number from 0 to 100000",
    "a -n 0": "`--trials 0` is out of range",
    "a -j 1000": "`--parallel 1000` is out of range",
    "a --record some": "there is no recording mode `some`",
    "a --record off --recordings": "`--recordings` needs everything that was said",
  };
  for (const [line, message] of Object.entries(wrong))
    await expect(read(line), line).rejects.toMatchObject({ code: "USAGE", message });
});
