import { describe, expect, test } from "vitest";
import { classifyAnswer, classifyExecution } from "./classify-failure.ts";

const ID = "610f4361-f086-4770-8c3a-780a99941b38";
const failed = (type: string, message: string) => classifyExecution({ type, message, nodeId: "3", nodeType: "KSampler" });

describe("a node that failed", () => {
  test.each([
    ["torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory. (out of memory)", "BACKEND_OUT_OF_MEMORY"],
    ["RuntimeError", "CUDA error: out of memory", "BACKEND_OUT_OF_MEMORY"],
    ["RuntimeError", "MPS backend out of memory (MPS allocated: 17 GB)", "BACKEND_OUT_OF_MEMORY"],
    [
      "RuntimeError",
      "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4398046511104 bytes.",
      "BACKEND_OUT_OF_MEMORY",
    ],
    ["numpy._core._exceptions._ArrayMemoryError", "Unable to allocate 4.00 TiB", "BACKEND_OUT_OF_MEMORY"],
    ["OSError", "[Errno 28] No space left on device: '/output/a.png'", "BACKEND_DISK_FULL"],
    ["OSError", "[Errno 122] Disk quota exceeded", "BACKEND_DISK_FULL"],
    ["FileNotFoundError", "Model in folder 'checkpoints' with filename 'a.safetensors' not found.", "MODEL_MISSING"],
    ["FileNotFoundError", "[Errno 2] No such file or directory: '/input/a.png'", "RENDER_FAILED"],
    ["ValueError", "boom é", "RENDER_FAILED"],
  ])("[CF20] with %s: %s", (type, message, code) => expect(failed(type, message).code).toBe(code));

  test("[CF20] is named, with the first line of what it said", () => {
    const { message } = failed("ValueError", "boom é\nThis error means that you should read on");
    expect(message).toBe("the workflow failed in node 3 (KSampler): ValueError: boom é");
    expect(failed("ValueError", "x".repeat(10_000)).message.length).toBeLessThan(400);
    expect(classifyExecution({ type: "unknown", message: "?", nodeId: null, nodeType: null }).message).toBe(
      "the workflow failed: unknown: ?",
    );
  });
});

const refusal = (
  nodeErrors: object,
  error: object = { type: "prompt_outputs_failed_validation", message: "Prompt outputs failed validation" },
) => ({
  error: { details: "", extra_info: {}, ...error },
  node_errors: nodeErrors,
});
const nodeError = (class_type: string, ...errors: readonly object[]) => ({ class_type, dependent_outputs: ["9"], errors });
const notInList = (input_name: string, received_value: string) => ({
  type: "value_not_in_list",
  message: "Value not in list",
  details: `${input_name}: '${received_value}' not in (list of length 30)`,
  extra_info: { input_name, input_config: null, received_value },
});
const MISSING_CHECKPOINT = nodeError("CheckpointLoaderSimple", notInList("ckpt_name", "a.safetensors"));

describe("a refusal", () => {
  test("[CF21] names node, input and value", () => {
    const tooSmall = {
      type: "value_smaller_than_min",
      message: "Value 0 smaller than min of 1",
      details: "width",
      extra_info: { input_name: "width", received_value: 0 },
    };
    const missing = {
      type: "required_input_missing",
      message: "Required input is missing",
      details: "images",
      extra_info: { input_name: "images" },
    };
    const body = refusal({
      "1": nodeError("EmptyImage", tooSmall),
      "2": nodeError("SaveImage", missing),
      "3": nodeError("ImageScale", notInList("upscale_method", "nope")),
    });
    const failure = classifyAnswer({ status: 400, body }, ID);
    expect(failure?.code).toBe("WORKFLOW_REFUSED");
    expect(failure?.message).toMatch(/^the server refuses the workflow: node `1` .*\(and 2 more problems\)$/);
    expect(failure?.problems.map(({ message }) => message)).toEqual([
      "node `1` (`EmptyImage`): Value 0 smaller than min of 1: width (`0` was sent)",
      "node `2` (`SaveImage`): Required input is missing: images",
      "node `3` (`ImageScale`): `upscale_method` is `nope`, which this server does not offer",
    ]);
  });

  test.each(["missing_node_type", "invalid_prompt"])("[CF21] names the class that is missing (%s)", (type) => {
    const error = { type, message: "Node 'My' not found.", extra_info: { node_id: "1", class_type: "Nope", node_title: "My" } };
    const failure = classifyAnswer({ status: 400, body: refusal({}, error) }, ID);
    expect(failure).toMatchObject({
      code: "WORKFLOW_REFUSED",
      message: "the server refuses the workflow: it has no node `Nope`: Node 'My' not found.",
    });
  });

  test("[CF21] of the whole prompt repeats what the server says", () => {
    const failure = classifyAnswer(
      { status: 400, body: refusal({}, { type: "prompt_no_outputs", message: "Prompt has no outputs" }) },
      ID,
    );
    expect(failure).toMatchObject({
      code: "WORKFLOW_REFUSED",
      message: "the server refuses the workflow: Prompt has no outputs",
    });
  });
});

test("[CF22] is MODEL_MISSING when model files are all that is refused", () => {
  const lora = nodeError("LoraLoader", notInList("lora_name", "b.safetensors"));
  const method = nodeError("ImageScale", notInList("upscale_method", "nope"));
  const code = (nodeErrors: object) => classifyAnswer({ status: 400, body: refusal(nodeErrors) }, ID)?.code;
  expect(code({ "4": MISSING_CHECKPOINT, "5": lora })).toBe("MODEL_MISSING");
  expect(code({ "4": MISSING_CHECKPOINT, "6": method })).toBe("WORKFLOW_REFUSED");
});

test("[CF23] an acceptance with errors in a node is a refusal", () => {
  const accepted = (node_errors: object, prompt_id = ID) =>
    classifyAnswer({ status: 200, body: { prompt_id, number: 1, node_errors } }, ID);
  expect(accepted({})).toBeUndefined();
  expect(accepted({ "4": MISSING_CHECKPOINT })?.code).toBe("MODEL_MISSING");
  expect(accepted({}, "another")).toMatchObject({
    code: "WORKFLOW_REFUSED",
    hint: "Update ComfyUI to a version of 2025-09 or later",
  });
});

test.each([
  [200, undefined],
  [200, {}],
  [200, { prompt_id: 7 }],
  [400, undefined],
  [400, { message: "bad request" }],
  [500, undefined],
  [302, undefined],
  [404, { error: "?" }],
])("[CF24] %i with %j is no acceptance", (status, body) => {
  expect(classifyAnswer({ status, body }, ID)?.code).toBe("BACKEND_MALFORMED");
});

test.each([
  [502, "BACKEND_UNREACHABLE"],
  [503, "BACKEND_UNREACHABLE"],
  [504, "BACKEND_UNREACHABLE"],
  [429, "BACKEND_UNREACHABLE"],
  [507, "BACKEND_DISK_FULL"],
  [413, "WORKFLOW_REFUSED"],
  [401, "BACKEND_MALFORMED"],
])("[CF25] status %i is %s", (status, code) => {
  expect(classifyAnswer({ status, body: undefined }, ID)?.code).toBe(code);
});
