import { html, type Markup, prose } from "../../report/markup.ts";
import type { ScenarioReport } from "../verdict/scenario-report.ts";
import { type AssertionRow, countAssertions } from "./count-assertions.ts";

/** A scenario's assertions over all of its trials; null where there are none. */
export function showAssertions({ results }: ScenarioReport): Markup | null {
  const rows = countAssertions(results);
  if (rows.length === 0) return null;
  // What never happened needs no column.
  const rare = RARE.filter(({ of }) => rows.some((row) => row[of] > 0));
  return html`<h3>Assertions</h3>
    <table class="small assertions">
      <thead>
        <tr>
          <th scope="col">assertion</th>
          <th scope="col" class="wide">type</th>
          <th scope="col" class="num wide">weight</th>
          <th scope="col" class="num">passed</th>
          <th scope="col" class="num">failed</th>
          ${rare.map(({ of }) => html`<th scope="col" class="num">${of}</th>`)}
          <th scope="col">why</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => showAssertion(row, rare))}
      </tbody>
    </table>`;
}

/** Outcomes that most scenarios never see. */
const RARE = [
  { of: "skipped", tone: "exception" },
  { of: "unknown", tone: "uncertain" },
] as const;

function showAssertion(row: AssertionRow, rare: readonly (typeof RARE)[number][]): Markup {
  const { name, type, weight, required, passed, failed, why } = row;
  return html`<tr>
    <th scope="row" class="name">${prose(name)}${required ? html` <span class="mute">required</span>` : null}</th>
    <td class="mute wide">${type}</td>
    <td class="num mute wide">${weight}</td>
    ${showCount(passed, "pass")} ${showCount(failed, "fail")} ${rare.map(({ of, tone }) => showCount(row[of], tone))}
    <td class="mute free">${why === "" ? "" : prose(why)}</td>
  </tr>`;
}

function showCount(count: number, tone: string): Markup {
  return html`<td class="num ${count === 0 ? "zero" : tone}">${count}</td>`;
}
