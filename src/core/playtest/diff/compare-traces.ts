import { TouchstoneError } from "../../errors.ts";
import { openRules, type RuleSet } from "../../trace/apply-rules.ts";
import { readTrace } from "../../trace/read-trace.ts";
import { toTraceError } from "../../trace/trace-error.ts";
import type { PlaytestTrace } from "../record/playtest-trace.ts";
import { readPlaytestTrace } from "../record/read-playtest-trace.ts";
import { seedView } from "../record/seed-view.ts";
import type { PlaytestCause } from "./cause-kinds.ts";
import { diffInputs, maskTrace } from "./diff-traces.ts";
import type { DiffInput } from "./diff-state.ts";
import { readView, type LooseView } from "./read-view.ts";

/** What two traces have different, as the seed's `compare_traces` gives it. */
export interface TraceComparison {
  readonly equal: boolean;
  /** One line per cause, e.g. `step 7 choice id changed`; no consequences. */
  readonly messages: readonly string[];
  readonly causes: readonly PlaytestCause[];
  /** One line for each ignored path that matches nothing. */
  readonly warnings: readonly string[];
  /** Throws TRACES_DIFFER, with every cause among its problems, unless the traces are equal. */
  raiseForDiff(): void;
}

/**
 * Compares two traces in memory.
 *
 * @param expected, actual  A `PlaytestTrace`, its seed view, a file's text, or what has one of them as `trace`.
 * @param options.ignorePaths  Paths of the seed's view, e.g. `provenance.digest`, `meta.generated_at*`, `steps[*].rng_after`.
 *
 * Codes: INPUT_INVALID for what is no trace; those of `readTrace` for a damaged text.
 * Source: the seed's golden_diff.compare_traces; SPEC.md TI9.
 */
export function compareTraces(
  expected: unknown,
  actual: unknown,
  options: { readonly ignorePaths?: Iterable<string> } = {},
): TraceComparison {
  const rules = openRules({ ignorePaths: [...(options.ignorePaths ?? [])], redact: [] });
  const { equal, causes } = diffInputs(...openInputs([readGiven(expected), readGiven(actual)], rules));
  const messages = causes.map((cause) => cause.message);
  const raiseForDiff = (): void => {
    if (!equal) throw toDifference(causes);
  };
  return { equal, messages, causes, warnings: rules.warnings(), raiseForDiff };
}

/** A trace itself, or its view; only the first tells which action did what. */
type Given = { readonly kind: "trace"; readonly trace: PlaytestTrace } | { readonly kind: "view"; readonly view: unknown };

function readGiven(given: unknown): Given {
  if (typeof given === "string") return { kind: "trace", trace: readText(given) };
  if (hasAll<{ trace: unknown }>(given, ["trace"])) return readGiven(given.trace);
  if (hasAll<PlaytestTrace>(given, ["header", "steps", "footer"])) return { kind: "trace", trace: given };
  if (hasAll<LooseView>(given, ["meta", "steps", "final"])) return { kind: "view", view: given };
  throw new TouchstoneError("INPUT_INVALID", "this is no trace of a playtest", {
    hint: "Give what a run returned as its `trace`, its seed view, or the text of a `.trace.jsonl` file",
  });
}

/** Where one of both is a view, both are compared as views: what only one of them can tell is no difference. */
function openInputs(given: readonly [Given, Given], rules: RuleSet): [DiffInput, DiffInput] {
  const areTraces = given.every(({ kind }) => kind === "trace");
  const open = (one: Given): DiffInput => {
    if (one.kind === "trace" && areTraces) return maskTrace(one.trace, rules);
    return readView(rules.apply(one.kind === "trace" ? seedView(one.trace) : one.view) ?? {}, null);
  };
  return [open(given[0]), open(given[1])];
}

function hasAll<T>(given: unknown, names: readonly (string & keyof T)[]): given is T {
  return typeof given === "object" && given !== null && names.every((name) => name in given);
}

function readText(text: string): PlaytestTrace {
  const reading = readTrace(text);
  if (reading.kind === "damaged") throw toTraceError(reading, "trace");
  return readPlaytestTrace(reading.trace);
}

/** Says all causes in one message, since test runners show nothing else. */
function toDifference(causes: readonly PlaytestCause[]): TouchstoneError {
  const lines = causes.map(({ message, detail }) => (detail === null ? message : `${message}: ${detail}`));
  return new TouchstoneError("TRACES_DIFFER", `the traces differ\n${lines.map((line) => `  ${line}`).join("\n")}`, {
    hint: "Accept the new trace if the change was meant, or undo it",
    problems: lines.map((message) => ({ code: "TRACES_DIFFER", message })),
  });
}
