import type { PlanContract } from "../assets/plan/plan.ts";
import type { ContractField, ContractFields } from "../assets/records/contract.ts";
import type { Check } from "../checks/check.ts";
import { byKey } from "../canonical/order.ts";
import { html, type Insert, type Markup, prose } from "./markup.ts";
import { checkMark, showMark } from "./outcome-mark.ts";

/** The demands with the layer that set each, and what every check found. */
export function explainContract(contract: PlanContract, checks: readonly Check[]): Markup {
  const fields = (Object.keys(contract) as ContractField[]).toSorted(byKey((field) => field));
  const applied = checks.filter((check) => check.outcome !== "not_applicable");
  const spared = checks.filter((check) => check.outcome === "not_applicable");
  return html`<h3>Contract</h3>
    ${
      fields.length === 0
        ? html`<p class="none">Nothing was asked for.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Demand</th>
                <th scope="col">Value</th>
                <th scope="col">Set by</th>
              </tr>
            </thead>
            <tbody>
              ${fields.map((field) => showDemand(contract, field))}
            </tbody>
          </table>`
    }
    <h4>Checks</h4>
    ${
      applied.length === 0
        ? html`<p class="none">Unchecked: this contract asks for nothing that was measured.</p>`
        : html`<ul class="checks">
            ${applied.map(showCheck)}
          </ul>`
    }
    ${spared.length === 0 ? null : html`<p class="reason">Not asked for: ${spared.map((check) => words(check.check)).join(", ")}.</p>`}`;
}

function showDemand(contract: PlanContract, field: ContractField): Markup | null {
  const entry = contract[field];
  if (entry === undefined) return null;
  const layer = entry.layer === "output" ? "output" : `${words(entry.layer)} `;
  const record = entry.layer === "output" ? null : html`<code>${entry.recordId}</code>`;
  return html`<tr>
    <th scope="row">${field}</th>
    <td>${showValue(field, entry.value)}</td>
    <td>${layer}${record}</td>
  </tr>`;
}

/** Demand values in words; the rest is shown as JSON, e.g. numbers. */
function showValue(field: ContractField, value: unknown): Insert {
  const fields = { [field]: value } as ContractFields;
  if (fields.size) return `${fields.size.width} × ${fields.size.height}`;
  if (fields.perspective) return `${words(fields.perspective.mode)}, ${words(fields.perspective.view)}`;
  if (fields.palette) return showPalette(fields.palette);
  if (fields.requiredStates) return fields.requiredStates.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? words(value) : JSON.stringify(value);
}

const SWATCH_PX = 12;

function showPalette(palette: NonNullable<ContractFields["palette"]>): Markup {
  const { colors, maxDistance } = palette;
  const swatches = colors.map(
    (color, index) => html`<rect x="${index * SWATCH_PX}" width="${SWATCH_PX}" height="${SWATCH_PX}" fill="${color}" />`,
  );
  return html`<svg
      class="palette"
      width="${colors.length * SWATCH_PX}"
      height="${SWATCH_PX}"
      role="img"
      aria-label="${colors.join(", ")}"
    >
      ${swatches}
    </svg>
    ${colors.length} colours, distance ≤ ${maxDistance}`;
}

function showCheck(check: Check): Markup {
  const numbers = Object.entries(check.evidence.numbers)
    .toSorted(byKey(([name]) => name))
    .map(([name, value]) => `${name} ${rounded(value)}`);
  if (check.score !== undefined) numbers.push(`score ${rounded(check.score)}`);
  if (check.threshold !== undefined) numbers.push(`threshold ${rounded(check.threshold)}`);
  const note = check.evidence.note === undefined ? null : html` <span>${prose(check.evidence.note)}</span>`;
  return html`<li>
    ${showMark(checkMark(check.outcome))}<span
      ><strong>${words(check.check)}</strong>
      <span class="reason">${check.severity}, v${check.version}</span
      >${note}${numbers.length === 0 ? null : html` <span class="reason num">${numbers.join(" · ")}</span>`}</span
    >
  </li>`;
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** Four decimals tell scores and distances apart; more is noise to a reader. The evidence keeps them all. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
