import { bodyOf, type GoldenBody } from "../../core/playtest/golden/pair-renames.ts";
import { listGoldens, readGolden, suiteOfGolden } from "./golden-files.ts";
import type { GoldenPlace } from "./golden-place.ts";
import type { PlannedGolden } from "./plan-goldens.ts";

/** A golden that no play stands for. */
export interface FoundObsolete {
  readonly golden: string;
  readonly body: GoldenBody | null;
}

/**
 * Goldens that no play of the suites stands for. Where only some suites are looked at, those of others are none of them.
 *
 * @throws TouchstoneError DISK_FAILED
 */
export async function findObsolete(place: GoldenPlace, planned: readonly PlannedGolden[]): Promise<readonly FoundObsolete[]> {
  const isOurs = ownership(place, planned);
  const wanted = new Set(planned.map(({ facts }) => facts.golden));
  const obsolete: FoundObsolete[] = [];
  for (const golden of await listGoldens(place.goldenDir)) {
    if (wanted.has(golden)) continue;
    const file = await readGolden(place.goldenDir, golden);
    const text = file.kind === "text" ? file.text : "";
    if (isOurs(golden, text)) obsolete.push({ golden, body: bodyOf(text) });
  }
  return obsolete;
}

/** Whether a trace is one of the suites that are looked at: by its place among their plays, or by what it says itself. */
export function ownership(
  { isWhole }: Pick<GoldenPlace, "isWhole">,
  planned: readonly PlannedGolden[],
): (golden: string, text: string) => boolean {
  const wanted = new Set(planned.map(({ facts }) => facts.golden));
  const suites = new Set<unknown>(planned.map(({ facts }) => facts.suite));
  return (golden, text) => isWhole || wanted.has(golden) || suites.has(suiteOfGolden(text));
}
