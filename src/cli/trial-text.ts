import { FAILURES } from "../core/errors.ts";
import type { OutcomeMark } from "../core/report/outcome-mark.ts";
import { costText, countText, intervalText, latencyText, percentText, scoreText } from "../core/trials/report/figures.ts";
import { pickWorst, reasonsOf } from "../core/trials/report/pick-worst.ts";
import { sumRun } from "../core/trials/report/run-sums.ts";
import { shownReport } from "../core/trials/report/shown-report.ts";
import { flakeMarkOf, trialMarkOf, verdictMarkOf } from "../core/trials/report/trial-marks.ts";
import type { RunReport, ScenarioReport, TrialResult } from "../core/trials/verdict/scenario-report.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { textWidth, wrapText } from "./wrap-text.ts";

/** How a run of trials went, at one glance: a row for each scenario, then why some did not pass, then the sum. */
export function runText(report: RunReport, paint: Paint): string {
  const shown = shownReport(report);
  const details = shown.scenarios.flatMap((scenario) => detailLines(scenario, shown, paint));
  return [figureRows(shown.scenarios, paint), ...details, ...sumLines(shown, paint)].join("\n");
}

const TONES: Readonly<Record<OutcomeMark["tone"], keyof Pick<Paint, "good" | "bad" | "ask" | "dim" | "gold">>> = {
  pass: "good",
  fail: "bad",
  exception: "bad",
  uncertain: "ask",
  unknown: "dim",
  stale: "dim",
  gold: "gold",
};

/** Sign and word in one colour; colour is never alone. */
export function markText({ icon, word, tone }: OutcomeMark, paint: Paint): string {
  return paint[TONES[tone]](`${icon} ${word}`);
}

/** One row each where there is room for it; else the figures stand below the names. */
function figureRows(scenarios: readonly ScenarioReport[], paint: Paint): string {
  const heads = scenarios.map((scenario) => headCells(scenario, paint));
  const wide = formatTable(scenarios.map((scenario, index) => [...(heads[index] ?? []), ...factCells(scenario, paint)]));
  if (wide.split("\n").every((line) => textWidth(line) <= paint.columns)) return wide;
  const lines = formatTable(heads).split("\n");
  return scenarios.flatMap((scenario, index) => [lines[index] ?? "", factLine(scenario, paint)]).join("\n");
}

function headCells({ verdict, name, passed, trials, infra, rate, wilson }: ScenarioReport, paint: Paint): readonly string[] {
  const judged = trials - infra;
  const share = judged === 0 ? paint.dim("none judged") : `${percentText(rate)} ${paint.dim(`[${intervalText(wilson)}]`)}`;
  return [markText(verdictMarkOf(verdict), paint), paint.bold(name), `${passed}/${judged}`, share];
}

function factCells({ score, flake, cost, judgeCost, latencyMs, infra }: ScenarioReport, paint: Paint): readonly string[] {
  const { icon, word } = flakeMarkOf(flake.label);
  const judges = judgeCost === 0 ? "" : ` + judges ${costText(judgeCost)}`;
  return [
    `score ${scoreText(score.mean)}`,
    flake.label === "flaky" ? paint.bad(`${icon} ${word}`) : paint.dim(word),
    `cost ${costText(cost)}${judges}`,
    latencyMs.p50 === null ? "" : `p50 ${latencyText(latencyMs.p50)} p95 ${latencyText(latencyMs.p95)}`,
    infra === 0 ? "" : paint.ask(`${infra} no answer`),
  ];
}

function factLine(scenario: ScenarioReport, paint: Paint): string {
  const facts = factCells(scenario, paint).filter((fact) => fact !== "");
  return wrapText(`    ${facts.join(" · ")}`, { columns: paint.columns, indent: 4 });
}

/** Most reasons of one scenario; the rest is counted. */
const SHOWN = 5;

/** What is worth knowing of a scenario beyond its figures; nothing where all went well. */
function detailLines(scenario: ScenarioReport, report: RunReport, paint: Paint): readonly string[] {
  const { name, verdict, why, flake, stoppedEarly } = scenario;
  const isQuiet = verdict === "pass" && flake.label !== "flaky" && stoppedEarly === null;
  if (isQuiet) return [];
  return [
    "",
    `${markText(verdictMarkOf(verdict), paint)} ${paint.bold(name)}`,
    row("why", why, paint),
    ...(stoppedEarly === null ? [] : [row("early", stoppedEarly, paint)]),
    ...failureRows(scenario, paint),
    ...errorRows(scenario, paint),
    ...(flake.label === "flaky" ? [row("flaky", flake.why, paint)] : []),
    ...worstRows(scenario, report, paint),
  ];
}

function failureRows({ failures }: ScenarioReport, paint: Paint): readonly string[] {
  const rows = failures.slice(0, SHOWN).map(({ name, failed, skipped, why }) => {
    const counts = [...(failed > 0 ? [`${failed}× failed`] : []), ...(skipped > 0 ? [`${skipped}× skipped`] : [])].join(", ");
    return `${paint.bold(name)} ${counts}${why === "" ? "" : `: ${why}`}`;
  });
  return named("failed", [...rows, ...moreOf(failures.length)], paint);
}

function errorRows({ results }: ScenarioReport, paint: Paint): readonly string[] {
  const counts = new Map<string, number>();
  for (const { error } of results) if (error !== null) counts.set(error, (counts.get(error) ?? 0) + 1);
  const errors = [...counts].toSorted(([, a], [, b]) => b - a);
  const rows = errors.slice(0, SHOWN).map(([error, count]) => `${count}× ${error}`);
  return named("errors", [...rows, ...moreOf(errors.length)], paint);
}

function moreOf(count: number): readonly string[] {
  return count > SHOWN ? [`and ${count - SHOWN} more`] : [];
}

/** The label stands before the first row alone. */
function named(label: string, rows: readonly string[], paint: Paint): readonly string[] {
  return rows.map((text, index) => row(index === 0 ? label : "", text, paint));
}

function worstRows(scenario: ScenarioReport, { recordingMode }: RunReport, paint: Paint): readonly string[] {
  const worst = pickWorst(scenario);
  if (worst === null) return [];
  const score = worst.score === null ? "" : `, score ${scoreText(worst.score)}`;
  const reason = reasonsOf(worst).find((each) => !isTold(each, scenario));
  const text = `trial ${worst.trialIndex}, ${markText(trialMarkOf(worst.status), paint)}${score}${reason === undefined ? "" : `: ${reason}`}`;
  const next = recordingMode === "off" ? [] : [`  ${" ".repeat(LABEL)}${paint.dim("$")} ${lookCommand(worst)}`];
  return [row("worst", text, paint), ...next];
}

/** What stands in the rows above is not said twice. */
function isTold(reason: string, { failures, results }: ScenarioReport): boolean {
  return (
    failures.slice(0, SHOWN).some(({ name }) => reason.startsWith(`\`${name}\``)) || results.some(({ error }) => error === reason)
  );
}

/** The command that shows a trial; it is there to be copied, so it is never broken. */
export function lookCommand({ traceId }: Pick<TrialResult, "traceId">): string {
  return `touchstone trace show ${traceId}`;
}

function sumLines(report: RunReport, paint: Paint): readonly string[] {
  const sums = sumRun(report);
  const { icon, tone } = verdictMarkOf(sums.verdict);
  const judges = sums.judgeCost === 0 ? "" : `, judges ${costText(sums.judgeCost)}`;
  const parts = [
    `${sums.passedScenarios} of ${countText(sums.scenarios, "scenario")} passed`,
    countText(sums.trials, "trial"),
    `cost ${costText(sums.cost)}${judges}`,
    ...(report.recordingMode === "full" ? [] : [`recording ${report.recordingMode}`]),
  ];
  const head = wrapText(`${paint[TONES[tone]](icon)} ${parts.join(" · ")}`, { columns: paint.columns, indent: 2 });
  const cut = report.exitCode === FAILURES.INTERRUPTED.exit ? ` · ${paint.ask("interrupted")}` : "";
  return ["", head, `  ${paint.dim(`run ${report.runId}`)}${cut}`];
}

const LABEL = 8;

function row(name: string, text: string, paint: Paint): string {
  return `  ${paint.dim(name.padEnd(LABEL))}${wrapText(text, { columns: paint.columns, indent: 2 + LABEL })}`;
}
