import type { AssertionResult } from "../core/trials/assert/assertion.ts";
import type { ReevaluatedTrace, SkippedAssertion } from "../core/trials/reeval/summarise.ts";
import { scoreText } from "../core/trials/report/figures.ts";
import { trialMarkOf, verdictMarkOf } from "../core/trials/report/trial-marks.ts";
import type { ReevalReport } from "../engine/trials/run-reeval.ts";
import type { Paint } from "./paint.ts";
import { markText } from "./trial-text.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** Traces shown one by one; of more only those that are not what they were, or did not pass. */
const SHOWN_TRACES = 20;

/** What judging recorded trials again came to, for people. */
export function reevalText(report: ReevalReport, paint: Paint): string {
  const wrap = (text: string, indent: number): string => wrapText(text, { columns: paint.columns, indent });
  const telling = report.traces.filter((trace) => report.traces.length === 1 || isTelling(trace));
  const more = telling.length - SHOWN_TRACES;
  return [
    `Judged ${counted(report.traces.length, "trace")} again by ${report.scenario ?? recordedWords(report)}`,
    ...driftLines(report, paint).map((line) => wrap(line, 2)),
    ...telling
      .slice(0, SHOWN_TRACES)
      .flatMap((trace) => traceLines(trace, paint))
      .map((line) => wrap(line, 4)),
    ...(more > 0 ? [paint.dim(`  and ${counted(more, "trace")} more, see --json`)] : []),
    ...report.skipped.map((skipped) => wrap(skippedLine(skipped, paint), 2)),
    ...report.unreadable.map(({ file, code, message }) =>
      wrap(`${paint.bad("✕")} ${file}: ${message} ${paint.dim(`[${code}]`)}`, 2),
    ),
    judgeLine(report, paint),
    wrap(`${markText(verdictMarkOf(report.verdict), paint)} ${report.why}`, 2),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function recordedWords({ traces }: ReevalReport): string {
  return traces.length === 1 ? "what it was recorded by" : "what they were recorded by";
}

function isTelling({ status, recorded, partial }: ReevaluatedTrace): boolean {
  return status !== "passed" || partial || recorded?.status !== status;
}

function driftLines({ drift, driftFields }: ReevalReport, paint: Paint): readonly string[] {
  if (drift !== true) return [];
  const fields = driftFields.length === 0 ? "" : `: ${driftFields.join(", ")}`;
  return [`${paint.ask("!")} trials would go otherwise by this scenario than they were recorded${fields}`];
}

function traceLines(
  { traceId, trialIndex, status, score, recorded, partial, assertions }: ReevaluatedTrace,
  paint: Paint,
): readonly string[] {
  const before =
    recorded === null || recorded.status === status ? "" : `, ${trialMarkOf(recorded.status).word} when it was recorded`;
  const cut = partial ? ", cut off" : "";
  const points = score === null ? "" : `, score ${scoreText(score)}`;
  return [
    `  trial ${trialIndex} ${paint.dim(traceId)}: ${markText(trialMarkOf(status), paint)}${points}${before}${cut}`,
    ...assertions.map((each) => assertionLine(each, paint)),
  ];
}

function assertionLine({ name, outcome, required, why }: AssertionResult, paint: Paint): string {
  const sign = { pass: paint.good("✓"), fail: paint.bad("✕"), skipped: paint.dim("—"), unknown: paint.ask("?") }[outcome];
  const told = why === "" ? "" : ` ${paint.dim(why)}`;
  return `    ${sign} ${name}${required ? " (required)" : ""}${told}`;
}

function skippedLine({ assertion, reason, required, traces }: SkippedAssertion, paint: Paint): string {
  return `${paint.ask("!")} ${assertion}${required ? " (required)" : ""} was skipped in ${counted(traces, "trace")}: ${reason}`;
}

function judgeLine({ judge: { asked, reused, costUsd } }: ReevalReport, paint: Paint): string {
  if (asked + reused === 0) return "";
  const cost = costUsd === null ? "an unknown amount" : `$${Number(costUsd.toFixed(6))}`;
  const paid = asked === 0 ? "nobody was asked" : `${asked} asked for ${cost}`;
  return paint.dim(`Votes: ${reused} recorded, ${paid}`);
}
