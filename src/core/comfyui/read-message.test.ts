import { expect, test } from "vitest";
import { readMessage } from "./read-message.ts";

/** A frame as the server writes it. */
const frame = (type: string, data: unknown): string => `{"type": "${type}", "data": ${JSON.stringify(data)}}`;

test("[CF30] progress, the node that runs and the length of the queue are read", () => {
  expect(readMessage(frame("progress", { value: 2, max: 20, prompt_id: "p", node: "3" }))).toEqual({
    kind: "progress",
    promptId: "p",
    node: "3",
    value: 2,
    max: 20,
  });
  const executing = { node: "9.0.0.1", display_node: "9", prompt_id: "p" };
  expect(readMessage(frame("executing", executing))).toEqual({ kind: "progress", promptId: "p", node: "9", value: 0, max: 0 });
  expect(readMessage(frame("status", { status: { exec_info: { queue_remaining: 3 } } }))).toEqual({
    kind: "queue",
    remaining: 3,
  });
});

test.each([
  frame("progress_state", { prompt_id: "p", nodes: {} }),
  frame("executed", { prompt_id: "p", node: "9" }),
  frame("feature_flags", {}),
  frame("crystools.monitor", { prompt_id: "p" }),
  // As a frame after a reconnection, which does not say whose node runs.
  frame("executing", { node: "3" }),
  frame("status", {}),
  '{"data": {"prompt_id": "p"}, "type": "unheard_of"}',
  "not json",
  "null",
  "[]",
  "",
])("[CF30] `%s` is ignored", (text) => expect(readMessage(text)).toBeUndefined());

test("[CF30] numbers that are none are 0", () => {
  const text = '{"type": "progress", "data": {"value": NaN, "max": Infinity, "prompt_id": "p", "node": null}}';
  expect(readMessage(text)).toEqual({ kind: "progress", promptId: "p", node: null, value: 0, max: 0 });
});

test("[CF31] a prompt has left the worker when no node executes, and not before", () => {
  expect(readMessage(frame("executing", { node: null, prompt_id: "p" }))).toEqual({ kind: "ended", promptId: "p" });
  for (const type of ["execution_success", "execution_error", "execution_interrupted"]) {
    expect(readMessage(frame(type, { prompt_id: "p" }))).toBeUndefined();
  }
});
