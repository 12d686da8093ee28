import type { Assertion } from "../assert/assertion.ts";
import type { Json, JsonMap } from "../json.ts";
import type { Mock, MockCase } from "./mock.ts";
import type { Gate, MockedTool, Scenario } from "./scenario.ts";
import type { ScriptDeed, ScriptTurn } from "./script-turn.ts";

/**
 * What decides how a trial of a scenario goes, in the one form that equal scenarios share: as an author would write it, without
 * what is empty. A field that comes later is left out where it is empty, so that what was hashed keeps its digest.
 */
export function executionForm(scenario: Omit<Scenario, "hashes">): JsonMap {
  return {
    adapter: scenario.adapter,
    model: scenario.model,
    turns: scenario.turns,
    maxTurns: scenario.maxTurns,
    ...filled({
      systemPrompt: scenario.systemPrompt,
      tools: scenario.tools.map(toolForm),
      temperature: scenario.temperature,
      seed: scenario.seed,
      extras: scenario.extras,
      timeoutMs: scenario.timeoutMs,
      maxCostUsd: scenario.maxCostUsd,
      script: scenario.script.map(turnForm),
    }),
  };
}

/** What decides how trials are judged, in the same form. Names of assertions decide nothing; judges are told the description. */
export function evaluationForm(scenario: Omit<Scenario, "hashes">): JsonMap {
  return {
    assertions: scenario.assertions.map(assertionForm),
    threshold: scenario.threshold,
    ...(scenario.assertions.some(({ type }) => type === "judge") ? filled({ description: scenario.description }) : {}),
    ...filled({ gate: scenario.gate === null ? null : gateForm(scenario.gate) }),
  };
}

/** Leaves out what is null, empty or false. */
function filled(fields: JsonMap): JsonMap {
  const isEmpty = (value: Json): boolean =>
    value === null || value === false || (typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function toolForm({ name, description, parameters, mock }: MockedTool): JsonMap {
  return { name, description, parameters, ...(mock.pick === "none" ? {} : { mock: mockForm(mock) }) };
}

/** A case in a list alone would be one by its number, and a map that stands alone is one answer: the forms that are read back. */
function mockForm({ cases }: Mock): Json {
  return cases.map(caseForm);
}

function caseForm({ when, outcome, latencyMs }: MockCase): JsonMap {
  const says = { value: ["value"], error: ["message"], function: ["ref"] } as const;
  const [field] = says[outcome.kind];
  const what = (outcome as unknown as Record<string, Json>)[field] ?? null;
  return { [outcome.kind]: what, ...(when === null ? {} : { when }), ...(latencyMs === 0 ? {} : { latencyMs }) };
}

function turnForm({ when, trials, repeat, sometimes, ...deed }: ScriptTurn): JsonMap {
  return {
    ...deedForm(deed),
    ...filled({ when: when === null ? null : filled(when), trials, repeat }),
    ...(sometimes === null ? {} : { sometimes: { chance: sometimes.chance, ...deedForm(sometimes) } }),
  };
}

function deedForm({ text, toolCalls, usage, latencyMs, error }: ScriptDeed): JsonMap {
  const calls = toolCalls.map((call) =>
    call.invalid === null ? { name: call.name, arguments: call.arguments } : { name: call.name, invalid: call.invalid },
  );
  return {
    ...filled({ text, toolCalls: calls, usage: usage === null ? null : { ...usage } }),
    ...(latencyMs === 0 ? {} : { latencyMs }),
    ...(error === null
      ? {}
      : { error: { message: error.message, ...filled({ status: error.status, retryAfterMs: error.retryAfterMs }) } }),
  };
}

function gateForm({ minScore, minRate, minLowerBound, passHatK }: Gate): JsonMap {
  return filled({ minScore, minRate, minLowerBound, passHatK: passHatK === null ? null : { ...passHatK } });
}

/** An assertion as its author would write it, without its name. */
export function assertionForm(assertion: Assertion): JsonMap {
  const { name: _name, place: _place, weight, required, not, ...asked } = assertion;
  return { weight, ...filled({ required, not }), ...askedForm(asked as Assertion) };
}

function askedForm(asked: Assertion): JsonMap {
  if (asked.type === "judge") return judgeForm(asked);
  if (asked.type === "tool_count") return { type: asked.type, ...filled({ tool: asked.tool, min: asked.min, max: asked.max }) };
  if (asked.type === "output_contains")
    return { type: asked.type, value: asked.value, ...filled({ ignoreCase: asked.ignoreCase }) };
  if (asked.type === "custom") return { type: asked.type, function: asked.ref, config: asked.config };
  if (asked.type !== "jmespath") return { ...asked } as unknown as JsonMap;
  const { type, expression, operator, value } = asked;
  return { type, expression, operator, ...(operator === "exists" ? {} : { value }) };
}

function judgeForm(asked: Extract<Assertion, { type: "judge" }>): JsonMap {
  const { type, criteria, k, threshold, quorum, judgeAdapter, judgeModel, includeSystemPrompt, customPrompt, script } = asked;
  return {
    type,
    criteria: criteria.map((criterion) => ({ ...criterion })),
    k,
    threshold,
    quorum,
    ...filled({ judgeAdapter, judgeModel, includeSystemPrompt, customPrompt, script: script.map(turnForm) }),
  };
}
