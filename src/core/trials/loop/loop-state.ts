import type { Message } from "../conversation/message.ts";
import type { RequestConfig } from "../record/trial-lines.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Fingerprints, openFingerprints } from "./fingerprint.ts";
import type { LoopEnd, LoopPorts } from "./loop-ports.ts";
import { requestConfig } from "./request-config.ts";
import type { TrialFinish } from "../record/trial-lines.ts";

/** One trial's conversation before it begins. */
export interface Conversation {
  readonly scenario: Scenario;
  /** From 0. */
  readonly trialIndex: number;
  readonly ports: LoopPorts;
}

/** A conversation as far as it has come. */
export interface LoopState extends Conversation {
  readonly config: RequestConfig;
  readonly fingerprints: Fingerprints;
  /** All that was said; each next request has all of it. */
  readonly messages: Message[];
  /** How many of them stand in the recording already. */
  recorded: number;
  /** User turns that were said. */
  said: number;
  /** Answers of the model. */
  turns: number;
  toolCalls: number;
  /** Calls that reached their tool, by tool. */
  readonly answered: Map<string, number>;
  /** Of all answers; null: unknown. */
  costUsd: number | null;
}

/** Opens a conversation: the user has said the first turn. */
export function openLoop(conversation: Conversation): LoopState {
  const config = requestConfig(conversation.scenario);
  const state: LoopState = {
    ...conversation,
    config,
    fingerprints: openFingerprints(config, conversation.ports.redactor),
    messages: [],
    recorded: 0,
    said: 0,
    turns: 0,
    toolCalls: 0,
    answered: new Map(),
    costUsd: 0,
  };
  sayNext(state);
  return state;
}

/** Lets the user say the next turn; false where there is none. */
export function sayNext(state: LoopState): boolean {
  const text = state.scenario.turns[state.said];
  if (text === undefined) return false;
  state.messages.push({ role: "user", text });
  state.said += 1;
  return true;
}

/** The end of a conversation as it stands. */
export function endOf({ turns, toolCalls }: LoopState, finishReason: TrialFinish): LoopEnd {
  return { finishReason, turns, toolCalls };
}
