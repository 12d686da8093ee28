import { expect, test } from "vitest";
import { failureHistory } from "./escalation.ts";

const now = { errorClass: "timeout", detail: "took too long", atMs: 90 } as const;
const attempt = (id: string, outcome: "failed" | "lost" | "drained" | "canceled" | null, detail: string | null = null) =>
  ({
    id,
    outcome,
    errorClass: outcome === "failed" ? "retryable" : null,
    detail,
    startedAtMs: 10,
    endedAtMs: outcome === null ? null : 20,
  }) as const;

test("[J20] failed and lost attempts and the present one are told; drained and canceled ones are not", () => {
  const attempts = [
    attempt("a", "failed", "no answer"),
    attempt("b", "drained"),
    attempt("c", "lost"),
    attempt("d", "canceled"),
    attempt("e", null),
  ];
  expect(failureHistory(attempts, now)).toEqual([
    { attemptId: "a", errorClass: "retryable", detail: "no answer", atMs: 20 },
    { attemptId: "c", errorClass: "retryable", detail: "its owner died", atMs: 20 },
    { attemptId: "e", errorClass: "timeout", detail: "took too long", atMs: 90 },
  ]);
});
