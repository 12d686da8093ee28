import type { CallPlace, ModelAnswer, ModelRequest, Usage } from "../conversation/model.ts";
import type { ToolCall, ToolSpec } from "../conversation/message.ts";
import type { Json } from "../json.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { TrialEntry, TrialFinish } from "../record/trial-lines.ts";
import type { MockedTool } from "../scenario/scenario.ts";

/** What a tool call got. */
export interface ToolAnswer {
  readonly value: Json;
  readonly isError: boolean;
  readonly by: "mock" | "function" | "refused" | "unmocked";
  readonly latencyMs: number;
}

/** What the loop asks of the world. A live trial and a replay differ in nothing else. */
export interface LoopPorts {
  /** @param limitMs  Time that is left; null for no limit. */
  complete(request: ModelRequest, place: CallPlace, limitMs: number | null): Promise<ModelAnswer>;
  /**
   * Why a call is refused before it reaches its tool; null where it fits. Live: `toolProblem`. A replay says what the
   * recording says, since arguments that were redacted cannot be checked again.
   */
  problemOf(tool: ToolSpec | null, call: ToolCall): string | null;
  /** Answers a call whose arguments fit. @param nth  From 0, of this tool. */
  callTool(tool: MockedTool, call: ToolCall, nth: number): Promise<ToolAnswer>;
  /** Takes the next line; returns its number. The loop goes on at once: whoever writes keeps the order. */
  record(entry: TrialEntry): number;
  /** Price of a call; null where it is not known. */
  price(model: string, usage: Usage | null): number | null;
  /** The trial's clock in ms since it began. It moves by what providers and tools say they took, and no other way. */
  readonly clock: TrialClock;
  /** Whether somebody asked to stop, or a budget of the run is spent. Asked before each call of the model. */
  stopped(): "interrupted" | "budget" | null;
  /** What takes secrets out of what is hashed; the same one that the trace is written with. */
  readonly redactor: Redactor;
}

export interface TrialClock {
  nowMs(): number;
  advance(ms: number): void;
}

/** How a conversation ended. */
export interface LoopEnd {
  readonly finishReason: TrialFinish;
  readonly turns: number;
  readonly toolCalls: number;
}
