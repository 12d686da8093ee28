import type { Fragment, PromptPackage } from "../assets/plan/plan.ts";
import { PROMPT_LAYERS } from "../assets/records/project.ts";
import { showDigest } from "./digest-mark.ts";
import { html, type Markup } from "./markup.ts";

const POLARITIES = ["positive", "negative"] as const;

/** The prompt, layer by layer in their order of precedence, with what was displaced or repeated, then the text as sent. */
export function explainPrompt(prompt: PromptPackage): Markup {
  return html`<h3>Prompt ${showDigest(prompt.packageHash)}</h3>
    ${POLARITIES.map((polarity) => explainPolarity(prompt, polarity))}`;
}

function explainPolarity(prompt: PromptPackage, polarity: Fragment["polarity"]): Markup {
  const fragments = prompt.trace.filter((fragment) => fragment.polarity === polarity);
  const layers = PROMPT_LAYERS.map((layer) => fragments.filter((fragment) => fragment.layer === layer)).filter(
    (found) => found.length > 0,
  );
  return html`<h4>${polarity === "positive" ? "Positive" : "Negative"}</h4>
    ${layers.length === 0 ? html`<p class="none">Nothing.</p>` : html`<dl class="prompt">${layers.map(showLayer)}</dl>`}
    ${prompt[polarity] === "" ? null : html`<pre tabindex="0" aria-label="${polarity} prompt as sent">${prompt[polarity]}</pre>`}`;
}

function showLayer(fragments: readonly Fragment[]): Markup {
  return html`<dt>${fragments[0]?.layer ?? ""}</dt>
    ${fragments.map((fragment) => html`<dd>${showFragment(fragment)}</dd>`)}`;
}

function showFragment(fragment: Fragment): Markup {
  const version = fragment.recordVersion === null ? "" : ` v${fragment.recordVersion}`;
  const where = fragment.position === "body" ? "" : `, ${fragment.position}`;
  const weight = fragment.weight === 1 ? "" : `, × ${fragment.weight}`;
  const source = html`<span class="reason">${fragment.recordId}${version}${where}${weight}</span>`;
  if (fragment.displaced === true) {
    return html`<span class="order">—</span><span><del>${fragment.text}</del> <em>displaced by the spec</em> ${source}</span>`;
  }
  if (fragment.duplicateOf !== undefined) {
    return html`<span class="order">—</span
      ><span><del>${fragment.text}</del> <em>repeats ${fragment.duplicateOf}</em> ${source}</span>`;
  }
  return html`<span class="order">${fragment.order ?? "—"}</span
    ><span><span class="said">${fragment.text}</span> ${source}</span>`;
}
