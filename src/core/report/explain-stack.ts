import type { Considered, Plan, StackEntry } from "../assets/plan/plan.ts";
import type { ReasonCode } from "../assets/plan/reason-code.ts";
import { html, type Markup, prose } from "./markup.ts";

/** Reason codes that the sentence beside them says already. */
const SELF_EVIDENT: readonly ReasonCode[] = ["named", "fits", "anchor", "not_chosen"];

/** The stack in order of application, then every candidate that was skipped or blocked, each with its reason. */
export function explainStack(plan: Plan): Markup {
  const others = plan.explanation.chosen.filter((item) => item.kind !== "lora");
  return html`<h3>Stack</h3>
    ${
      plan.stack.length === 0
        ? html`<p class="none">No LoRA: the checkpoint alone.</p>`
        : html`<ol class="stack">
            ${plan.stack.map(showEntry)}
          </ol>`
    }
    ${showConsidered("Chosen beside it", others)} ${showConsidered("⊘ Skipped", plan.explanation.skipped)}
    ${showConsidered("✕ Blocked", plan.explanation.blocked)}`;
}

function showEntry(entry: StackEntry): Markup {
  const release = entry.version === null ? "" : ` v${entry.version}`;
  return html`<li>
    <span class="layer">${entry.layer}</span><code>${entry.lora}${release}</code><span class="num">× ${entry.weight}</span
    ><span class="reason">${prose(entry.why)}</span>
  </li>`;
}

function showConsidered(heading: string, items: readonly Considered[]): Markup | null {
  if (items.length === 0) return null;
  return html`<h4>${heading}</h4>
    <ul class="stack">
      ${items.map(showItem)}
    </ul>`;
}

function showItem(item: Considered): Markup {
  const place = item.layer ?? item.kind;
  const code = SELF_EVIDENT.includes(item.reasonCode) ? null : html` <code class="code">${item.reasonCode}</code>`;
  return html`<li>
    <span class="layer">${place}</span><code>${item.id}</code><span class="reason">${prose(item.detail)}${code}</span>
  </li>`;
}
