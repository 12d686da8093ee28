import { TouchstoneError } from "../errors.ts";
import type { TraceDamage } from "./envelope.ts";

/** A damaged trace as the failure that its reader is told. @param file  As the reader named it. */
export function toTraceError(damage: TraceDamage, file: string): TouchstoneError {
  const { code, message, hint, line } = damage;
  return new TouchstoneError(code, message, { hint, place: { file, line, column: 1 } });
}
