import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { FAILURES } from "../../errors.ts";
import { base64 } from "../../report/base64.ts";
import { html, type Markup, verbatim } from "../../report/markup.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import type { RunReport, ScenarioReport, ScenarioVerdict } from "../verdict/scenario-report.ts";
import { costText, countText, momentText } from "./figures.ts";
import { TRIAL_PAGE_STYLE } from "./page-style.ts";
import { sumRun } from "./run-sums.ts";
import { showOverview } from "./show-overview.ts";
import { showScenario } from "./show-scenario.ts";
import { shownReport } from "./shown-report.ts";
import { verdictMarkOf } from "./trial-marks.ts";

/**
 * A run as one HTML page that opens from a disk: what failed stands first, each scenario with its trials, assertions and
 * figures; trials that did not pass are told in full where their traces are given. No script, and its policy forbids any request.
 *
 * @param traces  By trace id.
 * @returns the page; equal reports give equal bytes.
 * Source: SPEC.md RT13 to RT16.
 */
export function htmlReport(report: RunReport, traces: ReadonlyMap<string, TrialTrace> = new Map()): string {
  const shown = shownReport(report);
  const scenarios = shown.scenarios.toSorted((a, b) => URGENCY[a.verdict] - URGENCY[b.verdict]);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>${titleOf(shown)} · Touchstone</title>
        ${verbatim(`<style>${TRIAL_PAGE_STYLE}</style>`)}
      </head>
      <body>
        ${showHeader(shown)}
        <main>${scenarios.length === 0 ? null : showOverview(scenarios)} ${showAll(scenarios, traces)}</main>
        <footer>${showFooter(shown)}</footer>
      </body>
    </html>`;
  return `${page.markup}\n`;
}

/** Failures first; what nobody knows before what passed. */
const URGENCY: Readonly<Record<ScenarioVerdict, number>> = { hard_fail: 0, fail: 1, infra: 2, pass: 3 };

const STYLE_HASH = base64(sha256(utf8ToBytes(TRIAL_PAGE_STYLE)));
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

function titleOf(report: RunReport): string {
  const { passedScenarios, scenarios } = sumRun(report);
  return `${passedScenarios} of ${countText(scenarios, "scenario")} passed`;
}

function showHeader(report: RunReport): Markup {
  const { runId, createdAt, recordingMode, seed, exitCode } = report;
  const sums = sumRun(report);
  const { icon, tone } = verdictMarkOf(sums.verdict);
  const facts: readonly (readonly [string, string])[] = [
    ["trials", `${sums.passed} of ${sums.trials - sums.infra} passed${sums.infra === 0 ? "" : `, ${sums.infra} without answer`}`],
    ["cost", `${costText(sums.cost)}${sums.judgeCost === 0 ? "" : `, judges ${costText(sums.judgeCost)}`}`],
    ["begun (UTC)", momentText(createdAt)],
    ["recording", recordingMode],
    ["seed", String(seed)],
    ["exit code", exitCode === FAILURES.INTERRUPTED.exit ? `${exitCode} (interrupted)` : String(exitCode)],
  ];
  const rows = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<header>
    <p class="brand"><span aria-hidden="true">◈</span> Touchstone trials</p>
    <h1><span class="${tone}" aria-hidden="true">${icon}</span> ${titleOf(report)}</h1>
    <dl class="facts">
      ${rows}
      <div>
        <dt>run</dt>
        <dd><code>${runId}</code></dd>
      </div>
    </dl>
  </header>`;
}

function showAll(scenarios: readonly ScenarioReport[], traces: ReadonlyMap<string, TrialTrace>): readonly Markup[] {
  return scenarios.map((scenario, position) => showScenario({ scenario, position, traces, opensWorst: position === 0 }));
}

const NOTES: Readonly<Record<string, string>> = {
  metadata_only: "Recorded in metadata_only: what was said, asked and returned is nowhere in this page. ",
  off: "Nothing was recorded, so no trial is told in full. ",
};

function showFooter({ recordingMode }: RunReport): Markup {
  return html`${NOTES[recordingMode] ?? ""}Intervals are Wilson's, two-sided, 95 %. Percentiles are by nearest rank. What is
  unknown is called so and never counted as zero.`;
}
