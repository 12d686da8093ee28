import { html, type Markup } from "../../report/markup.ts";
import { showMark } from "../../report/outcome-mark.ts";
import type { ScenarioReport } from "../verdict/scenario-report.ts";
import { costText, intervalText, latencyText, percentText, scoreText } from "./figures.ts";
import { scenarioAnchor } from "./show-scenario.ts";
import { flakeMarkOf, verdictMarkOf } from "./trial-marks.ts";

/** All scenarios in a table, in the order of the page. */
export function showOverview(scenarios: readonly ScenarioReport[]): Markup {
  return html`<div class="panel overview">
    <table>
      <thead>
        <tr>
          <th scope="col">verdict</th>
          <th scope="col">scenario</th>
          <th scope="col" class="num">passed</th>
          <th scope="col">rate, 95 % interval</th>
          <th scope="col" class="num mid">score</th>
          <th scope="col" class="wide">trials agree</th>
          <th scope="col" class="num mid">cost</th>
          <th scope="col" class="num wide">p50</th>
          <th scope="col" class="num mid">p95</th>
        </tr>
      </thead>
      <tbody>
        ${scenarios.map(showRow)}
      </tbody>
    </table>
  </div>`;
}

function showRow(scenario: ScenarioReport, position: number): Markup {
  const { verdict, name, passed, trials, infra, score, flake, cost, latencyMs } = scenario;
  return html`<tr>
    <td>${showMark(verdictMarkOf(verdict))}</td>
    <th scope="row" class="name"><a href="#${scenarioAnchor(position)}">${name}</a></th>
    <td class="num">${passed}/${trials - infra}</td>
    <td>${showRate(scenario)}</td>
    <td class="num mid">${scoreText(score.mean)}</td>
    <td class="wide">${showMark(flakeMarkOf(flake.label))}</td>
    <td class="num mid">${costText(cost)}</td>
    <td class="num wide">${latencyText(latencyMs.p50)}</td>
    <td class="num mid">${latencyText(latencyMs.p95)}</td>
  </tr>`;
}

/** Width of the drawing in its own units. */
const WIDTH = 100;

/** The rate in words and, for the eye, where the true one lies. */
function showRate({ rate, wilson, verdict }: ScenarioReport): Markup {
  if (rate === null || wilson === null) return html`<span class="mute">none judged</span>`;
  const [low, high] = wilson.map((share) => share * WIDTH) as [number, number];
  const at = Math.min(WIDTH - 1, Math.max(0, rate * WIDTH - 0.5));
  const { tone } = verdictMarkOf(verdict);
  return html`<span class="whole">${percentText(rate)}</span> <span class="whole mute">${intervalText(wilson)}</span>
    <svg class="range ${tone}" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="4" width="${WIDTH}" height="2" />
      <rect class="band" x="${low.toFixed(2)}" y="1" width="${(high - low).toFixed(2)}" height="8" />
      <rect class="rate" x="${at.toFixed(2)}" y="0" width="1.5" height="10" />
    </svg>`;
}
