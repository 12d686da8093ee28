import { describe, expect, test } from "vitest";
import type { TrialEntry } from "../record/trial-lines.ts";
import type { AssertionResult, Capability } from "./assertion.ts";
import { checkAssertion, type PlainAssertion } from "./check-assertion.ts";
import { asks, assertion, calls, facts, says } from "./facts.fixture.ts";
import { needsOf } from "./needs-of.ts";

const REFUND = [
  asks("My sword broke."),
  ...calls("find_order", { id: "7781", shop: "wick" }, { result: { price: 12 }, id: "1" }),
  ...calls("find_order", { id: "7782" }, { result: { price: 0 }, id: "2", turn: 2 }),
  ...calls("refund", { id: "7781", amount: 12, lines: [1, 2] }, { id: "3", turn: 3 }),
  says("Your 12 coins are on their way."),
];

type Asked = Parameters<typeof assertion>[0];

function check(asked: Asked & Record<string, unknown>, entries: readonly TrialEntry[] = REFUND): AssertionResult {
  return checkAssertion(assertion(asked) as PlainAssertion, facts(entries));
}

/** Outcome of an assertion, and of its opposite. */
function both(asked: Asked & Record<string, unknown>, entries?: readonly TrialEntry[]): readonly [string, string] {
  return [check(asked, entries).outcome, check({ ...asked, not: true }, entries).outcome];
}

const HOLDS = ["pass", "fail"];
const FAILS = ["fail", "pass"];
const UNFIT = ["fail", "fail"];

describe("tools", () => {
  test("[AS9] a call is a call, whatever came of it", () => {
    expect(both({ type: "tool_called", tool: "refund" })).toEqual(HOLDS);
    expect(both({ type: "tool_called", tool: "re" })).toEqual(FAILS);
    expect(check({ type: "tool_called", tool: "cancel" }).why).toBe(
      "`cancel` was never called; called were `find_order` (2 times), `refund`",
    );
  });

  const args = (value: unknown, more: object = {}) =>
    both({ type: "tool_args", tool: "find_order", mode: "subset", which: "any", value, ...more });

  test("[AS10] any, all, one by its number", () => {
    expect(args({ id: "7782" })).toEqual(HOLDS);
    expect(args({ id: "7782" }, { which: "all" })).toEqual(FAILS);
    expect(args({ id: "*" }, { which: "all" })).toEqual(HOLDS);
    expect(args({ id: "7782" }, { which: 0 })).toEqual(FAILS);
    expect(args({ id: "7782" }, { which: 1 })).toEqual(HOLDS);
  });

  test("[AS10] a call that was never made fails both ways, but for any of none", () => {
    expect(args({}, { which: 2 })).toEqual(UNFIT);
    expect(args({}, { tool: "cancel", which: "all" })).toEqual(UNFIT);
    expect(args({}, { tool: "cancel" })).toEqual(FAILS);
  });

  test("[AS10] a subset lets keys be more, exact does not; `*` stands for what is there alone", () => {
    expect(args({ shop: "wick" })).toEqual(HOLDS);
    expect(args({ shop: "wick" }, { mode: "exact" })).toEqual(FAILS);
    expect(args({ id: "7782" }, { mode: "exact" })).toEqual(HOLDS);
    expect(args({ shop: "*", id: "7782" })).toEqual(FAILS);
    expect(both({ type: "tool_args", tool: "refund", mode: "subset", which: "any", value: { lines: [1, "*"] } })).toEqual(HOLDS);
    expect(check({ type: "tool_args", tool: "refund", mode: "subset", which: "any", value: { amount: 10 } }).why).toBe(
      "none of 1 calls of `refund` has these arguments; in call 0 `amount` is `12`, not `10`",
    );
  });

  test("[AS10] what is no JSON has no arguments", () => {
    const broken = {
      line: "tool_call",
      turn: 1,
      call: { id: "1", name: "t", arguments: null, invalid: "{" },
      problem: "no JSON",
    } as const;
    expect(both({ type: "tool_args", tool: "t", mode: "subset", which: "all", value: null }, [broken])).toEqual(FAILS);
  });

  test.each([
    ["exact", ["find_order", "find_order", "refund"], HOLDS],
    ["exact", ["find_order", "refund"], FAILS],
    ["exact", ["find_order", "find_order", "refund", "mail"], FAILS],
    ["in_order", ["find_order", "refund"], HOLDS],
    ["in_order", ["refund", "find_order"], FAILS],
    ["any_order", ["refund", "find_order"], HOLDS],
    ["any_order", ["refund", "refund"], FAILS],
  ])("[AS11] %s %j", (mode, value, outcome) => {
    expect(both({ type: "tool_sequence", mode, value })).toEqual(outcome);
  });

  test("[AS11] a name is never part of an expression", () => {
    const odd = "a'] || tool_calls[?name=='b";
    expect(both({ type: "tool_called", tool: odd }, calls("b"))).toEqual(FAILS);
    expect(both({ type: "tool_sequence", mode: "exact", value: [odd] }, calls(odd))).toEqual(HOLDS);
  });

  test.each([
    [{ tool: "find_order", min: 2, max: 2 }, HOLDS],
    [{ tool: "find_order", min: null, max: 1 }, FAILS],
    [{ tool: null, min: 4, max: null }, FAILS],
    [{ tool: "cancel", min: null, max: 0 }, HOLDS],
  ])("[AS12] counts %j", (asked, outcome) => {
    expect(both({ type: "tool_count", ...asked })).toEqual(outcome);
  });
});

describe("the last answer", () => {
  test("[AS13] holds a text, with or without case", () => {
    expect(both({ type: "output_contains", value: "12 Coins", ignoreCase: false })).toEqual(FAILS);
    expect(both({ type: "output_contains", value: "12 Coins", ignoreCase: true })).toEqual(HOLDS);
  });

  test("[AS13] without text it holds nothing, not even nothing", () => {
    expect(both({ type: "output_contains", value: "", ignoreCase: false }, [says(null)])).toEqual(FAILS);
    expect(both({ type: "regex", value: ".*" }, [says(null)])).toEqual(FAILS);
    expect(check({ type: "regex", value: "x" }, [says(null)]).why).toBe("the last answer has no text, which does not fit `x`");
  });

  test("[AS13] a pattern that backtracks elsewhere is through at once", () => {
    expect(both({ type: "regex", value: "^(a+)+$" }, [says(`${"a".repeat(50_000)}!`)])).toEqual(FAILS);
    expect(both({ type: "regex", value: "\\d+ coins" })).toEqual(HOLDS);
    expect(both({ type: "regex", value: "(?=a)" })).toEqual(UNFIT);
  });

  test("[AS13] equals a text as it is, and anything else as JSON", () => {
    expect(both({ type: "equals", value: '{"b":1,"a":2}' }, [says('{"a":2,"b":1}')])).toEqual(FAILS);
    expect(both({ type: "equals", value: { b: 1, a: 2 } }, [says('{"a":2,"b":1}')])).toEqual(HOLDS);
    expect(check({ type: "equals", value: 1 }).why).toMatch(/which is no JSON$/);
  });

  test("[AS14] fits a schema as JSON", () => {
    const schema = { type: "object", required: ["sum"], properties: { sum: { type: "number", minimum: 1 } } };
    expect(both({ type: "json_schema", schema }, [says('{"sum": 2}')])).toEqual(HOLDS);
    expect(check({ type: "json_schema", schema }, [says('{"sum": 0}')]).why).toMatch(/`sum`: 0 is less than 1/);
    expect(both({ type: "json_schema", schema }, [says("Sure: {}")])).toEqual(FAILS);
  });

  test("[AS14] a schema that goes round in a circle fails both ways, and its patterns do not backtrack", () => {
    expect(both({ type: "json_schema", schema: { $ref: "#" } }, [says("1")])).toEqual(UNFIT);
    expect(both({ type: "json_schema", schema: { pattern: "^(a+)+$" } }, [says(`"${"a".repeat(5000)}!"`)])).toEqual(FAILS);
  });
});

describe("queries", () => {
  const query = (expression: string, operator: string, value: unknown = null) =>
    both({ type: "jmespath", expression, operator, value });

  test.each([
    ["tool_calls[0].arguments.none", "eq", null, HOLDS],
    ["tool_calls[0].arguments.none", "ne", null, FAILS],
    ["tool_calls[0].arguments.none", "ne", "x", HOLDS],
    ["tool_calls[0].arguments.none", "exists", null, FAILS],
    ["tool_calls[0].arguments.constructor", "exists", null, FAILS],
    ["tool_calls[0].arguments.id", "eq", "7781", HOLDS],
    ["tool_calls[0].arguments.id", "eq", 7781, FAILS],
    ["tool_calls[0].arguments.id", "gt", 1, UNFIT],
    ["tool_calls[0].arguments.none", "lt", 1, UNFIT],
    ["tool_calls[2].arguments.amount", "gte", 12, HOLDS],
    ["tool_calls[2].arguments.amount", "contains", "1", UNFIT],
    ["tool_calls[2].arguments.lines", "contains", 2, HOLDS],
    ["tool_calls[2].arguments.lines", "contains", "2", FAILS],
    ["tool_calls[2].arguments", "contains", "amount", HOLDS],
    ["response.content", "contains", "12 coins", HOLDS],
    ["response.content", "regex", "\\d+ coins", HOLDS],
    ["metadata.turn_count", "regex", "1", UNFIT],
    ["length(metadata.model.x)", "eq", 0, UNFIT],
    ["tool_calls[?name=='refund'] | length(@)", "eq", 1, HOLDS],
    ["tool_calls[?name=='refund']", "exists", null, HOLDS],
    ["tool_calls[?name=='cancel']", "exists", null, FAILS],
  ] as const)("[AS15] %s %s %j", (...[expression, operator, value, outcome]) => {
    expect(query(expression, operator, value)).toEqual(outcome);
  });

  test("[AS15] what nobody knows is unknown both ways", () => {
    const free = [says("x", { costUsd: null, usage: null })];
    expect(both({ type: "jmespath", expression: "metadata.cost_usd", operator: "lt", value: 1 }, free)).toEqual([
      "unknown",
      "unknown",
    ]);
    expect(both({ type: "jmespath", expression: "metadata.total_tokens", operator: "lt", value: 1 }, free)).toEqual([
      "unknown",
      "unknown",
    ]);
    expect(both({ type: "jmespath", expression: "metadata.turn_count", operator: "lt", value: 2 }, free)).toEqual(HOLDS);
  });
});

describe("limits", () => {
  test("[AS16] hold at the limit, also where decimals do not add up", () => {
    const three = [says("a", { costUsd: 0.1 }), says("b", { costUsd: 0.2 })];
    expect(both({ type: "cost_limit", maxUsd: 0.3 }, three)).toEqual(HOLDS);
    expect(both({ type: "latency_limit", maxMs: 1200 })).toEqual(HOLDS);
    expect(both({ type: "latency_limit", maxMs: 1199 })).toEqual(FAILS);
    expect(both({ type: "turns_limit", max: 1 }, three)).toEqual(FAILS);
  });

  test("[AS16] an unknown cost is no cost of 0", () => {
    const result = check({ type: "cost_limit", maxUsd: 1 }, [says("a", { costUsd: null })]);
    expect(result).toMatchObject({ outcome: "unknown", score: null, missing: [] });
  });
});

describe("`not`", () => {
  test("[AS7] says that it should not be so, and does not turn what cannot be compared", () => {
    expect(check({ type: "tool_called", tool: "refund", not: true }).why).toBe(
      "`refund` was called once, first in turn 3; it should not be so",
    );
    expect(check({ type: "jmespath", expression: "response.content", operator: "gt", value: 1, not: true }).outcome).toBe("fail");
  });

  test("[AS18] every result has a sentence without a full stop", () => {
    for (const asked of [
      { type: "turns_limit", max: 3 },
      { type: "tool_called", tool: "x" },
      { type: "regex", value: "y" },
    ] as const) {
      expect(check(asked).why).toMatch(/^[^.]{10,}$/);
    }
  });
});

describe("what a trace must hold", () => {
  const METADATA: readonly Capability[] = ["usage", "cost", "latency", "complete"];
  const needs = (expression: string, operator = "eq") =>
    needsOf(assertion({ type: "jmespath", expression, operator, value: null } as Asked));

  test.each([
    ["tool_calls[].name", "contains", []],
    ["length(tool_calls[?name=='refund'])", "eq", []],
    ["tool_calls[?name=='refund']", "exists", []],
    ["tool_calls[?name=='refund']", "eq", ["tool_args", "tool_results"]],
    ["tool_calls[?arguments.id=='7'].name | [0]", "eq", ["tool_args"]],
    ["sort_by(tool_calls, &turn)[0].name", "eq", []],
    ["map(&arguments, tool_calls)", "eq", ["tool_args"]],
    ["tool_calls[].{n: name, a: arguments}", "exists", []],
    ["tool_calls[].{n: name, a: arguments}", "eq", ["tool_args"]],
    ["tool_calls[-1].is_error", "eq", []],
    ["not_null(metadata.cost_usd, `0`)", "lt", ["cost"]],
    ["response.content || 'x'", "eq", ["content"]],
    ["length(turns)", "eq", ["content"]],
    ["metadata.total_tokens", "lt", ["usage"]],
    ["to_string(@)", "contains", ["content", "tool_args", "tool_results", "usage", "cost", "latency"]],
    ["@", "exists", []],
    ["'a' && !metadata.turn_count", "eq", []],
  ])("[AS5] %s (%s) needs %j", (expression, operator, expected) => {
    expect(needs(expression, operator)).toEqual(expected);
  });

  test("[AS5] each type needs what it looks at", () => {
    const of = (asked: Asked & Record<string, unknown>) => needsOf(assertion(asked));
    expect(of({ type: "tool_sequence", mode: "exact", value: [] })).toEqual([]);
    expect(of({ type: "tool_args", tool: "x", mode: "exact", value: 1, which: "any" })).toEqual(["tool_args"]);
    expect(of({ type: "json_schema", schema: true })).toEqual(["content"]);
    expect(of({ type: "cost_limit", maxUsd: 1 })).toEqual(["cost"]);
    expect(of({ type: "latency_limit", maxMs: 1 })).toEqual(["latency"]);
    expect(of({ type: "custom", ref: "x", config: null })).toContain("tool_results");
  });

  test("[AS6] what is missing is named, and nothing is scored", () => {
    const bare = facts(REFUND, { header: { capabilities: METADATA, snapshot: null } });
    const skipped = checkAssertion(assertion({ type: "output_contains", value: "12", ignoreCase: false }), bare);
    expect(skipped).toMatchObject({ outcome: "skipped", score: null, missing: ["content"] });
    expect(skipped.why).toBe("the trace does not hold what was said");
    expect(checkAssertion(assertion({ type: "tool_called", tool: "refund" }), bare).outcome).toBe("pass");
  });

  test.each([
    [{ type: "tool_called", tool: "refund" }, "pass"],
    [{ type: "tool_called", tool: "refund", not: true }, "fail"],
    [{ type: "tool_called", tool: "mail" }, "skipped"],
    [{ type: "tool_called", tool: "mail", not: true }, "skipped"],
    [{ type: "tool_count", tool: null, min: null, max: 2 }, "fail"],
    [{ type: "tool_count", tool: null, min: 2, max: null }, "pass"],
    [{ type: "tool_count", tool: null, min: 2, max: 9 }, "skipped"],
    [{ type: "tool_sequence", mode: "exact", value: ["refund"] }, "fail"],
    [{ type: "tool_sequence", mode: "exact", value: ["find_order", "find_order", "refund"] }, "skipped"],
    [{ type: "tool_sequence", mode: "in_order", value: ["find_order", "refund"] }, "pass"],
    [{ type: "tool_args", tool: "refund", mode: "subset", value: { amount: 1 }, which: 0 }, "fail"],
    [{ type: "tool_args", tool: "refund", mode: "subset", value: {}, which: 1 }, "skipped"],
    [{ type: "output_contains", value: "12", ignoreCase: false }, "skipped"],
    [{ type: "turns_limit", max: 1 }, "skipped"],
    [{ type: "turns_limit", max: 0 }, "fail"],
  ] as const)("[AS8] of a conversation that was cut off %j is %s", (asked, outcome) => {
    const cut = facts(REFUND, { footer: null });
    expect(checkAssertion(assertion(asked) as PlainAssertion, cut).outcome).toBe(outcome);
  });
});
