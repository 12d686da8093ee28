import { askModel } from "./ask-model.ts";
import { callTools } from "./call-tools.ts";
import { findStop, finishOf, recordStop } from "./limits.ts";
import type { LoopEnd } from "./loop-ports.ts";
import { type Conversation, endOf, openLoop, sayNext } from "./loop-state.ts";

/**
 * Holds one trial's conversation: user turns, answers of the model, tool calls, until the model has nothing left to answer or
 * a limit stops it. Live trials and replays run this same code. It never rejects but for bugs and for what `record` throws.
 *
 * Source: SPEC.md TL1-TL14.
 */
export async function runConversation(conversation: Conversation): Promise<LoopEnd> {
  const state = openLoop(conversation);
  for (;;) {
    const stop = findStop(state);
    if (stop !== null) {
      recordStop(state, stop, state.turns + 1);
      return endOf(state, finishOf(stop));
    }
    const asked = await askModel(state);
    if (asked.kind === "end") return endOf(state, asked.finishReason);
    const { toolCalls, finish } = asked.reply;
    if (toolCalls.length > 0) await callTools(state, toolCalls);
    else if (!sayNext(state)) return endOf(state, finish);
  }
}
