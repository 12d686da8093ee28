import { html, type Markup } from "../../report/markup.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import { countText, latencyText } from "./figures.ts";
import { type SaidLine, saidLines } from "./said-lines.ts";

/** Longest text of one line. Guess: two screens; who needs more opens the trace. */
const MAX_CHARS = 4000;

/** Most lines of one trial. Guess: a hundred turns with their tools; a page stays readable. */
const MAX_LINES = 400;

/** All that was said and done in a trial, in order, as a list. */
export function showTranscript(trace: TrialTrace): Markup {
  const said = saidLines(trace);
  const rest = said.length - MAX_LINES;
  const notes = [
    ...(trace.header.recordingMode === "metadata_only" ? ["Recorded in metadata_only: what was said is not recorded."] : []),
    ...(rest > 0 ? [`${countText(rest, "line")} more in the trace.`] : []),
    ...(trace.footer === null ? ["The trial was cut off here."] : []),
  ];
  return html`<ol class="talk">
      ${said.slice(0, MAX_LINES).map(showSaid)}
    </ol>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}

function showSaid({ who, tool, text, note, bad, latencyMs }: SaidLine): Markup {
  const parts = [
    ...(tool === null ? [] : [html`<span class="call">${tool}</span>`]),
    ...(text === null ? [] : [long(text)]),
    ...(note === null ? [] : [html`<span class="mute">${note}</span>`]),
  ];
  const spaced = parts.map((part, index) => (index === 0 ? part : html` ${part}`));
  const took = latencyMs === null ? null : html`<span class="took">${latencyText(latencyMs)}</span>`;
  const body = html`<span class="who">${who}</span><span class="said">${spaced}</span>${took}`;
  return bad ? html`<li class="bad">${body}</li>` : html`<li>${body}</li>`;
}

function long(text: string): Markup {
  if (text.length <= MAX_CHARS) return html`${text}`;
  const rest = text.length - MAX_CHARS;
  return html`${text.slice(0, MAX_CHARS)}<span class="mute"> … ${countText(rest, "character")} more in the trace</span>`;
}
