import type { RunReport, ScenarioReport } from "../verdict/scenario-report.ts";
import { costText, countText, intervalText, latencyText, percentText, scoreText } from "./figures.ts";
import { pickWorst, reasonsOf } from "./pick-worst.ts";
import { sumRun } from "./run-sums.ts";
import { shownReport } from "./shown-report.ts";
import { flakeMarkOf, verdictMarkOf } from "./trial-marks.ts";

/**
 * A run as Markdown, as GitHub shows it in the summary of a step: a table of all scenarios, then why some did not pass.
 *
 * Source: SPEC.md RT8.
 */
export function summaryMarkdown(report: RunReport): string {
  const shown = shownReport(report);
  const sums = sumRun(shown);
  const { icon } = verdictMarkOf(sums.verdict);
  return [
    `## ${icon} Trials: ${sums.passedScenarios} of ${countText(sums.scenarios, "scenario")} passed`,
    "",
    "| | scenario | passed | rate (95 %) | score | flake | cost | p50 / p95 |",
    "|---|---|---|---|---|---|---|---|",
    ...shown.scenarios.map(rowOf),
    "",
    ...shown.scenarios.filter(({ verdict }) => verdict !== "pass").flatMap(whyLines),
    `Run ${code(shown.runId)} · ${countText(sums.trials, "trial")} · cost ${costText(sums.cost)}${sums.judgeCost === 0 ? "" : `, judges ${costText(sums.judgeCost)}`}`,
    "",
  ].join("\n");
}

function rowOf(scenario: ScenarioReport): string {
  const { verdict, name, passed, trials, infra, rate, wilson, score, flake, cost, latencyMs } = scenario;
  const { icon, word } = verdictMarkOf(verdict);
  const share = wilson === null ? "none judged" : `${percentText(rate)} [${intervalText(wilson)}]`;
  const cells = [
    `${icon} ${word}`,
    code(name),
    `${passed}/${trials - infra}${infra === 0 ? "" : `, ${infra} without answer`}`,
    share,
    scoreText(score.mean),
    flakeMarkOf(flake.label).word,
    costText(cost),
    `${latencyText(latencyMs.p50)} / ${latencyText(latencyMs.p95)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function whyLines(scenario: ScenarioReport): readonly string[] {
  const worst = pickWorst(scenario);
  const { icon, word } = verdictMarkOf(scenario.verdict);
  const reasons = scenario.failures.map(
    ({ name, failed, skipped, why }) => `- ${failed + skipped}× ${code(name)}${why === "" ? "" : `: ${plain(why)}`}`,
  );
  const first =
    worst === null
      ? []
      : [`- worst: trial ${worst.trialIndex}, trace ${code(worst.traceId)}: ${plain(reasonsOf(worst)[0] ?? worst.status)}`];
  return [`### ${icon} ${code(scenario.name)}: ${word}`, "", plain(scenario.why), "", ...reasons, ...first, ""];
}

/** A sentence in which backticks mark names; Markdown and HTML read nothing else into it. */
function plain(text: string): string {
  const pieces = text.split("`");
  if (pieces.length % 2 === 0) return escape(text);
  return pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : escape(piece))).join("");
}

function escape(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]#!|<>~&@]/g, String.raw`\$&`);
}

/** A name as code; a longer fence than any that it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([fence]) => fence.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${oneLine(text).replaceAll("|", String.raw`\|`)}${pad}${fence}`;
}

function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, " ");
}
