import type { Message, ToolCall } from "../conversation/message.ts";
import type { Json } from "../json.ts";
import type { TrialEntry, TrialHeader } from "../record/trial-lines.ts";
import type { Redactor } from "./redactor.ts";

/**
 * Redacts a trace's line. Only what others wrote is looked through: a pattern of a project's must not reach what makes the
 * line readable, such as outcomes and ids of calls.
 *
 * Source: SPEC.md PV8.
 */
export function redactEntry(entry: TrialEntry, redactor: Redactor): TrialEntry {
  const orNull = (text: string | null): string | null => (text === null ? null : redactor.text(text));
  switch (entry.line) {
    case "model_request": {
      const config = entry.config === null ? null : redactConfig(entry.config, redactor);
      return { ...entry, messages: entry.messages.map((message) => redactMessage(message, redactor)), config };
    }
    case "model_response": {
      const { wire } = entry;
      return {
        ...entry,
        text: orNull(entry.text),
        toolCalls: entry.toolCalls.map((call) => redactCall(call, redactor)),
        rawFinish: orNull(entry.rawFinish),
        model: orNull(entry.model),
        opaque: redactor.json(entry.opaque),
        wire: wire === null ? null : { ...wire, request: redactor.text(wire.request), response: redactor.text(wire.response) },
      };
    }
    case "tool_call":
      return { ...entry, call: redactCall(entry.call, redactor), problem: orNull(entry.problem) };
    case "tool_result":
      return { ...entry, name: redactor.text(entry.name), value: redactor.json(entry.value) };
    case "judge_vote":
      return redactVote(entry, redactor);
    case "error":
      return { ...entry, message: redactor.text(entry.message) };
    case "clock":
      return { ...entry, failedTries: entry.failedTries.map((one) => ({ ...one, message: redactor.text(one.message) })) };
    case "assertion":
      return redactResult(entry, redactor);
  }
}

/** Redacts a trace's header: the scenario that was run. */
export function redactHeader(header: TrialHeader, redactor: Redactor): TrialHeader {
  return { ...header, snapshot: redactor.json(header.snapshot) };
}

type Vote = Extract<TrialEntry, { line: "judge_vote" }>;

/** Redacts a judge's vote. */
export function redactVote(vote: Vote, redactor: Redactor): Vote {
  const orNull = (text: string | null): string | null => (text === null ? null : redactor.text(text));
  const scores = vote.scores?.map((score) => ({ ...score, reasoning: orNull(score.reasoning) })) ?? null;
  return { ...vote, assertion: redactor.text(vote.assertion), scores, problem: orNull(vote.problem), raw: orNull(vote.raw) };
}

/** Redacts what was found of an assertion: its name can say what it looks for. */
export function redactResult<T extends { readonly name: string; readonly why: string }>(result: T, redactor: Redactor): T {
  return { ...result, name: redactor.text(result.name), why: redactor.text(result.why) };
}

/** Redacts what was said. */
export function redactMessage(message: Message, redactor: Redactor): Message {
  if (message.role !== "assistant") return { ...message, text: redactor.text(message.text) };
  const text = message.text === null ? null : redactor.text(message.text);
  const toolCalls = message.toolCalls.map((call) => redactCall(call, redactor));
  return { ...message, text, toolCalls, opaque: redactor.json(message.opaque) };
}

function redactCall(call: ToolCall, redactor: Redactor): ToolCall {
  const invalid = call.invalid === null ? null : redactor.text(call.invalid);
  return { id: call.id, name: redactor.text(call.name), arguments: redactor.json(call.arguments), invalid };
}

type Config = NonNullable<Extract<TrialEntry, { line: "model_request" }>["config"]>;

/** Redacts everything of a request but its messages. */
export function redactConfig(config: Config, redactor: Redactor): Config {
  const tools = config.tools.map(({ name, description, parameters }) => {
    const described = redactor.text(description);
    return { name: redactor.text(name), description: described, parameters: redactor.json(parameters) };
  });
  const extras = redactor.json(config.extras) as { readonly [key: string]: Json };
  return { ...config, system: config.system === null ? null : redactor.text(config.system), tools, extras };
}
