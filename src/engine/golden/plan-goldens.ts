import { type Problem, TouchstoneError } from "../../core/errors.ts";
import type { GoldenCell } from "../../core/playtest/golden/golden-report.ts";
import type { SuiteCell } from "../../core/playtest/suite/suite-cell.ts";
import { type RuleSet, openRules } from "../../core/trace/apply-rules.ts";
import { goldenOf } from "../playtest/describe-suite.ts";
import { loadSuite, type LoadedSuite, storyOf } from "../playtest/load-suite.ts";
import { findTwins } from "./find-twins.ts";
import type { GoldenPlace } from "./golden-place.ts";

/** One play of a suite, and the golden that stands for it. */
export interface PlannedGolden {
  readonly cell: SuiteCell;
  readonly loaded: LoadedSuite;
  /** One set for all cells of a suite. */
  readonly rules: RuleSet;
  readonly facts: GoldenCell;
}

/**
 * Every play that suites ask for.
 *
 * @throws TouchstoneError what `loadSuite` throws; INPUT_INVALID where two plays would have one golden, or two suites one name.
 */
export async function planGoldens(place: Pick<GoldenPlace, "suites" | "pendingDir">): Promise<readonly PlannedGolden[]> {
  const planned: PlannedGolden[] = [];
  const suites: LoadedSuite[] = [];
  for (const file of place.suites) {
    const loaded = await loadSuite(file);
    suites.push(loaded);
    const rules = openRules(loaded.suite.golden);
    for (const cell of loaded.cells) planned.push({ cell, loaded, rules, facts: factsOf(cell, loaded) });
  }
  const problems = [...findTwins(place, suites), ...findShared(planned)];
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError(first.code, first.message, { ...first, problems });
  return planned;
}

function factsOf(cell: SuiteCell, loaded: LoadedSuite): GoldenCell {
  const golden = goldenOf(cell, loaded);
  const { suite, category } = cell;
  const name = golden.slice(golden.lastIndexOf("/") + 1).replace(/\.trace\.jsonl$/, "");
  return { golden, suite, pov: cell.pov ?? storyOf(cell, loaded).defaultPov, category, case: name };
}

function findShared(planned: readonly PlannedGolden[]): Problem[] {
  const owners = new Map<string, PlannedGolden>();
  return planned.flatMap((one) => {
    // Many a disk takes names that differ in case alone for one.
    const file = one.facts.golden.toLowerCase();
    const owner = owners.get(file);
    owners.set(file, owner ?? one);
    if (owner === undefined) return [];
    const [name, other] = [one, owner].map(({ cell }) => `${cell.suite ?? "plan"}: ${cell.povKey}/${cell.category}`);
    const message = `\`${name}\` and \`${other}\` would have one golden, \`${one.facts.golden}\``;
    return [{ code: "INPUT_INVALID" as const, message, place: one.cell.place, hint: "Give one of them another category" }];
  });
}
