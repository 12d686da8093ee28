import { html, type Markup, prose } from "../../report/markup.ts";
import { showMark } from "../../report/outcome-mark.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import { costText, countText, intervalText, latencyText, percentText, scoreText, tokensText } from "./figures.ts";
import { worstFirst } from "./pick-worst.ts";
import { showAllTrials } from "./show-all-trials.ts";
import { showAssertions } from "./show-assertions.ts";
import { showStrip } from "./show-strip.ts";
import { showTrial } from "./show-trial.ts";
import { toldTrials } from "./told-trials.ts";
import { flakeMarkOf, verdictMarkOf } from "./trial-marks.ts";

/** What a scenario's part of the page is made of. */
export interface ShownScenario {
  readonly scenario: ScenarioReport;
  /** From 0, in the page. */
  readonly position: number;
  readonly traces: ReadonlyMap<string, TrialTrace>;
  /** Whether its worst trial stands open. */
  readonly opensWorst: boolean;
}

/** Where in the page a scenario is told. */
export function scenarioAnchor(position: number): string {
  return `scenario-${position}`;
}

/** One scenario: its verdict and why, its trials as a strip, figures, assertions, the trials that did not pass, and all. */
export function showScenario(shown: ShownScenario): Markup {
  const { scenario, position } = shown;
  const { name, file, verdict, why, stoppedEarly } = scenario;
  const id = scenarioAnchor(position);
  return html`<section class="panel" aria-labelledby="${id}">
    <h2 id="${id}">${name} ${showMark(verdictMarkOf(verdict))}</h2>
    <p class="mute mono">${file}</p>
    <p class="why">${prose(why)}</p>
    ${stoppedEarly === null ? null : html`<p class="why mute">Stopped early: ${prose(stoppedEarly)}</p>`} ${showStrip(scenario)}
    ${verdict === "pass" ? showFolded(scenario) : showNumbers(scenario)} ${showMissed(shown)} ${showAllTrials(scenario)}
  </section>`;
}

function showNumbers(scenario: ScenarioReport): Markup {
  return html`<div class="columns">${showFigures(scenario)} ${showEstimates(scenario)}</div>
    ${showAssertions(scenario)}`;
}

/** What passed needs no room; its figures stand in the overview too. */
function showFolded(scenario: ScenarioReport): Markup {
  return html`<details class="first">
    <summary><span class="lead">Figures and assertions</span></summary>
    <div class="inner">${showNumbers(scenario)}</div>
  </details>`;
}

type Pair = readonly [name: string, value: Markup | string];

function showFigures(scenario: ScenarioReport): Markup {
  const { passed, trials, requested, infra, rate, wilson, score, flake, latencyMs, cost, judgeCost, retries } = scenario;
  const judged = trials - infra;
  const tokens = sumTokens(scenario.results);
  const share = wilson === null ? "none judged" : `${percentText(rate)}, with 95 % confidence within ${intervalText(wilson)}`;
  const pairs: readonly Pair[] = [
    ["passed", `${passed} of ${judged} judged${infra === 0 ? "" : `; ${infra} without answer`}`],
    ...(requested === trials ? [] : [["ran", `${trials} of ${requested} asked for`] as const]),
    ["pass rate", share],
    ["score", `mean ${scoreText(score.mean)}, least ${scoreText(score.min)}`],
    ["flakiness", html`${showMark(flakeMarkOf(flake.label))} <span class="mute">${prose(flake.why)}</span>`],
    ["latency", `p50 ${latencyText(latencyMs.p50)}, p95 ${latencyText(latencyMs.p95)}, max ${latencyText(latencyMs.max)}`],
    ["cost", `${costText(cost)}${judgeCost === 0 ? "" : `, judges ${costText(judgeCost)}`}`],
    ["tokens", tokens === null ? "unknown" : `${tokensText(tokens)} (input + output)`],
    ...(retries === 0 ? [] : [["calls repeated", String(retries)] as const]),
  ];
  const rows = pairs.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  );
  return html`<div>
    <h3>Figures</h3>
    <dl class="pairs">${rows}</dl>
  </div>`;
}

function sumTokens(results: readonly TrialResult[]): TrialResult["tokens"] {
  let [input, output] = [0, 0];
  for (const { tokens } of results) {
    if (tokens === null) return null;
    input += tokens.input;
    output += tokens.output;
  }
  return { input, output };
}

function showEstimates({ passAtK, passHatK }: ScenarioReport): Markup | null {
  const rows = Object.entries(passAtK).map(
    ([k, at]) =>
      html`<tr>
        <th scope="row">${k}</th>
        <td class="num">${percentText(at)}</td>
        <td class="num">${percentText(passHatK[k] ?? null)}</td>
      </tr>`,
  );
  if (rows.length === 0) return null;
  return html`<div>
    <h3>If it is tried k times</h3>
    <table class="small">
      <thead>
        <tr>
          <th scope="col">k</th>
          <th scope="col" class="num">at least one passes (pass@k)</th>
          <th scope="col" class="num">all pass (pass^k)</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function showMissed({ scenario, traces, opensWorst }: ShownScenario): Markup | null {
  const told = toldTrials(scenario);
  if (told.length === 0) return null;
  const rest = worstFirst(scenario).length - told.length;
  const trials = told.map((result, index) =>
    showTrial(result, { trace: traces.get(result.traceId) ?? null, open: opensWorst && index === 0 }),
  );
  return html`<h3>Trials that did not pass</h3>
    ${trials} ${rest > 0 ? html`<p class="note">${countText(rest, "trial")} more in the list of all trials.</p>` : null}`;
}
