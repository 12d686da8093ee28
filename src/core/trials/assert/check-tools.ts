import type { AssertionOf } from "./assertion.ts";
import { type Finding, finding, findingFinalIf } from "./finding.ts";
import { findMismatch } from "./match-arguments.ts";
import { showCalls, showJson, times } from "./show.ts";
import type { CalledTool, TrialFacts } from "./trial-facts.ts";

type Calls = Pick<TrialFacts, "toolCalls">;

/** Whether a tool was called, whatever came of it. */
export function checkToolCalled({ tool }: AssertionOf<"tool_called">, { toolCalls }: Calls): Finding {
  const found = toolCalls.filter(({ name }) => name === tool);
  if (found.length === 0)
    return finding(false, `${showJson(tool)} was never called; ${showCalls(toolCalls.map(({ name }) => name))}`);
  return findingFinalIf("holds", true, `${showJson(tool)} was called ${times(found.length)}, first in turn ${found[0]?.turn}`);
}

/** How often a tool, or any tool, was called. */
export function checkToolCount({ tool, min, max }: AssertionOf<"tool_count">, { toolCalls }: Calls): Finding {
  const count = toolCalls.filter(({ name }) => tool === null || name === tool).length;
  const isOver = max !== null && count > max;
  const what = `${tool === null ? "tools were" : `${showJson(tool)} was`} called ${times(count)}`;
  const asked = [min === null ? [] : `at least ${min}`, max === null ? [] : `at most ${max}`].flat().join(" and ");
  const isFinal = isOver || (max === null && count >= (min ?? 0));
  const holds = !isOver && count >= (min ?? 0);
  return { kind: holds ? "holds" : "fails", why: asked === "" ? what : `${what}, asked are ${asked}`, isFinal };
}

/** Which tools were called in which order. */
export function checkToolSequence({ mode, value }: AssertionOf<"tool_sequence">, { toolCalls }: Calls): Finding {
  const actual = toolCalls.map(({ name }) => name);
  if (mode === "exact") return checkExact(value, actual);
  const missing = mode === "in_order" ? findNextInOrder(value, actual) : findMissing(value, actual);
  if (missing === null) return findingFinalIf("holds", true, showCalls(actual));
  return finding(false, `${missing}; ${showCalls(actual)}`);
}

function checkExact(asked: readonly string[], actual: readonly string[]): Finding {
  const at = actual.findIndex((name, index) => name !== asked[index]);
  if (at !== -1) {
    const instead = asked[at] === undefined ? "where the calls should have ended" : `instead of ${showJson(asked[at])}`;
    return findingFinalIf("fails", false, `call ${at + 1} is ${showJson(actual[at] ?? "")} ${instead}; ${showCalls(actual)}`);
  }
  const next = asked[actual.length];
  if (next === undefined) return finding(true, showCalls(actual));
  return finding(false, `after ${actual.length} of ${asked.length} calls ${showJson(next)} is missing; ${showCalls(actual)}`);
}

function findNextInOrder(asked: readonly string[], actual: readonly string[]): string | null {
  let found = 0;
  for (const name of actual) if (name === asked[found]) found += 1;
  const next = asked[found];
  if (next === undefined) return null;
  const before = asked[found - 1];
  return `${showJson(next)} was not called${before === undefined ? "" : ` after ${showJson(before)}`}`;
}

function findMissing(asked: readonly string[], actual: readonly string[]): string | null {
  for (const name of new Set(asked)) {
    const [wanted, there] = [asked, actual].map((names) => names.filter((each) => each === name).length);
    if ((there ?? 0) < (wanted ?? 0)) return `${showJson(name)} was called ${times(there ?? 0)}, asked is ${times(wanted ?? 0)}`;
  }
  return null;
}

/** With which arguments a tool was called. Where the call that is asked about was never made, there is nothing to look at. */
export function checkToolArgs(assertion: AssertionOf<"tool_args">, { toolCalls }: Calls): Finding {
  const { tool, which } = assertion;
  const calls = toolCalls.filter(({ name }) => name === tool).map((call) => ({ call, mismatch: mismatchOf(assertion, call) }));
  const first = calls.find(({ mismatch }) => mismatch !== null);
  const fits = calls.findIndex(({ mismatch }) => mismatch === null);
  if (which === "any") {
    if (fits !== -1) return findingFinalIf("holds", true, `call ${fits} of ${showJson(tool)} has these arguments`);
    const nearest = first === undefined ? "" : `; in call 0 ${first.mismatch}`;
    return finding(false, `none of ${calls.length} calls of ${showJson(tool)} has these arguments${nearest}`);
  }
  if (which === "all") {
    if (calls.length === 0) return { kind: "unfit", why: `${showJson(tool)} was never called` };
    if (first === undefined) return finding(true, `all ${calls.length} calls of ${showJson(tool)} have these arguments`);
    return findingFinalIf("fails", false, `in call ${calls.indexOf(first)} of ${showJson(tool)} ${first.mismatch}`);
  }
  const one = calls[which];
  if (one === undefined)
    return { kind: "unfit", why: `there is no call ${which} of ${showJson(tool)}; it was called ${times(calls.length)}` };
  const holds = one.mismatch === null;
  const why = `call ${which} of ${showJson(tool)} ${holds ? "has these arguments" : `has others: ${one.mismatch}`}`;
  return { kind: holds ? "holds" : "fails", why, isFinal: true };
}

function mismatchOf({ value, mode }: AssertionOf<"tool_args">, call: CalledTool): string | null {
  return call.invalid === null ? findMismatch(value, call.arguments, mode) : "the arguments are no JSON";
}
