import { type ChosenGoldens, type GoldenChoice, selectGoldens } from "../../core/playtest/golden/select-goldens.ts";
import type { GoldenReport } from "../../core/playtest/golden/golden-report.ts";
import type { PlayProgress } from "../playtest/play-progress.ts";
import { writeGoldens } from "../playtest/write-goldens.ts";
import { checkGoldens, type GoldenCheck } from "./check-goldens.ts";
import { removeGoldens, removePending } from "./golden-files.ts";
import { restoreLogs } from "./golden-logs.ts";
import { openSeen } from "./open-seen.ts";
import { findObsolete } from "./find-obsolete.ts";
import type { GoldenPlace } from "./golden-place.ts";
import { planGoldens } from "./plan-goldens.ts";
import { playPlanned } from "./play-planned.ts";

/** What was accepted. */
export interface AcceptedGoldens {
  /** Goldens that are now as the stories play, by path inside the folder of goldens. */
  readonly written: readonly string[];
  /** Goldens that an accepted cause changed, and another one too that was not accepted. */
  readonly partly: readonly string[];
  /** Chosen, but played another way now than when they were shown; they stay as they are, to be looked at again. */
  readonly moved: readonly string[];
  /** Logs that were missing or false and are written anew; only recording does. */
  readonly logs: readonly string[];
  /** How everything stands now. */
  readonly report: GoldenReport;
}

/** What is to be accepted: what a person chose, or only what has no golden yet. */
export type Acceptance =
  | (GoldenChoice & {
      /** Digest of each play as it was shown, by golden; where it is left out, what waits from the last check was shown. */
      readonly seen?: Readonly<Record<string, string>> | undefined;
    })
  | "missing";

/**
 * Takes plays as they go now for goldens. What is written was played for it; nothing that waits somewhere is trusted. A play
 * that goes another way than it was shown is not taken.
 *
 * @throws TouchstoneError what `checkGoldens`, `selectGoldens` and `writeGoldens` throw.
 */
export async function acceptGoldens(
  check: GoldenCheck,
  accept: Acceptance,
  tell: (progress: PlayProgress) => void,
): Promise<AcceptedGoldens> {
  // What waits is what was shown last: accepting leaves it for people to look at.
  const quiet = { ...check, writesPending: false };
  const before = await checkGoldens(quiet, tell);
  const { chosen, partly } = choose(before, accept);
  const planned = await planGoldens(check);
  const seen = openSeen(check, { before, accept });
  const written: string[] = [];
  for (const one of planned.filter(({ facts }) => chosen.includes(facts.golden))) {
    const result = playPlanned(one, check.touchstone);
    if (!(await seen.isAsShown(one.facts.golden, result.playtest.digest))) continue;
    await writeGoldens(check.goldenDir, [result], { writes: "all" });
    written.push(one.facts.golden);
  }
  await removePending(check, written);
  const goldens = planned.map(({ facts }) => facts.golden);
  const logs = accept === "missing" ? await restoreLogs(check.goldenDir, goldens) : [];
  const moved = chosen.filter((golden) => !written.includes(golden));
  const now = chosen.filter((golden) => written.includes(golden));
  return { written: now, partly, moved, logs, report: await checkGoldens(quiet, () => undefined) };
}

function choose(report: GoldenReport, accept: Acceptance): ChosenGoldens {
  if (accept !== "missing") return selectGoldens(report, accept);
  return { chosen: report.missing.map(({ golden }) => golden), partly: [] };
}

/**
 * Removes goldens that no play stands for, with their logs.
 *
 * @returns their paths inside the folder of goldens.
 * @throws TouchstoneError what `planGoldens` throws; READ_ONLY, DISK_FAILED.
 */
export async function pruneGoldens(place: GoldenPlace): Promise<readonly string[]> {
  const obsolete = await findObsolete(place, await planGoldens(place));
  const removed = obsolete.map(({ golden }) => golden);
  await removeGoldens(place.goldenDir, removed);
  return removed;
}
