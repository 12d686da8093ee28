import type { ToolCall } from "../conversation/message.ts";
import type { ModelAnswer, ModelFailure, ModelReply, ModelRequest } from "../conversation/model.ts";
import type { Json } from "../json.ts";
import { createRedactor } from "../privacy/create-redactor.ts";
import { redactEntry } from "../privacy/redact-entry.ts";
import type { TrialEntry, TrialLine } from "../record/trial-lines.ts";
import type { Mock, MockCase } from "../scenario/mock.ts";
import type { MockedTool, Scenario } from "../scenario/scenario.ts";
import { mockedAnswer } from "./answer-call.ts";
import type { LoopEnd, LoopPorts } from "./loop-ports.ts";
import { answerFromMock } from "./pick-mock.ts";
import { runConversation } from "./run-conversation.ts";
import { toolProblem } from "./tool-problem.ts";
import { createTrialClock } from "./trial-clock.ts";

export const REDACTOR = createRedactor({ patterns: ["order [0-9]+"], secrets: ["hunter2-hunter2"] });

/** A scenario of one turn without tools, changed as a test wants it. */
export function scenarioOf(changes: Partial<Scenario> = {}): Scenario {
  return {
    name: "refund",
    file: "scenarios/refund.scenario.yaml",
    description: "",
    tags: {},
    adapter: "scripted",
    model: "some-model",
    systemPrompt: "You run a shop.",
    turns: ["My sword broke."],
    tools: [],
    assertions: [],
    threshold: 0.8,
    maxTurns: 10,
    temperature: null,
    seed: null,
    extras: {},
    trials: 3,
    gate: null,
    timeoutMs: null,
    maxCostUsd: null,
    script: [],
    hashes: { execution: "sha256:execution", evaluation: "sha256:evaluation" },
    modules: [],
    ...changes,
  };
}

const ORDER_SCHEMA = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };

/** A tool that takes `{id}`; its mock is one value unless cases are given. */
export function toolOf(name: string, mock: Partial<Mock> & { readonly value?: Json } = {}): MockedTool {
  const { value = { status: "delivered" }, ...given } = mock;
  const cases = [caseOf({ outcome: { kind: "value", value } })];
  return { name, description: `Does ${name}`, parameters: ORDER_SCHEMA, mock: { pick: "match", cases, ...given } };
}

export function caseOf(changes: Partial<MockCase>): MockCase {
  return { when: null, outcome: { kind: "value", value: "done" }, latencyMs: 0, ...changes };
}

/** Asks for tools, each `[name, arguments]`; a text in place of the arguments is what no JSON is. */
export function asks(...calls: readonly (readonly [string, Json])[]): ModelReply {
  const toolCalls = calls.map(([name, written], at): ToolCall => {
    const isBroken = typeof written === "string";
    return { id: `${name}-${at}`, name, arguments: isBroken ? null : written, invalid: isBroken ? written : null };
  });
  return { ...says(null), toolCalls, finish: "tool_calls" };
}

export function says(text: string | null, changes: Partial<ModelReply> = {}): ModelReply {
  return {
    kind: "reply",
    text,
    toolCalls: [],
    finish: "stop",
    rawFinish: null,
    usage: null,
    model: null,
    opaque: null,
    wire: null,
    failedTries: [],
    latencyMs: 0,
    ...changes,
  };
}

export function fails(code: ModelFailure["code"], changes: Partial<ModelFailure> = {}): ModelFailure {
  return { kind: "failure", code, message: "no answer came", failedTries: [], wire: null, latencyMs: 0, ...changes };
}

/** A trial that was held: what the model was asked, and what was recorded. */
export interface Held {
  readonly end: LoopEnd;
  readonly lines: readonly TrialLine[];
  readonly requests: readonly ModelRequest[];
  readonly limits: readonly (number | null)[];
  readonly nowMs: number;
}

/** Holds a conversation with a model that says these things one after the other, and then fails. */
export async function hold(scenario: Scenario, answers: readonly ModelAnswer[], changes: Partial<LoopPorts> = {}): Promise<Held> {
  const lines: TrialLine[] = [];
  const requests: ModelRequest[] = [];
  const limits: (number | null)[] = [];
  const clock = createTrialClock();
  const ports: LoopPorts = {
    complete: async (request, { ordinal }, limitMs) => {
      requests.push(request);
      limits.push(limitMs);
      return await Promise.resolve(answers[ordinal] ?? fails("SCRIPT_EXHAUSTED"));
    },
    problemOf: toolProblem,
    callTool: async (tool, call, nth) => {
      const outcome = answerFromMock(tool, call, nth);
      if (outcome?.kind === "function") throw new TypeError("functions are the engine's");
      return await Promise.resolve(mockedAnswer(outcome));
    },
    record: (entry: TrialEntry) => lines.push({ i: lines.length, ...redactEntry(entry, ports.redactor) }) - 1,
    price: (_model, usage) => (usage === null ? null : usage.outputTokens / 100),
    clock,
    stopped: () => null,
    redactor: REDACTOR,
    ...changes,
  };
  const end = await runConversation({ scenario, trialIndex: 0, ports });
  return { end, lines, requests, limits, nowMs: clock.nowMs() };
}

/** Lines of one kind. */
export function linesOf<Kind extends TrialLine["line"]>(
  lines: readonly TrialLine[],
  kind: Kind,
): Extract<TrialLine, { line: Kind }>[] {
  return lines.filter((line): line is Extract<TrialLine, { line: Kind }> => line.line === kind);
}
