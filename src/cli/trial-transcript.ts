import { costText, latencyText, scoreText, tokensText } from "../core/trials/report/figures.ts";
import { type SaidLine, saidLines } from "../core/trials/report/said-lines.ts";
import { assertionMarkOf, trialMarkOf } from "../core/trials/report/trial-marks.ts";
import type { TrialTrace } from "../core/trials/record/trial-trace.ts";
import type { Paint } from "./paint.ts";
import { markText } from "./trial-text.ts";
import { wrapText } from "./wrap-text.ts";

/** A trial as a transcript: what was said, called, returned and judged, then what came of it. */
export function trialTranscript(trace: TrialTrace, paint: Paint): string {
  const { scenario, trialIndex, traceId } = trace.header;
  return [
    `${paint.bold(scenario)} trial ${trialIndex} ${paint.dim(traceId)}`,
    "",
    ...saidLines(trace).map((line) => saidText(line, paint)),
    "",
    ...resultLines(trace, paint),
  ].join("\n");
}

/** Room for `user`, `model`, `judge 1` and short names of tools. */
const WHO = 14;

function saidText({ who, tool, text, note, bad, latencyMs }: SaidLine, paint: Paint): string {
  const label = bad ? paint.bad(who.padEnd(WHO)) : paint.dim(who.padEnd(WHO));
  const parts = [
    ...(tool === null ? [] : [paint.bold(tool)]),
    ...(text === null ? [] : [text]),
    ...(note === null ? [] : [paint.dim(note)]),
    ...(latencyMs === null ? [] : [paint.dim(latencyText(latencyMs))]),
  ];
  const width = { columns: paint.columns, indent: WHO + 1 };
  const lines = parts.join(" ").split("\n");
  return `${label} ${lines.map((line) => wrapText(line, width)).join(`\n${" ".repeat(WHO + 1)}`)}`;
}

function resultLines({ lines, footer }: TrialTrace, paint: Paint): readonly string[] {
  const judged = lines.flatMap((line) => {
    if (line.line !== "assertion") return [];
    const text = `${markText(assertionMarkOf(line.outcome), paint)} ${line.name}${line.why === "" ? "" : `: ${line.why}`}`;
    return [wrapText(text, { columns: paint.columns, indent: 2 })];
  });
  if (footer === null) return [...judged, `${paint.ask("?")} the trial was cut off here`];
  const { outcome, score, finishReason, latencyMs, cost, tokens, digest } = footer;
  const facts = [
    `score ${scoreText(score)}`,
    `ended by ${finishReason}`,
    latencyText(latencyMs),
    `cost ${costText(cost)}`,
    tokens === null ? "tokens unknown" : `${tokensText(tokens)} tokens`,
  ];
  const sum = `${markText(trialMarkOf(outcome), paint)} ${facts.join(" · ")}`;
  return [...judged, wrapText(sum, { columns: paint.columns, indent: 2 }), paint.dim(`  ${digest}`)];
}
