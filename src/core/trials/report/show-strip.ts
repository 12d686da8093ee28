import { html, type Markup } from "../../report/markup.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import { countText, scoreText } from "./figures.ts";
import { trialAnchor } from "./show-trial.ts";
import { toldTrials } from "./told-trials.ts";
import { trialMarkOf } from "./trial-marks.ts";

/** Cells of a strip. Guess: more are a carpet, not a picture. */
const MAX_CELLS = 600;
/** From so many on, cells are small. */
const MANY = 80;

/** A scenario's trials in order, a cell each; those that are told in full are links. */
export function showStrip(scenario: ScenarioReport): Markup | null {
  const { results } = scenario;
  if (results.length === 0) return null;
  const told = new Set(toldTrials(scenario).map(({ traceId }) => traceId));
  const cells = results.slice(0, MAX_CELLS).map((result) => showCell(result, told.has(result.traceId)));
  const rest = results.length - MAX_CELLS;
  return html`<ol class="strip${results.length > MANY ? " many" : ""}" aria-label="Trials in order">
      ${cells}
    </ol>
    ${rest > 0 ? html`<p class="note">${countText(rest, "trial")} more</p>` : null}`;
}

function showCell(result: TrialResult, isTold: boolean): Markup {
  const { icon, word, tone } = trialMarkOf(result.status);
  const label = `Trial ${result.trialIndex}: ${word}, score ${scoreText(result.score)}`;
  const inner = html`<span aria-hidden="true">${icon}</span><span class="hidden">${label}</span>`;
  return isTold
    ? html`<li><a class="cell ${tone}" href="#${trialAnchor(result)}" title="${label}">${inner}</a></li>`
    : html`<li><span class="cell ${tone}" title="${label}">${inner}</span></li>`;
}
