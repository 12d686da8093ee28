import type { z } from "zod";
import { TouchstoneError } from "../../errors.ts";
import type { RawTrace } from "../../trace/envelope.ts";
import { findContradiction } from "./find-contradiction.ts";
import { openLineReader } from "./line-reader.ts";
import type { PlaytestTrace } from "./playtest-trace.ts";
import { environmentSchema, footerSchema, headerSchema, stepSchema } from "./trace-schema.ts";

/** Lines before the first step: header and environment. */
const LINES_BEFORE_STEPS = 2;

/**
 * Reads the lines of a whole trace as a playtest's; what was left out because it had been said is filled in.
 *
 * Codes: TRACE_DAMAGED, with the line where one is at fault: a line that is not a playtest's, or one that contradicts
 * the rest (a choice taken that was not offered, a value that was not there before, counts that are not those of the lines).
 *
 * Source: contracts, section 8; SPEC.md PR13, PR14.
 */
export function readPlaytestTrace(raw: RawTrace): PlaytestTrace {
  const header = parse(headerSchema, raw.header, "line 1 is not a playtest's header");
  const environment = parse(environmentSchema, raw.environment, "line 2 is not a playtest's environment");
  const reader = openLineReader();
  const steps = raw.lines.map((line, index) => {
    return reader.read(parse(stepSchema, line, `line ${index + 1 + LINES_BEFORE_STEPS} is not a playtest's step`));
  });
  const footer = parse(footerSchema, raw.footer, "the last line is not a playtest's footer");
  // An absent kind of asset is never present as undefined: the lines were JSON.
  const trace = { header, environment, steps, footer } as PlaytestTrace;
  const contradiction = findContradiction(trace);
  if (contradiction !== null) throw damaged(contradiction);
  return trace;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, complaint: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at \`${issue.path.join(".")}\``;
  throw damaged(`${complaint}${where}: ${issue?.message ?? ""}`);
}

function damaged(message: string): TouchstoneError {
  return new TouchstoneError("TRACE_DAMAGED", message, { hint: "Restore the file from version control, or record the run anew" });
}
