import { isMap } from "../json.ts";
import type { Usage } from "../conversation/model.ts";
import type { RequestConfig, TrialFinish, TrialFooter, TrialHeader, TrialLine } from "../record/trial-lines.ts";
import { sumTrial } from "../run/trial-sums.ts";
import type { Capability } from "./assertion.ts";
import { documentOf } from "./document.ts";
import { calledTools } from "./called-tools.ts";
import { transcriptOf } from "./transcript.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** A trial's lines, as they are recorded or as they are just being made. */
export interface TrialSoFar {
  readonly header: Pick<TrialHeader, "capabilities" | "snapshot">;
  readonly lines: readonly TrialLine[];
  /** How the conversation ended; null of a trial that was cut off, whose facts are no more than a beginning. */
  readonly footer: Pick<TrialFooter, "finishReason" | "latencyMs"> | null;
}

/**
 * What assertions see of a trial: from its lines alone, so that a trial under way, a recorded and a replayed one are judged
 * by the same. A trial under way is given with the capabilities of a full recording, whatever is written of it.
 *
 * Source: SPEC.md AS1 to AS4.
 */
export function factsOf({ header, lines, footer }: TrialSoFar): TrialFacts {
  const responses = lines.filter((line) => line.line === "model_response");
  const last = responses.at(-1);
  const config = configOf(lines);
  // Of a call that ran out of time nobody knows what it used.
  const { tokens, costUsd } = sumTrial(lines);
  const facts: Omit<TrialFacts, "document"> = {
    capabilities: capabilitiesHere(header.capabilities, footer),
    output: last?.text ?? null,
    finishReason: footer?.finishReason ?? "interrupted",
    model: last?.model ?? config?.model ?? null,
    adapter: adapterOf(header.snapshot),
    systemPrompt: config?.system ?? null,
    transcript: transcriptOf(lines),
    toolCalls: calledTools(lines),
    turns: responses.length,
    usage: tokens === null ? null : sumUsage(responses.map(({ usage }) => usage)),
    costUsd: responses.length === 0 ? null : costUsd,
    latencyMs: footer?.latencyMs ?? lastClock(lines),
  };
  let document: TrialFacts["document"] | undefined;
  return {
    ...facts,
    // Most assertions never look at it.
    get document() {
      return (document ??= documentOf(facts, lines));
    },
  };
}

/** What all requests have in common, as it was first said. */
function configOf(lines: readonly TrialLine[]): RequestConfig | undefined {
  return lines.flatMap((line) => (line.line === "model_request" && line.config !== null ? [line.config] : []))[0];
}

/** Ends that leave open how the conversation would have gone on. */
const CUT_OFF: ReadonlySet<TrialFinish> = new Set(["error", "interrupted"]);

function capabilitiesHere(named: readonly Capability[], footer: TrialSoFar["footer"]): ReadonlySet<Capability> {
  const isComplete = footer !== null && !CUT_OFF.has(footer.finishReason);
  return new Set(isComplete ? named : named.filter((capability) => capability !== "complete"));
}

function adapterOf(snapshot: TrialHeader["snapshot"]): string | null {
  const adapter = isMap(snapshot) ? snapshot["adapter"] : undefined;
  return typeof adapter === "string" ? adapter : null;
}

/** Null where one answer's usage is not known, and where there was no answer. */
function sumUsage(usages: readonly (Usage | null)[]): Usage | null {
  let sum: Usage | null = null;
  for (const usage of usages) {
    if (usage === null) return null;
    sum = sum === null ? usage : addUsage(sum, usage);
  }
  return sum;
}

function addUsage(one: Usage, other: Usage): Usage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
  };
}

function lastClock(lines: readonly TrialLine[]): number {
  return lines.reduce((latest, line) => (line.line === "clock" ? Math.max(latest, line.atMs) : latest), 0);
}
