import type { ModelAnswer, ModelReply, ModelRequest } from "../conversation/model.ts";
import { TrialPolicy } from "../settings.ts";
import { assertion, facts, says } from "../assert/facts.fixture.ts";
import type { JudgeContext } from "./ask-judge.ts";
import type { JudgedAssertion, JudgedScenario, JudgeVote } from "./judge-question.ts";

export const SCENARIO: JudgedScenario = {
  description: "The shop refunds a broken sword",
  adapter: "openai-chat",
  model: "agent",
  systemPrompt: "You sell swords.",
  turns: ["My sword broke."],
  tools: [],
};

export const POLICY = TrialPolicy.parse({});

/** Takes one secret out. */
export const REDACTOR = {
  json: <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll("hunter2", "***")) as T,
  text: (text: string) => text.replaceAll("hunter2", "***"),
};

export const CONTEXT: JudgeContext = { shown: facts([says("Done.")]), scenario: SCENARIO, policy: POLICY, redactor: REDACTOR };

export function judged(more: Partial<JudgedAssertion> = {}): JudgedAssertion {
  const criteria = [
    { name: "kind", description: "Polite", weight: 1 },
    { name: "brief", description: "Short", weight: 3 },
  ];
  const asked = { type: "judge", criteria, judgeAdapter: null, judgeModel: null, k: 3, threshold: 0.7, quorum: 2 } as const;
  return assertion({ ...asked, includeSystemPrompt: false, customPrompt: null, script: [] }, more);
}

/** A vote: scores of kind and brief, `unread`, or `unasked`. */
export function vote(said: readonly [number, number] | "unread" | "unasked", number = 0): JudgeVote {
  const scores = typeof said === "string" ? null : [scored("kind", said[0]), scored("brief", said[1])];
  const problem = said === "unread" ? "it gave no scores" : said === "unasked" ? "PROVIDER_BUSY: later" : null;
  const common = {
    line: "judge_vote",
    assertion: "judge",
    vote: number,
    promptHash: "sha256:1",
    judge: "openai-chat/agent",
  } as const;
  return { ...common, scores, problem, unasked: said === "unasked", usage: null, costUsd: 0.01, raw: null };
}

function scored(name: string, score: number) {
  return { name, score, reasoning: "because" };
}

export function reply(more: Partial<ModelReply> = {}): ModelReply {
  const wordless = {
    text: null,
    toolCalls: [],
    finish: "stop",
    rawFinish: null,
    usage: null,
    model: null,
    opaque: null,
  } as const;
  return { kind: "reply", ...wordless, wire: null, failedTries: [], latencyMs: 0, ...more };
}

/** A provider that answers all alike, and keeps what it was asked. */
export function judgeSaying(answer: ModelAnswer): {
  asked: ModelRequest[];
  complete: (question: { request: ModelRequest }) => Promise<ModelAnswer>;
} {
  const asked: ModelRequest[] = [];
  return { asked, complete: async ({ request }) => await Promise.resolve((asked.push(request), answer)) };
}
