import { FAILURES, type FailureCode } from "../../errors.ts";
import type { ModelAnswer } from "../conversation/model.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import type { RecordedTime } from "./recorded-times.ts";

/** A line that says what came of a call of the model. */
export type AnswerLine = Extract<TrialLine, { line: "model_response" | "error" }>;

/** A recorded answer as its provider gave it; a limit that cut a call off is the failure that the provider told of. */
export function answerOf(line: AnswerLine, { latencyMs, failedTries }: RecordedTime): ModelAnswer {
  if (line.line === "model_response") {
    const { text, toolCalls, finish, rawFinish, usage, model, opaque, wire } = line;
    return { kind: "reply", text, toolCalls, finish, rawFinish, usage, model, opaque, wire, failedTries, latencyMs };
  }
  const { message, status } = line;
  const wire = status === null ? null : { status, request: "", response: "" };
  return { kind: "failure", code: codeOf(line), message, failedTries, wire, latencyMs };
}

function codeOf({ code, ours }: Extract<AnswerLine, { line: "error" }>): FailureCode {
  if (ours) return code === "interrupted" ? "INTERRUPTED" : "PROVIDER_TIMEOUT";
  // A newer version may know codes that this one does not.
  return Object.hasOwn(FAILURES, code) ? (code as FailureCode) : "PROVIDER_REFUSED";
}
