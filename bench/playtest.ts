import type { Figure } from "./figure.ts";
import { benchExplorations } from "./playtest/explorations.ts";
import { benchGoldenChecks } from "./playtest/golden-checks.ts";
import { benchInkPlays } from "./playtest/ink-plays.ts";
import { benchNativePlays } from "./playtest/native-plays.ts";

/** Playing, tracing, checking and exploring stories. */
export async function benchPlaytest(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const part of [benchNativePlays, benchGoldenChecks, benchExplorations, benchInkPlays]) figures.push(...(await part()));
  return figures;
}
