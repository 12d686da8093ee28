import { html, type Markup } from "../../report/markup.ts";
import { showMark } from "../../report/outcome-mark.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import { costText, countText, latencyText, scoreText, tokensText } from "./figures.ts";
import { trialMarkOf } from "./trial-marks.ts";

/** Rows of the list of all trials. Guess: a page with more of them is slow to open. */
const MAX_ROWS = 2000;

/** The folded list of a scenario's trials; null where none ran. */
export function showAllTrials({ name, results }: ScenarioReport): Markup | null {
  if (results.length === 0) return null;
  const rest = results.length - MAX_ROWS;
  return html`<details class="last">
    <summary><span class="lead">All trials</span> <span class="reason">${results.length}</span></summary>
    <div class="scroll" role="region" aria-label="All trials of ${name}" tabindex="0">
      <table class="small">
        <thead>
          <tr>
            <th scope="col" class="num">trial</th>
            <th scope="col">status</th>
            <th scope="col" class="num">score</th>
            <th scope="col" class="num">turns</th>
            <th scope="col" class="num">latency</th>
            <th scope="col" class="num">cost</th>
            <th scope="col" class="num wide">tokens</th>
            <th scope="col">trace</th>
          </tr>
        </thead>
        <tbody>
          ${results.slice(0, MAX_ROWS).map(showRow)}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="note">${countText(rest, "trial")} more.</p>` : null}
  </details>`;
}

function showRow({ trialIndex, status, score, turns, latencyMs, costUsd, tokens, traceId }: TrialResult): Markup {
  return html`<tr>
    <th scope="row" class="num">${trialIndex}</th>
    <td>${showMark(trialMarkOf(status))}</td>
    <td class="num">${scoreText(score)}</td>
    <td class="num">${turns}</td>
    <td class="num">${latencyText(latencyMs)}</td>
    <td class="num">${costText(costUsd)}</td>
    <td class="num wide">${tokensText(tokens)}</td>
    <td><code>${traceId}</code></td>
  </tr>`;
}
