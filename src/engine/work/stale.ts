import { TouchstoneError } from "../../core/errors.ts";

/** Whether the job was canceled or taken over meanwhile: this process then lets it go. */
export function isStale(error: unknown): boolean {
  return error instanceof TouchstoneError && (error.code === "EXPECTATION_FAILED" || error.code === "STATE_CONFLICT");
}
