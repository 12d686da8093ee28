import { formatPlace } from "../core/errors.ts";
import type { PlayedCell } from "../engine/playtest/facts.ts";
import type { JudgedAssertion, SuiteOutput } from "../engine/playtest/suite-task.ts";
import type { Paint } from "./paint.ts";
import { endWords, markOf } from "./playtest-text.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** How the cells of a suite went, a line for each, and then what is asserted of its stories. */
export function suiteText(suite: SuiteOutput, paint: Paint): string {
  const wrap = (text: string): string => wrapText(text, { columns: paint.columns, indent: 2 });
  return [
    formatTable(
      suite.cells.map((cell) => cellRow(cell, paint)),
      paint.columns,
    ),
    ...suite.cells.flatMap((cell) => mismatchLines(cell, paint).map(wrap)),
    ...suite.assertions.map((assertion) => wrap(assertionText(assertion, paint))),
    ...suite.warnings.map((warning) => wrap(`! ${warning}`)),
    ...(suite.goldens === null ? [] : [wrap(goldenWords(suite.goldens, paint))]),
    wrap(summary(suite, paint)),
  ].join("\n");
}

function cellRow(cell: PlayedCell, paint: Paint): readonly string[] {
  const seed = `seed ${cell.seed}`;
  return [markOf(cell, paint), paint.bold(`${cell.pov ?? "default"}/${cell.category}`), seed, endWords(cell)];
}

function mismatchLines({ mismatches }: PlayedCell, paint: Paint): readonly string[] {
  return mismatches.map(({ place, expected, met }) => `${paint.bad("✕")} ${formatPlace(place)}: expected ${expected}; ${met}`);
}

/** What could not be decided is asked, never ticked. */
function assertionText({ story, assertion, outcome, why, witness }: JudgedAssertion, paint: Paint): string {
  const sign = { holds: paint.good("✓ holds"), fails: paint.bad("✕ fails"), unknown: paint.ask("? unknown") }[outcome];
  const shown = witness === null || witness.command === null ? "" : `; see \`${witness.command}\``;
  return `${sign} ${paint.bold(story)}: ${assertion}${outcome === "holds" ? "" : `: ${why}${shown}`}`;
}

function goldenWords(
  { dir, added, replaced, missing, kept, unchanged }: NonNullable<SuiteOutput["goldens"]>,
  paint: Paint,
): string {
  const parts = [
    ...(unchanged.length === 0 ? [] : [`${unchanged.length} unchanged`]),
    ...(added.length === 0 ? [] : [`${added.length} added`]),
    ...(replaced.length === 0 ? [] : [paint.ask(`${replaced.length} replaced: ${replaced.join(", ")}`)]),
    ...(missing.length === 0 ? [] : [paint.bad(`${missing.length} missing: ${missing.join(", ")}`)]),
    ...(kept.length === 0 ? [] : [paint.bad(`${kept.length} different and kept, as always in CI: ${kept.join(", ")}`)]),
  ];
  const hint = missing.length === 0 ? "" : "; nothing is written in CI: run `touchstone golden record` on your own machine";
  return `Goldens in ${dir}: ${parts.join(", ")}${hint}`;
}

function summary({ name, file, cells, assertions, ok }: SuiteOutput, paint: Paint): string {
  const good = cells.filter((cell) => cell.ok).length;
  const held = assertions.filter(({ outcome }) => outcome === "holds").length;
  const claims = assertions.length === 0 ? "" : `, ${held} of ${counted(assertions.length, "assertion")} held`;
  return `${ok ? paint.good("✓") : paint.bad("✕")} ${paint.bold(name ?? file)}: ${good} of ${counted(cells.length, "play")} went well${claims}`;
}
