import { playEnvRounds, type EnvRound } from "./env/rounds.ts";
import { type Figure, median, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";

const ROUNDS = 9;
/** Source: issue 7, "Done when". */
const OURS_MS = 50;
const PROMOTE_MS = 300;
const ROLLBACK_MS = 50;
const RUN_RATIO = 1.5;

/** Changing an environment of about 90 packages with real uv and git, in process. */
export async function benchEnv(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const rounds = await playEnvRounds(dir, ROUNDS);
    const commands = ["node add", "tx run", "tx promote", "rollback", "node remove"] as const;
    return [
      ...commands.map((name) =>
        figure(
          `env ${name}: outside of uv, git and Python`,
          rounds.map(({ ours }) => ours[name]),
          OURS_MS,
        ),
      ),
      figure(
        "env tx promote: after the check, with the smoke test through the pointer",
        rounds.map(({ promoteMs }) => promoteMs),
        PROMOTE_MS,
      ),
      figure(
        "env rollback: to a kept generation, in all",
        rounds.map(({ rollbackMs }) => rollbackMs),
        ROLLBACK_MS,
      ),
      runFigure(rounds),
    ];
  });
}

function figure(name: string, values: readonly number[], limitMs: number): Figure {
  const value = median(values);
  return {
    name,
    value: round(value),
    unit: "ms",
    target: `at most ${limitMs} ms`,
    holds: value <= limitMs,
    resolution: spread(values, "ms"),
  };
}

function runFigure(rounds: readonly EnvRound[]): Figure {
  const ratio = median(rounds.map(({ runMs, rawMs }) => runMs / rawMs));
  return {
    name: "env tx run: a one-package change, watching ComfyUI left out",
    value: round(median(rounds.map(({ runMs }) => runMs))),
    unit: "ms",
    against: {
      name: "the uv lock and uv sync in it",
      value: round(median(rounds.map(({ rawMs }) => rawMs))),
      ratio: round(ratio),
    },
    target: `at most ${RUN_RATIO} times`,
    holds: ratio <= RUN_RATIO,
    resolution: spread(
      rounds.map(({ runMs }) => runMs),
      "ms",
    ),
  };
}
