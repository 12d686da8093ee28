import type { RawTrace, TraceDamage, TraceReading } from "./envelope.ts";
import { MAX_TRACE_CHARS, TRACE_FORMAT, TRACE_KINDS } from "./envelope.ts";
import { parseTraceLine } from "./trace-line.ts";
import { digestRuleOf } from "./digest-rule.ts";
import { openTraceDigest } from "./trace-digest.ts";

/**
 * Reads a trace's text: its lines must be whole, in order and as they were written (the footer's digest says so).
 * It never throws, whatever the text: what is wrong comes back with the line where it begins and all that stands before.
 * Lines may end in CRLF, as a checkout on Windows makes them.
 *
 * @param text  The whole file; longer ones than MAX_TRACE_CHARS are refused unread.
 * Source: contracts, section 8; SPEC.md TR1-TR8, TR10.
 */
export function readTrace(text: string): TraceReading {
  if (text.length > MAX_TRACE_CHARS) {
    const message = `the trace has ${text.length} characters; the limit is ${MAX_TRACE_CHARS}`;
    return damage("TRACE_TOO_LARGE", { line: 1, message });
  }
  const lines = splitLines(text);
  const isOpen = !text.endsWith("\n");
  const header = readHeader(lines.next().value, isOpen);
  return header.kind === "damaged" ? header : readBody(lines, { header, isOpen });
}

/** Lines one at a time, so that a file of nothing but line breaks costs nothing. The last line may lack its break. */
function* splitLines(text: string): Generator<string, undefined> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    yield text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
  }
  return undefined;
}

interface HeaderLine {
  readonly kind: "header";
  readonly text: string;
  readonly value: RawTrace["header"];
}

function readHeader(text: string | undefined, isOpen: boolean): HeaderLine | TraceDamage {
  if (text === undefined) return damage("TRACE_TRUNCATED", { line: 1, message: "the file is empty" });
  const line = parseTraceLine(text);
  if (line.kind === "bad") return damageOfHeader(line.why, { text, isOpen });
  const format = line.value["format"];
  if (format === TRACE_FORMAT && isHeader(line.value)) return { kind: "header", text, value: line.value };
  if (format === TRACE_FORMAT) return damage("TRACE_FOREIGN", { line: 1, message: `\`kind\` is none of ${KINDS}` });
  if (typeof format !== "string" || !format.startsWith(ANY_FORMAT))
    return damage("TRACE_FOREIGN", { line: 1, message: NO_TRACE });
  return damage("TRACE_VERSION", {
    line: 1,
    message: `the trace has format \`${format}\`; this version reads \`${TRACE_FORMAT}\``,
  });
}

const ANY_FORMAT = "touchstone.trace/";
const NO_TRACE = `this is no trace of Touchstone: its first line has no \`"format":"${TRACE_FORMAT}"\``;
const KINDS = TRACE_KINDS.map((kind) => `\`${kind}\``).join(", ");

/** What still speaks of our format was a trace once. */
function damageOfHeader(why: string, { text, isOpen }: { text: string; isOpen: boolean }): TraceDamage {
  if (!text.includes(ANY_FORMAT)) return damage("TRACE_FOREIGN", { line: 1, message: NO_TRACE });
  return damage(isOpen ? "TRACE_TRUNCATED" : "TRACE_DAMAGED", { line: 1, message: `line 1 ${why}` });
}

function isHeader(value: Readonly<Record<string, unknown>>): value is RawTrace["header"] {
  return (TRACE_KINDS as readonly unknown[]).includes(value["kind"]);
}

/** All that follows the header: environment, lines, footer. @param isOpen  Whether the file's last line has no break. */
function readBody(
  texts: Generator<string, undefined>,
  { header, isOpen }: { header: HeaderLine; isOpen: boolean },
): TraceReading {
  const digest = openTraceDigest();
  const rule = digestRuleOf(header.value.kind);
  digest.add(rule.header(header.value, header.text));
  let environment: RawTrace["environment"] | null = null;
  const lines: RawTrace["lines"][number][] = [];
  const before = (): TraceDamage["prefix"] => ({ header: header.value, environment, lines });
  let at = 1;
  for (const text of texts) {
    at += 1;
    const line = parseTraceLine(text);
    if (line.kind === "bad") {
      // A bad last line without a break was cut off; any other bad line is damage.
      const isCut = isOpen && texts.next().done === true;
      return damage(isCut ? "TRACE_TRUNCATED" : "TRACE_DAMAGED", {
        line: at,
        message: `line ${at} ${line.why}`,
        prefix: before(),
      });
    }
    if (environment === null) {
      environment = environmentOf(line.value);
      if (environment === null)
        return damage("TRACE_DAMAGED", { line: at, message: "line 2 is not the environment", prefix: before() });
    } else if (isFooter(line.value)) {
      if (texts.next().done !== true)
        return damage("TRACE_DAMAGED", {
          line: at + 1,
          message: "something stands after the trace's last line",
          prefix: before(),
        });
      digest.add(rule.footer(line.value));
      return checkDigest({ header: header.value, environment, lines, footer: line.value }, { computed: digest.value(), at });
    } else {
      if (rule.covers(line.value)) digest.add(text);
      lines.push(line.value);
    }
  }
  return damage("TRACE_TRUNCATED", {
    line: at + 1,
    message: `the trace stops after line ${at}: its last line, with outcome and digest, is missing`,
    prefix: before(),
  });
}

function environmentOf(value: Readonly<Record<string, unknown>>): RawTrace["environment"] | null {
  const inner = value["environment"];
  const isRecord = typeof inner === "object" && inner !== null && !Array.isArray(inner);
  return isRecord && Object.keys(value).length === 1 ? (inner as RawTrace["environment"]) : null;
}

/** A footer is known by its keys: no step or event has both. */
function isFooter(value: Readonly<Record<string, unknown>>): value is RawTrace["footer"] {
  return typeof value["digest"] === "string" && typeof value["outcome"] === "string";
}

function checkDigest(trace: RawTrace, { computed, at }: { computed: string; at: number }): TraceReading {
  if (trace.footer.digest === computed) return { kind: "whole", trace };
  const message = `the trace was changed after it was written: its lines do not give the digest that line ${at} names`;
  const { header, environment, lines } = trace;
  return damage("TRACE_DAMAGED", { line: at, message, prefix: { header, environment, lines } });
}

const RESTORE = "Restore the file from version control, or record the run anew";

const HINTS: Readonly<Record<TraceDamage["code"], string>> = {
  TRACE_TRUNCATED: RESTORE,
  TRACE_DAMAGED: RESTORE,
  TRACE_VERSION: "Read it with the version of Touchstone that wrote it, or record the run anew",
  TRACE_FOREIGN: "Give a file that Touchstone wrote, e.g. `goldens/mc/linear/quay.trace.jsonl`",
  TRACE_TOO_LARGE: "Give the run fewer steps",
};

function damage(
  code: TraceDamage["code"],
  { line, message, prefix }: Pick<TraceDamage, "line" | "message"> & { readonly prefix?: TraceDamage["prefix"] },
): TraceDamage {
  return { kind: "damaged", code, line, message, hint: HINTS[code], prefix: prefix ?? null };
}
