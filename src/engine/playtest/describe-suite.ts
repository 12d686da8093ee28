import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { goldenPath } from "../../core/playtest/record/file-names.ts";
import type { SuiteCell } from "../../core/playtest/suite/suite-cell.ts";
import { cellFacts } from "./cell-facts.ts";
import type { CellFacts, SuiteFacts } from "./facts.ts";
import { type LoadedSuite, loadSuite, storyOf } from "./load-suite.ts";
import { problemsIn } from "./problems-error.ts";

/** What can be said of a suite without playing it; one that cannot be read, or names what is not there, says so. */
export async function describeSuite(file: NamedFile): Promise<Omit<SuiteFacts, "last">> {
  try {
    const loaded = await loadSuite(file);
    const { suite, cells } = loaded;
    const facts = cells.map((cell) => factsOf(cell, loaded));
    return { file: file.name, name: suite.name, cells: facts, assertions: suite.assertions.length, problems: [] };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { file: file.name, name: null, cells: [], assertions: 0, problems: problemsIn(error) };
  }
}

function factsOf(cell: SuiteCell, loaded: LoadedSuite): CellFacts {
  return cellFacts({ cell, story: storyOf(cell, loaded), golden: goldenOf(cell, loaded) });
}

/** Path of a cell's golden inside the folder of goldens. */
export function goldenOf(cell: SuiteCell, loaded: LoadedSuite): string {
  const { pov, category, isSeedGiven, seed } = cell;
  const { id, defaultPov } = storyOf(cell, loaded);
  return goldenPath({ pov: pov ?? defaultPov, category, story: id, seed: isSeedGiven ? seed : null });
}
