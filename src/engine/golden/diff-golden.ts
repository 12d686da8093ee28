import { suggest } from "../../core/authored/nearest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { diffTraces, type TraceDiff } from "../../core/playtest/diff/diff-traces.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";
import { readGolden } from "./golden-files.ts";
import type { GoldenPlace } from "./golden-place.ts";
import { planGoldens } from "./plan-goldens.ts";
import { playPlanned } from "./play-planned.ts";
import { readWhole } from "./read-whole.ts";

/** A golden beside the play that it stands for. */
export interface GoldenDiff {
  readonly golden: string;
  /** The golden's text; null where it is missing or cannot be read. */
  readonly expected: string | null;
  /** The play as it goes now. */
  readonly actual: string;
  /** Its digest. */
  readonly play: string;
  /** Null where one of both is no whole trace. */
  readonly diff: TraceDiff | null;
}

/**
 * Plays what one golden stands for, and compares both.
 *
 * @throws TouchstoneError RECORD_NOT_FOUND where there is neither such a golden nor such a play; what `planGoldens` and
 *         `playSuite` throw.
 */
export async function diffGolden(
  place: Omit<GoldenPlace, "isWhole">,
  { golden, touchstone }: { readonly golden: string; readonly touchstone: string },
): Promise<GoldenDiff> {
  const planned = await planGoldens(place);
  const one = planned.find(({ facts }) => facts.golden === golden);
  // Only what a suite names is read: a name from outside never becomes a path.
  if (one === undefined)
    throw noGolden(
      golden,
      planned.map(({ facts }) => facts.golden),
    );
  const file = await readGolden(place.goldenDir, golden);
  const expected = file.kind === "text" ? file.text : null;
  const { trace, digest } = playPlanned(one, touchstone).playtest;
  const before = expected === null ? null : readWhole(expected);
  const diff = before === null ? null : diffTraces(before, trace, one.loaded.suite.golden);
  return { golden, expected, actual: writePlaytestTrace(trace), play: digest, diff };
}

function noGolden(golden: string, known: readonly string[]): TouchstoneError {
  return new TouchstoneError("RECORD_NOT_FOUND", `no suite has a play for the golden \`${golden}\`${suggest(golden, known)}`, {
    hint: "`touchstone golden check --json` lists goldens",
  });
}
