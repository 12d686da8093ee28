import { describe, test } from "vitest";
import { expectSurvival, MAKE_SERIES } from "../support/faults/crash-point-series.ts";
import { createTinyMakeFault } from "../support/faults/make-fault.ts";
import { hasStrace } from "../support/faults/strace.ts";

// A file of its own: it is the longest of all, and files run beside each other.
describe.skipIf(!hasStrace())("killed just before a system call (needs strace)", () => {
  test("make ends as if nothing had been", { timeout: 3_600_000 }, async () => {
    await expectSurvival("make", MAKE_SERIES, async () => await createTinyMakeFault("crash-make"));
  });
});
