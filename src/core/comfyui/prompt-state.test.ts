import { describe, expect, test } from "vitest";
import { countQueue, readHistory, readJob, readQueue } from "./prompt-state.ts";

const ID = "610f4361-f086-4770-8c3a-780a99941b38";
const image = (filename: string) => ({ filename, subfolder: "t", type: "output" });

/** How an execution ended, as a server records it. */
const ended = (status_str: string, ...events: readonly (readonly [string, object])[]) => ({
  status_str,
  completed: status_str === "success",
  messages: [
    ["execution_start", { timestamp: 1_000 }],
    ["execution_cached", { nodes: ["9", "10", "1"], timestamp: 1_001 }],
    ...events,
  ],
});
const SUCCESS = ended("success", ["execution_success", { timestamp: 1_250 }]);
const ERROR = { node_id: "2", node_type: "KSampler", exception_type: "ValueError", exception_message: "boom\n" };
const FAILED = ended("error", ["execution_error", ERROR]);
const INTERRUPTED = ended("error", ["execution_interrupted", { node_id: "2" }]);
const OUTPUTS = { "9": { images: [image("a.png")] } };

/** The same end, told by history and by jobs. */
const bothWays = (status: object, job: string, outputs: object = {}) => [
  readHistory({ [ID]: { status, outputs } }, ID),
  readJob({ id: ID, status: job, execution_status: status, outputs }),
];

describe("where a prompt is", () => {
  test("[CF10] is completed, with what it made", () => {
    const completed = {
      kind: "completed",
      outputs: new Map([["9", [image("a.png")]]]),
      cachedNodes: ["1", "10", "9"],
      tookMs: 250,
    };
    for (const state of bothWays(SUCCESS, "completed", OUTPUTS)) expect(state).toEqual(completed);
  });

  test("[CF10] is failed, with the node that failed", () => {
    const error = { type: "ValueError", message: "boom", nodeId: "2", nodeType: "KSampler" };
    for (const state of bothWays(FAILED, "failed")) expect(state).toEqual({ kind: "failed", error });
  });

  test("[CF10] is interrupted", () => {
    for (const state of [readHistory({ [ID]: { status: INTERRUPTED } }, ID), readJob({ status: "cancelled" })]) {
      expect(state).toEqual({ kind: "interrupted" });
    }
  });

  test("[CF10] is pending or running", () => {
    expect([readJob({ status: "pending" }), readJob({ status: "in_progress" })]).toEqual([
      { kind: "pending" },
      { kind: "running" },
    ]);
    const queue = {
      queue_running: [[1, "a", {}]],
      queue_pending: [
        [2, "b", {}],
        [3, "c", {}],
      ],
    };
    expect(["a", "b", "c", "d"].map((id) => readQueue(queue, id).kind)).toEqual(["running", "pending", "pending", "unknown"]);
    expect(countQueue(queue)).toEqual({ running: 1, pending: 2 });
  });

  test("[CF10] is unknown without an entry, and without a shape", () => {
    for (const history of [{}, null, [], "x", { [ID]: null }]) expect(readHistory(history, ID)).toEqual({ kind: "unknown" });
    expect(readQueue({ queue_running: null, queue_pending: [null, 1] }, ID)).toEqual({ kind: "unknown" });
    expect(countQueue(undefined)).toEqual({ running: 0, pending: 0 });
    expect([readJob(null), readJob({ status: "dreaming" })]).toEqual([undefined, undefined]);
  });

  test("[CF10] is in the history alone where a job does not tell its end", () => {
    expect(readJob({ status: "completed" })).toEqual({ kind: "ended" });
  });
});

test("[CF11] an error on the way is not the end", () => {
  const blocked = ended(
    "success",
    ["execution_error", { ...ERROR, exception_type: "ExecutionBlocked" }],
    ["execution_success", { timestamp: 1_250 }],
  );
  for (const state of bothWays(blocked, "completed")) expect(state).toMatchObject({ kind: "completed", outputs: new Map() });
});

test("[CF11] a failure without words is still one", () => {
  const state = readHistory({ [ID]: { status: { status_str: "error" } } }, ID);
  expect(state).toEqual({
    kind: "failed",
    error: { type: "unknown", message: "the server does not say why", nodeId: null, nodeType: null },
  });
});

test("[CF12] files are kept by node, and what has no name is none", () => {
  const outputs = {
    "9": { images: [image("a.png"), { filename: 7 }, null] },
    "10": { images: [{ filename: "b.png" }] },
    "11": { text: ["x"] },
  };
  const [state] = bothWays(SUCCESS, "completed", outputs);
  const files = [
    ["9", [image("a.png")]],
    ["10", [{ filename: "b.png", subfolder: "", type: "output" }]],
    ["11", []],
  ] as const;
  expect(state).toMatchObject({ outputs: new Map<string, unknown>(files) });
});

test("[CF13] what the server does not say of cache and time is null", () => {
  const state = readHistory({ [ID]: { status: { status_str: "success", messages: [["x"], null] }, outputs: OUTPUTS } }, ID);
  expect(state).toMatchObject({ kind: "completed", cachedNodes: null, tookMs: null });
});
