import { changedAssertions, changeMarkOf, changeWords } from "../core/trials/report/change-words.ts";
import type {
  AssertionComparison,
  ComparedSide,
  RunComparison,
  RunHead,
  ScenarioComparison,
} from "../core/trials/report/compare-runs.ts";
import { costText, intervalText, latencyText, momentText, percentText, scoreText } from "../core/trials/report/figures.ts";
import { verdictMarkOf } from "../core/trials/report/trial-marks.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { markText } from "./trial-text.ts";
import { wrapText } from "./wrap-text.ts";

/** Two runs beside each other, scenario by scenario: a change is called one only where its interval leaves out zero. */
export function comparisonText({ a, b, scenarios }: RunComparison, paint: Paint): string {
  const heads = [headCells("before", a, paint), headCells("after", b, paint)];
  return [formatTable(heads), ...scenarios.flatMap((scenario) => scenarioLines(scenario, paint))].join("\n");
}

function headCells(name: string, { runId, createdAt }: RunHead, paint: Paint): readonly string[] {
  return [paint.dim(name), runId, paint.dim(`${momentText(createdAt)} UTC`)];
}

function scenarioLines(scenario: ScenarioComparison, paint: Paint): readonly string[] {
  const { name, change, a, b } = scenario;
  const head = `${markText(changeMarkOf(change), paint)} ${paint.bold(name)}: ${changeWords(scenario)}`;
  const sides = [...(a === null ? [] : [sideCells("before", a, paint)]), ...(b === null ? [] : [sideCells("after", b, paint)])];
  return [
    "",
    wrapText(head, { columns: paint.columns, indent: 2 }),
    formatTable(sides, paint.columns),
    ...changedAssertions(scenario).map((each) => assertionLine(each, paint)),
  ];
}

function sideCells(name: string, side: ComparedSide, paint: Paint): readonly string[] {
  const { verdict, passed, judged, rate, wilson, meanScore, flake, costPerTrial, latencyMs } = side;
  const share = wilson === null ? percentText(rate) : `${percentText(rate)} ${paint.dim(`[${intervalText(wilson)}]`)}`;
  const facts = [
    `score ${scoreText(meanScore)}`,
    ...(flake === "flaky" ? ["flaky"] : []),
    `cost ${costText(costPerTrial)} a trial`,
    `p50 ${latencyText(latencyMs.p50)} p95 ${latencyText(latencyMs.p95)}`,
  ];
  return [
    `  ${paint.dim(name.padEnd(6))}`,
    markText(verdictMarkOf(verdict), paint),
    `${passed}/${judged}`,
    share,
    facts.join(" · "),
  ];
}

function assertionLine(assertion: AssertionComparison, paint: Paint): string {
  const { name, change, a, b } = assertion;
  const counts = [a, b].map((count) => (count === null ? "not there" : `${count.passed}/${count.judged}`)).join(" → ");
  const text = `  ${markText(changeMarkOf(change), paint)} ${paint.bold(name)} ${counts}`;
  const words = assertion.rate === null ? "" : `: ${changeWords(assertion)}`;
  return wrapText(`${text}${words}`, { columns: paint.columns, indent: 4 });
}
