import type { z } from "zod";
import { TouchstoneError } from "../../errors.ts";
import type { RawTrace, TraceDamage } from "../../trace/envelope.ts";
import { readTrace } from "../../trace/read-trace.ts";
import { footerSchema, headerSchema, lineSchema } from "./line-schemas.ts";
import type { TrialHeader, TrialLine } from "./trial-lines.ts";
import type { TrialReading, TrialTrace, WholeTrialTrace } from "./trial-trace.ts";

/** Lines before the first line of the trial: header and environment. */
const LINES_BEFORE = 2;
const RESTORE = "Restore the file, or run the trial anew";

/**
 * Reads the lines of a whole trace as a trial's.
 *
 * Codes: TRACE_FOREIGN for a trace of another kind; TRACE_DAMAGED, with the line, for one that is no trial's.
 *
 * Source: contracts, section 8.2; SPEC.md RC1, RC2.
 */
export function readTrialTrace(raw: RawTrace): WholeTrialTrace {
  const last = raw.lines.length + LINES_BEFORE + 1;
  const body = readBody(raw);
  const footer = parse(footerSchema, raw.footer, { complaint: "the last line is not a trial's footer", at: last });
  return { ...body, footer };
}

/**
 * Reads a trial's trace from its file's text. It never throws: of a trace that was cut off, what stands before the cut comes
 * back. Source: SPEC.md RC3, RC4.
 */
export function readTrialText(text: string): TrialReading {
  const reading = readTrace(text);
  try {
    if (reading.kind === "whole") return { kind: "whole", trace: readTrialTrace(reading.trace) };
    const { code, prefix } = reading;
    if (code !== "TRACE_TRUNCATED" || prefix === null) return { kind: "damaged", damage: reading };
    return { kind: "partial", trace: { ...readBody(prefix), footer: null }, damage: reading };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { kind: "damaged", damage: damageOf(error) };
  }
}

type Body = NonNullable<TraceDamage["prefix"]>;

function readBody({ header, environment, lines }: Body): Omit<TrialTrace, "footer"> {
  const read = readHeader(header);
  return { header: read, environment: environment ?? {}, lines: lines.map(readLine) };
}

function readHeader(header: RawTrace["header"]): TrialHeader {
  if (header.kind === "trial") return parse(headerSchema, header, { complaint: "line 1 is not a trial's header", at: 1 });
  throw new TouchstoneError("TRACE_FOREIGN", `this is the trace of a ${header.kind}, not of a trial`, {
    hint: "Name a trace below `.touchstone/trials` or `recordings`",
    place: { file: "", line: 1, column: 1 },
  });
}

/** A line's number is its place: where it is not, a line is missing. */
function readLine(line: RawTrace["lines"][number], index: number): TrialLine {
  const at = index + 1 + LINES_BEFORE;
  const read = parse(lineSchema, line, { complaint: `line ${at} is not a trial's`, at });
  if (read.i !== index) throw damaged(`line ${at} has number ${read.i} instead of ${index}`, at);
  return read;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, { complaint, at }: { complaint: string; at: number }): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at \`${issue.path.join(".")}\``;
  throw damaged(`${complaint}${where}: ${issue?.message ?? ""}`, at);
}

/** The file's name is put in by whoever knows it. */
function damaged(message: string, line: number): TouchstoneError {
  return new TouchstoneError("TRACE_DAMAGED", message, { hint: RESTORE, place: { file: "", line, column: 1 } });
}

function damageOf({ code, message, hint, place }: TouchstoneError): TraceDamage {
  const kept = code === "TRACE_FOREIGN" ? code : "TRACE_DAMAGED";
  return { kind: "damaged", code: kept, line: place?.line ?? 1, message, hint: hint ?? RESTORE, prefix: null };
}
