import { TouchstoneError } from "./errors.ts";

/** Why work ends that somebody asked to stop: the reason of the signal that asks, and so what is thrown by whoever heeds it. */
export function interrupted(): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", "interrupted; what was done is kept", { hint: "Run it again to go on" });
}
