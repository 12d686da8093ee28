import { shortDigest } from "../canonical/digest.ts";
import type { TrialLine } from "../trials/record/trial-lines.ts";
import type { TrialTrace } from "../trials/record/trial-trace.ts";
import { costText, latencyText, scoreText, tokensText } from "../trials/report/figures.ts";
import { trialMarkOf } from "../trials/report/trial-marks.ts";
import { endMark } from "./outcome-words.ts";
import {
  assertionStep,
  type Clock,
  errorStep,
  requestSteps,
  responseStep,
  type StepParts,
  toolStep,
  voteStep,
} from "./trial-step.ts";
import type { TraceEnd, TraceFact, ViewedTrace } from "./viewed-trace.ts";

/** A trial as the viewer shows it; also one that was cut off, whose end is then unknown. Source: SPEC.md TV14 to TV17. */
export function viewTrial(trace: TrialTrace): ViewedTrace {
  const { header, environment, lines, footer } = trace;
  const file = environment["scenarioFile"];
  return {
    kind: "trial",
    title: header.scenario,
    facts: factsOf(trace),
    start: {},
    steps: stepsOf(lines).map((step, i) => ({ ...step, i })),
    end: endOf(footer),
    digest: footer?.digest ?? null,
    source: { file: typeof file === "string" ? file : null, lines: {} },
    assets: [],
    play: null,
  };
}

function stepsOf(lines: readonly TrialLine[]): readonly StepParts[] {
  const clocks = new Map<number, Clock>();
  for (const line of lines) if (line.line === "clock") clocks.set(line.of, line);
  const results = resultsByCall(lines);
  return lines.flatMap((line): readonly StepParts[] => {
    switch (line.line) {
      case "model_request":
        return requestSteps(line);
      case "model_response":
        return [responseStep(line, clocks.get(line.i))];
      case "tool_call": {
        const result = results.get(line.call.id)?.shift();
        return [toolStep(line, result, result && clocks.get(result.i))];
      }
      case "judge_vote":
        return [voteStep(line, clocks.get(line.i))];
      case "error":
        return [errorStep(line)];
      case "assertion":
        return [assertionStep(line)];
      // They stand with the lines that they belong to.
      case "tool_result":
      case "clock":
        return [];
    }
  });
}

type Result = Extract<TrialLine, { line: "tool_result" }>;

/** In the order of the calls: a provider may name several alike. */
function resultsByCall(lines: readonly TrialLine[]): ReadonlyMap<string, Result[]> {
  return Map.groupBy(
    lines.filter((line): line is Result => line.line === "tool_result"),
    ({ callId }) => callId,
  );
}

const SHOWN_OF_ID = 8;

/** What decided the trial, and what it came to; what is not known is said to be unknown. */
function factsOf({ header, environment, lines, footer }: TrialTrace): readonly TraceFact[] {
  const { trialIndex, runId, recordingMode, hashes } = header;
  const asked = lines.find((line) => line.line === "model_request" && line.config !== null);
  const model = asked?.line === "model_request" ? asked.config?.model : undefined;
  const adapter = environment["adapter"];
  return [
    ["trial", String(trialIndex)],
    ...(typeof adapter === "string" ? ([["adapter", adapter]] as const) : []),
    ...(model === undefined ? [] : ([["model", model]] as const)),
    ...(recordingMode === "full" ? [] : ([["recorded", "no content"]] as const)),
    ...endFacts(footer),
    ["run", runId.slice(-SHOWN_OF_ID)],
    ["execution", shortDigest(hashes.execution)],
  ];
}

function endFacts(footer: TrialTrace["footer"]): readonly TraceFact[] {
  if (footer === null) return [];
  const { score, counts, tokens, cost, judgeCost, latencyMs } = footer;
  return [
    ["score", scoreText(score)],
    ["turns", String(counts.turns)],
    ["tool calls", String(counts.toolCalls)],
    ["tokens", tokensText(tokens)],
    ["cost", costText(cost)],
    ...(counts.votes === 0 ? [] : ([["judges", costText(judgeCost)]] as const)),
    ["took", latencyText(latencyMs)],
  ];
}

const FINISH_WORDS: Readonly<Record<string, string>> = {
  length: "the answer was cut off at its longest",
  content_filter: "stopped by a filter",
  refusal: "the model refused",
  max_turns: "no turns left",
  timeout: "out of time",
  budget: "out of budget",
  interrupted: "interrupted",
  error: "no answer came",
};

/** How the conversation ended stands beside the outcome where that is not how it should. */
function endOf(footer: TrialTrace["footer"]): TraceEnd {
  if (footer === null) return { mark: endMark("unknown"), text: null };
  return { mark: trialMarkOf(footer.outcome), text: FINISH_WORDS[footer.finishReason] ?? null };
}
