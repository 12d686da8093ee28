import { costText, intervalText, momentText, percentText, scoreText } from "../core/trials/report/figures.ts";
import { reasonsOf, worstFirst } from "../core/trials/report/pick-worst.ts";
import { trialMarkOf, verdictMarkOf } from "../core/trials/report/trial-marks.ts";
import type { RunReport } from "../core/trials/verdict/scenario-report.ts";
import type { HistoryRow, ListedRun } from "../engine/trials/run-history.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { lookCommand, markText } from "./trial-text.ts";
import { wrapText } from "./wrap-text.ts";

/** Runs, newest first, a row each. */
export function runsText(runs: readonly ListedRun[], paint: Paint): string {
  if (runs.length === 0) return "No runs of trials here. Run some: `touchstone trial run scenarios`";
  const rows = runs.map((run) => [stateText(run, paint), ...runCells(run, paint)]);
  return formatTable(rows, paint.columns);
}

function stateText({ state }: ListedRun, paint: Paint): string {
  if (state === "finished") return paint.dim("finished");
  return state === "running" ? paint.gold("running") : paint.ask("interrupted");
}

function runCells(
  { runId, createdAt, passed, trials, infra, requested, recordingMode, scenarios }: ListedRun,
  paint: Paint,
): readonly string[] {
  const without = infra === 0 ? "" : `, ${infra} no answer`;
  const counts = `${passed}/${trials - infra} passed${without}${trials === requested ? "" : `, ${requested - trials} not run`}`;
  const mode = recordingMode === "full" ? "" : ` (${recordingMode})`;
  // To the minute: a row with its id fits a terminal of 80 columns.
  return [runId, paint.dim(momentText(createdAt).slice(0, "2026-11-28 18:15".length)), counts, `${scenarios.join(", ")}${mode}`];
}

/** How scenarios did in the last runs, scenario by scenario. A run of another experiment begins below a line. */
export function historyText(rows: readonly HistoryRow[], paint: Paint): string {
  if (rows.length === 0) return "No runs of trials here. Run some: `touchstone trial run scenarios`";
  const names = [...new Set(rows.map(({ name }) => name))];
  return names
    .map((name) => {
      const own = rows.filter((row) => row.name === name);
      return `${paint.bold(name)}\n${formatTable(
        own.map((row, index) => historyCells(row, own[index + 1], paint)),
        paint.columns,
      )}`;
    })
    .join("\n\n");
}

function historyCells(row: HistoryRow, before: HistoryRow | undefined, paint: Paint): readonly string[] {
  const { verdict, createdAt, passed, trials, infra, rate, wilson, score, cost, runId } = row;
  const changed = before !== undefined && before.execution !== row.execution ? ` · ${paint.ask("what is run changed")}` : "";
  const share = wilson === null ? "none judged" : `${percentText(rate)} ${paint.dim(`[${intervalText(wilson)}]`)}`;
  return [
    markText(verdictMarkOf(verdict), paint),
    paint.dim(momentText(createdAt)),
    `${passed}/${trials - infra}`,
    share,
    `score ${scoreText(score.mean)}`,
    `${costText(cost)} · ${paint.dim(runId)}${changed}`,
  ];
}

/** Every trial that did not pass, with all its reasons and the command that shows it. */
export function failuresText(report: RunReport, paint: Paint): string {
  const blocks = report.scenarios.flatMap((scenario) =>
    worstFirst(scenario).map((result) => {
      const score = result.score === null ? "" : `, score ${scoreText(result.score)}`;
      const head = `${markText(trialMarkOf(result.status), paint)} ${paint.bold(scenario.name)} trial ${result.trialIndex}${score}`;
      const reasons = reasonsOf(result).map((reason) => wrapText(`  ${reason}`, { columns: paint.columns, indent: 4 }));
      const look = report.recordingMode === "off" ? [] : [`  ${paint.dim("$")} ${lookCommand(result)}`];
      return [head, ...reasons, ...look].join("\n");
    }),
  );
  return blocks.length === 0 ? `${paint.good("✓")} every trial passed` : blocks.join("\n");
}
