import { countOf } from "../checks/words.ts";
import type { FailureCode, Problem } from "../errors.ts";
import { fieldOf, listIn, objectIn, textIn } from "./fields.ts";
import type { ExecutionError } from "./prompt-state.ts";

/** A failure as it is told: what policy decides from, and what a person can do. */
export interface BackendFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string;
  readonly problems: readonly Problem[];
}

interface Kind {
  readonly code: FailureCode;
  readonly when: RegExp;
  readonly says: string;
  readonly hint: string;
}

/** What an exception of a node means, by its type and words; the first that fits. */
const EXECUTION: readonly Kind[] = [
  {
    code: "BACKEND_OUT_OF_MEMORY",
    when: /OutOfMemory|out of memory|MemoryError|allocate memory|CUBLAS_STATUS_ALLOC_FAILED/i,
    says: "the server ran out of memory",
    hint: "Make the images smaller, use fewer LoRAs, or start ComfyUI with `--lowvram`",
  },
  {
    code: "BACKEND_DISK_FULL",
    when: /No space left on device|\[Errno 28\]|Disk quota exceeded|\[WinError 112\]/i,
    says: "the server's disk is full",
    hint: "Free space where ComfyUI keeps its output",
  },
  {
    code: "MODEL_MISSING",
    when: /(?:FileNotFoundError|not found|No such file).*\.(?:safetensors|sft|ckpt|pt|pth|bin|gguf)\b/is,
    says: "the server could not open a model file",
    hint: "Put the file into the server's models folder, or correct its name in the record",
  },
];

/**
 * What it means that a node of a prompt failed.
 *
 * Source: comfyui.md 1.5; contracts section 7 (classes); SPEC.md CF20.
 */
export function classifyExecution(error: ExecutionError): BackendFailure {
  const kind = EXECUTION.find(({ when }) => when.test(`${error.type}: ${error.message}`));
  const at = error.nodeType === null ? "" : ` in node ${error.nodeId ?? "?"} (${error.nodeType})`;
  const detail = `${error.type}: ${shorten(error.message)}`;
  if (kind !== undefined) return { code: kind.code, message: `${kind.says}${at}: ${detail}`, hint: kind.hint, problems: [] };
  const hint = "Read the server's log; if it is an error in the workflow, correct it and rebind the spec";
  return { code: "RENDER_FAILED", message: `the workflow failed${at}: ${detail}`, hint, problems: [] };
}

/**
 * What it means that a prompt was refused, or accepted with errors in some of its nodes.
 *
 * @param answer    Status and JSON of the answer; its body is undefined where it was no JSON.
 * @param promptId  Under which id the prompt was sent.
 * @returns undefined for an answer that accepts the prompt whole. Source: comfyui.md 1.3; SPEC.md CF21-CF24.
 */
export function classifyAnswer({ status, body }: PromptAnswer, promptId: string): BackendFailure | undefined {
  const problems = Object.entries(objectIn(fieldOf(body, "node_errors")) ?? {}).flatMap(readNodeErrors);
  const error = objectIn(fieldOf(body, "error"));
  const accepted = textIn(fieldOf(body, "prompt_id"));
  if (status === 200 && problems.length === 0 && accepted !== null) return accepted === promptId ? undefined : otherId();
  if (status !== 200 && status !== 400) return unexpectedStatus(status);
  const found = error === undefined || problems.length > 0 ? problems : [readPromptError(error)];
  const [first] = found;
  if (first === undefined) return malformed("its answer to a prompt has none of the fields that ComfyUI sends");
  const code = found.every((problem) => problem.code === "MODEL_MISSING") ? "MODEL_MISSING" : "WORKFLOW_REFUSED";
  const more = found.length > 1 ? ` (and ${countOf(found.length - 1, "more problem")})` : "";
  const hint = "Compare the workflow with the server: `touchstone doctor --backend` names what is missing";
  return { code, message: `the server refuses the workflow: ${first.message}${more}`, hint, problems: found };
}

interface PromptAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Servers before mid-2025 make ids of their own, and what they run is lost with the connection. */
function otherId(): BackendFailure {
  const hint = "Update ComfyUI to a version of 2025-09 or later";
  const message = "the server is too old: it does not run a prompt under the id that it is sent with";
  return { code: "WORKFLOW_REFUSED", message, hint, problems: [] };
}

/** What it means that the server answered with a status that nothing was expected of. Source: SPEC.md CF25. */
export function unexpectedStatus(status: number): BackendFailure {
  if (status === 507) {
    return {
      code: "BACKEND_DISK_FULL",
      message: `the server has no room (HTTP ${status})`,
      hint: "Free space there",
      problems: [],
    };
  }
  if (status === 413) {
    const hint = "Start ComfyUI with a higher `--max-upload-size`, or use smaller references";
    return { code: "WORKFLOW_REFUSED", message: `the server takes nothing so large (HTTP ${status})`, hint, problems: [] };
  }
  if (status === 502 || status === 503 || status === 504 || status === 429) {
    const hint = "Wait, or look at what stands between here and the server";
    return { code: "BACKEND_UNREACHABLE", message: `the server is not ready (HTTP ${status})`, hint, problems: [] };
  }
  return malformed(`it answered with HTTP ${status}`);
}

/** The server answered something that ComfyUI does not. */
export function malformed(what: string): BackendFailure {
  const hint = "Look at the server's log, and whether something stands between here and it";
  return { code: "BACKEND_MALFORMED", message: `the server's answer makes no sense: ${what}`, hint, problems: [] };
}

/** What is wrong with the prompt as a whole; an unknown node class is told like this and not at its node. */
function readPromptError(error: unknown): Problem {
  const classType = textIn(fieldOf(fieldOf(error, "extra_info"), "class_type"));
  const said = textIn(fieldOf(error, "message")) ?? textIn(fieldOf(error, "type")) ?? "it does not say why";
  return {
    code: "WORKFLOW_REFUSED",
    message: classType === null ? shorten(said) : `it has no node \`${classType}\`: ${shorten(said)}`,
  };
}

function readNodeErrors([nodeId, found]: [string, unknown]): readonly Problem[] {
  const where = `node \`${nodeId}\` (\`${textIn(fieldOf(found, "class_type")) ?? "?"}\`)`;
  return listIn(fieldOf(found, "errors")).map((error) => readNodeError(where, error));
}

const MODEL_FILE = /\.(?:safetensors|sft|ckpt|pt|pth|bin|gguf)$/i;

/** Lists of choices are cut by the server when they are long, so that the value itself is named. */
function readNodeError(where: string, error: unknown): Problem {
  const type = textIn(fieldOf(error, "type"));
  const extra = fieldOf(error, "extra_info");
  const input = textIn(fieldOf(extra, "input_name"));
  const received = fieldOf(extra, "received_value");
  if (type === "value_not_in_list" && input !== null && typeof received === "string") {
    const code = MODEL_FILE.test(received) ? "MODEL_MISSING" : "WORKFLOW_REFUSED";
    return { code, message: `${where}: \`${input}\` is \`${shorten(received)}\`, which this server does not offer` };
  }
  const words = [fieldOf(error, "message"), fieldOf(error, "details")].flatMap((text) => textIn(text) ?? []);
  const sent = typeof received === "string" || typeof received === "number" ? ` (\`${shorten(String(received))}\` was sent)` : "";
  return { code: "WORKFLOW_REFUSED", message: `${where}: ${shorten(words.filter((text) => text !== "").join(": "))}${sent}` };
}

/** Longest stretch of a server's words that a message repeats. */
const MAX_WORDS = 300;

function shorten(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS - 1)}…` : line;
}
