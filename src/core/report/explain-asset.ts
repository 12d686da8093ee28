import type { Plan } from "../assets/plan/plan.ts";
import type { SheetAsset } from "./contact-sheet.ts";
import { explainContract } from "./explain-contract.ts";
import { explainDigests, explainImages, explainMaking } from "./explain-making.ts";
import { explainPrompt } from "./explain-prompt.ts";
import { explainStack } from "./explain-stack.ts";
import { html, type Markup, prose } from "./markup.ts";
import { decisionMark, routeWords, showMark, verdictMark } from "./outcome-mark.ts";

/** Why an asset came out as it did: verdict and route first, then every decision behind them, from its evidence. */
export function explainAsset(asset: SheetAsset): Markup {
  const { evidence } = asset;
  return html`<section class="why" id="why-${asset.versionId}" aria-labelledby="title-${asset.versionId}">
    <h2 id="title-${asset.versionId}" tabindex="-1">${asset.title}</h2>
    <p class="id"><code>${asset.specId}</code></p>
    <p class="outcome">
      ${showMark(verdictMark(asset.verdict))}<span class="arrow" aria-hidden="true">→</span><span>${routeWords(asset.route)}</span
      ><span class="arrow" aria-hidden="true">→</span>${showMark(decisionMark(asset.decision))}
    </p>
    <ul class="reasons">
      ${asset.reasons.map((reason) => html`<li>${prose(reason)}</li>`)}
    </ul>
    <p>${showSource(asset, evidence.plan)}</p>
    ${explainStack(evidence.plan)} ${evidence.plan.prompt === null ? null : explainPrompt(evidence.plan.prompt)}
    ${explainContract(evidence.plan.contract, evidence.checks)} ${explainImages(asset)} ${explainMaking(evidence)}
    ${explainDigests(asset)}
  </section>`;
}

function showSource(asset: SheetAsset, plan: Plan): Markup {
  const profile = plan.profile === null ? null : html`, profile <code>${plan.profile.id} v${plan.profile.version}</code>`;
  const baseline =
    plan.baseline === null ? ", no baseline" : html`, baseline <code>${plan.baseline.id} v${plan.baseline.version}</code>`;
  const entity = asset.entity === null ? null : html`, family <code>${asset.entity}</code>`;
  return html`<span class="reason"
    >${asset.assetType.replaceAll("_", " ")} · checkpoint <code>${asset.checkpoint}</code> in style
    <code>${asset.family}</code>${profile}${baseline}${entity}</span
  >`;
}
