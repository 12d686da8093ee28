import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

// Run by vitest once before and once after all tests: workers end without a word, so none of them can tidy up after itself.

/** Names the folder in which tests make theirs. */
export function setup(): void {
  process.env["TOUCHSTONE_TEST_DIR"] = mkdtempSync(path.join(tmpdir(), "touchstone-tests-"));
}

/** Removes it with all that is left in it. */
export function teardown(): void {
  rmSync(process.env["TOUCHSTONE_TEST_DIR"] ?? "", { recursive: true, force: true });
}
