import { html, type Markup, prose } from "../../report/markup.ts";
import { showMark } from "../../report/outcome-mark.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import type { TrialResult } from "../verdict/scenario-report.ts";
import { costText, countText, latencyText, scoreText, tokensText } from "./figures.ts";
import { reasonsOf } from "./pick-worst.ts";
import { showTranscript } from "./show-transcript.ts";
import { assertionMarkOf, trialMarkOf } from "./trial-marks.ts";

/** Where in the page a trial is told. */
export function trialAnchor({ traceId }: Pick<TrialResult, "traceId">): string {
  return `trial-${traceId}`;
}

/** One trial that did not pass, folded: why in its line, then its assertions, then all that was said. */
export function showTrial(
  result: TrialResult,
  { trace, open }: { readonly trace: TrialTrace | null; readonly open: boolean },
): Markup {
  const [first = "its score is below the threshold"] = reasonsOf(result);
  const body = html`<summary>
      <span class="lead">Trial ${result.trialIndex}</span>${showMark(trialMarkOf(result.status))}
      <span class="reason">${prose(first)}</span>
    </summary>
    <div class="inner" id="${trialAnchor(result)}">
      ${showReasons(result)}
      <p class="note">${factsOf(result)}</p>
      ${trace === null ? null : showTranscript(trace)}
    </div>`;
  // A link to what lies in it unfolds it.
  return open ? html`<details open>${body}</details>` : html`<details>${body}</details>`;
}

function showReasons({ assertions, error }: TrialResult): Markup | null {
  if (assertions.length === 0 && error === null) return null;
  const rows = assertions.map(({ name, outcome, why, required }) => {
    const hard = required ? html` <span class="mute">required</span>` : null;
    const because = why === "" ? null : html` <span class="mute">${prose(why)}</span>`;
    return html`<dt>${showMark(assertionMarkOf(outcome))}</dt>
      <dd>${prose(name)}${hard}${because}</dd>`;
  });
  const failed =
    error === null
      ? null
      : html`<dt>${showMark(trialMarkOf("infra_error"))}</dt>
          <dd>${prose(error)}</dd>`;
  return html`<dl class="reasons">${failed}${rows}</dl>`;
}

function factsOf(result: TrialResult): Markup {
  const { score, turns, finishReason, latencyMs, costUsd, judgeCostUsd, tokens, retries, traceId } = result;
  const facts = [
    `score ${scoreText(score)}`,
    countText(turns, "turn"),
    `ended by ${finishReason}`,
    latencyText(latencyMs),
    `cost ${costText(costUsd)}`,
    ...(judgeCostUsd === 0 ? [] : [`judges ${costText(judgeCostUsd)}`]),
    tokens === null ? "tokens unknown" : `${tokensText(tokens)} tokens`,
    ...(retries === 0 ? [] : [countText(retries, "retry").replace("retrys", "retries")]),
  ];
  return html`${facts.join(" · ")} · trace <code>${traceId}</code>`;
}
