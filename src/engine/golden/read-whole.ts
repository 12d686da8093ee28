import { TouchstoneError } from "../../core/errors.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../../core/playtest/record/read-playtest-trace.ts";
import { readTrace } from "../../core/trace/read-trace.ts";

/** The trace that a text holds; null where it is no whole trace of a playtest. */
export function readWhole(text: string): PlaytestTrace | null {
  const reading = readTrace(text);
  if (reading.kind === "damaged") return null;
  try {
    return readPlaytestTrace(reading.trace);
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}
