import { expect, test } from "vitest";
import { findRetryRefusal } from "./retry-refusal.ts";

const job = { id: "job-1", state: "escalated", specId: "gem", chainLength: 1 } as const;
const same = { planned: "procedural/1", present: "procedural/1" };

test("[J19] the newest job of a chain that ended without a version may be retried", () => {
  expect(findRetryRefusal(job, [job], same)).toBeUndefined();
  const newer = { ...job, id: "job-2", state: "canceled", chainLength: 2 } as const;
  expect(findRetryRefusal(newer, [newer, job], same)).toBeUndefined();
});

test("[J19] a job whose chain went on, is open, or made its version is not retried, and the way out is named", () => {
  const newer = { ...job, id: "job-2", chainLength: 2 } as const;
  expect(findRetryRefusal(job, [newer, job], same)?.hint).toContain("job-2");
  expect(findRetryRefusal(job, [{ ...newer, state: "queued" }, job], same)?.hint).toContain("touchstone make gem");
  expect(findRetryRefusal({ ...job, state: "succeeded" }, [job], same)?.hint).toContain("--again");
});

test("[J19] a job planned for another renderer is planned anew instead", () => {
  const refusal = findRetryRefusal(job, [job], { planned: "procedural/1", present: "procedural/2" });
  expect(refusal?.message).toContain("`procedural/1`");
});
