import { describe, expect, test } from "vitest";
import { TrialPolicy } from "../settings.ts";
import { checkJudges } from "./check-judges.ts";
import { FIND_ORDER, problemsOf, scenarioOf, SMALL, warningsOf } from "./scenario.fixture.ts";

const TWO = { ...FIND_ORDER, name: "refund" };
const asking = (...assertions: unknown[]) => ({ ...SMALL, tools: [FIND_ORDER, TWO], assertions });

/** What is refused about one assertion, without its place. */
const refused = (assertion: unknown) => problemsOf(asking(assertion)).map((line) => line.replace(/^\S+ /, ""));

function expectRefusal(assertion: object, message: string): void {
  expect(refused(assertion)).toEqual([expect.stringContaining(message)]);
}
const first = (assertion: unknown) => scenarioOf(asking(assertion)).assertions[0];

describe("tools that assertions name", () => {
  test("[TS40] a name that is near to another is refused", () => {
    expect(refused({ type: "tool_called", tool: "find_ordr" })).toEqual([
      "the scenario has no tool `find_ordr`: did you mean `find_order`?",
    ]);
    expect(problemsOf(asking({ type: "tool_sequence", value: ["find_order", "refnd"] }))[0]).toMatch(/did you mean `refund`/);
  });

  test("[TS40] one that would hold because there is no such tool is refused", () => {
    expect(refused({ type: "tool_called", tool: "delete_all", not: true })).toHaveLength(1);
    expect(refused({ type: "tool_count", tool: "delete_all", max: 0 })).toHaveLength(1);
    expect(problemsOf({ ...SMALL, assertions: [{ type: "tool_called", tool: "delete_all" }] })).toHaveLength(1);
  });

  test("[TS40] a model may call what it was not given: any other name is a warning", () => {
    expect(warningsOf(asking({ type: "tool_called", tool: "delete_all" }))).toEqual([
      "the scenario has no tool `delete_all`; calls to it are answered with an error",
    ]);
  });

  test("[TS41] arguments are those that the tool takes", () => {
    const strict = { ...FIND_ORDER, parameters: { ...FIND_ORDER.parameters, additionalProperties: false } };
    const args = (value: unknown) => ({ type: "tool_args", tool: "find_order", value });
    expect(refused(args({ idd: 1 }))).toEqual(["the tool `find_order` has no argument `idd`: did you mean `id`?"]);
    expect(refused(args("7781"))).toEqual(["the arguments must be a map"]);
    expect(refused({ type: "tool_args", tool: "find_order" })[0]).toContain("`value` is missing");
    expect(warningsOf(asking(args({ customer: "*" })))).toEqual(["the tool `find_order` has no argument `customer`"]);
    expect(problemsOf({ ...SMALL, tools: [strict], assertions: [args({ customer: "*" })] })).toHaveLength(1);
  });

  test("[TS45] a model that repeats what is said calls nothing", () => {
    const { script: _script, ...echo } = { ...asking({ type: "tool_called", tool: "refund" }), adapter: "echo" };
    expect(problemsOf(echo)).toEqual([expect.stringContaining("the adapter `echo` calls no tool: this holds never")]);
    expect(problemsOf({ ...echo, assertions: [{ type: "tool_count", max: 0 }] })).toEqual([]);
  });
});

describe("what is looked for", () => {
  test.each<[object, string]>([
    [{ type: "regex", value: "(?=a)" }, "is no pattern of RE2: invalid or unsupported Perl syntax"],
    [{ type: "regex", value: "(a" }, "missing closing )"],
    [{ type: "jmespath", expression: "response.content", regex: "\\1" }, "invalid escape sequence"],
  ])("[TS42] %j: %s", expectRefusal);

  test.each<[object, string]>([
    [{ type: "jmespath", expression: "turns[", exists: true }, "is no JMESPath"],
    [{ type: "jmespath", expression: "lenght(turns)", gte: 1 }, "did you mean `length`?"],
    [{ type: "jmespath", expression: "[".repeat(1999), exists: true }, "is no JMESPath"],
  ])("[TS43] %j: %s", expectRefusal);

  test.each<[object, string]>([
    [{ type: "jmespath", expression: `turns${" | [@, @][]".repeat(24)}`, exists: true }, "makes more than 100 copies"],
    [{ type: "jmespath", expression: `turns${" | to_string([@])".repeat(24)}`, exists: true }, "makes more than 100 copies"],
    [{ type: "jmespath", expression: `length(turns${" | map(&[@, @], @)".repeat(9)}) > \`1\``, exists: true }, "100 copies"],
    [{ type: "jmespath", expression: "turns", gte: 1, lte: 2 }, "compared in two ways at once"],
    [{ type: "jmespath", expression: "turns", operator: "gte", value: 1, eq: 2 }, "compared in two ways at once"],
    [{ type: "jmespath", expression: "turns" }, "nothing says how the query is compared"],
    [{ type: "jmespath", expression: "turns", operator: "eq" }, "`value` is missing"],
    [{ type: "jmespath", expression: "turns", operator: "exists", value: 3 }, "`exists` compares with nothing"],
    [{ type: "jmespath", expression: "turns", operator: "gte", value: "3" }, "`gte` compares with a number"],
  ])("[TS44] %j: %s", expectRefusal);

  test.each<[object, string]>([
    [{ type: "tool_count" }, "a count needs `min` or `max`"],
    [{ type: "tool_count", min: 0 }, "holds always"],
    [{ type: "tool_count", min: 3, max: 2 }, "no count is at least 3 and at most 2"],
    [{ type: "tool_sequence", value: [] }, "an empty sequence holds always"],
    [{ type: "latency_limit" }, "needs `maxMs` or `maxSeconds`"],
    [{ type: "latency_limit", maxMs: 1, maxSeconds: 1 }, "needs `maxMs` or `maxSeconds`"],
  ])("[TS45] %j: %s", expectRefusal);

  test.each<[object, string]>([
    [{ type: "judge", criteria: [{ name: "a", description: "b" }], k: 3, quorum: 4, script: ["x"] }, "`quorum` is 4, of 3 votes"],
  ])("[TS47] %j: %s", expectRefusal);

  test.each<[object, string]>([[{ type: "regex", value: "a", weight: 0 }, "every assertion has the weight 0"]])(
    "[TS49] %j: %s",
    expectRefusal,
  );

  test.each<[object, string]>([
    [{ type: "json_schema", schema: { type: "strin" } }, "`strin` is no type of JSON: did you mean `string`?"],
    [{ type: "json_schema" }, "`schema` is missing"],
  ])("[TS50] %j: %s", expectRefusal);

  test("[TS43] a query that begins at nothing is warned of", () => {
    expect(warningsOf(asking({ type: "jmespath", expression: "respons.content", exists: false }))).toEqual([
      "`respons.content` looks at `respons`, which no trial has: did you mean `response`?",
    ]);
  });

  test("[TS44] `exists: false` asks that there is nothing", () => {
    const asked = { type: "jmespath", expression: "turns" };
    expect(first({ ...asked, exists: false })).toMatchObject({ operator: "exists", value: null, not: true });
    expect(first({ ...asked, operator: "exists", value: false, not: true })).toMatchObject({ operator: "exists", not: false });
    expect(first({ ...asked, value: 3 })).toMatchObject({ operator: "eq", value: 3, not: false });
  });

  test("[TS45] a limit that a trial cannot pass is warned of", () => {
    expect(warningsOf(asking({ type: "turns_limit", max: 10 }))).toEqual([
      "`max` is 10, and a trial is stopped after 10 answers: this holds always",
    ]);
    expect(first({ type: "tool_sequence", value: [], mode: "exact" })).toMatchObject({ value: [] });
  });

  test("[TS46] a query without a type is the seed's short form", () => {
    expect(first({ path: "metadata.cost_usd", lt: 1, required: true })).toMatchObject({
      type: "jmespath",
      expression: "metadata.cost_usd",
      operator: "lt",
      value: 1,
      required: true,
    });
    expect(refused({ tool: "refund" })).toEqual([expect.stringContaining("`type` is missing")]);
  });

  test("[TS47] more than half of the votes decide", () => {
    const quorum = (k: number) => first({ type: "judge", criteria: [{ name: "a", description: "b" }], k, script: ["x"] });
    expect([1, 2, 3, 4, 21].map(quorum)).toMatchObject([1, 2, 2, 3, 11].map((each) => ({ quorum: each })));
  });
});

describe("names", () => {
  test("[TS48] say what is looked at, and not what is looked for", () => {
    const secret = { value: "sesame" };
    const { assertions } = scenarioOf(
      asking(
        { type: "tool_called", tool: "refund", not: true },
        { type: "tool_sequence", value: ["find_order", "refund"] },
        { type: "output_contains", ...secret },
        { type: "output_contains", ...secret },
        { type: "regex", ...secret, name: "mine" },
        { type: "judge", criteria: [{ name: "kind", description: "b" }], script: ["x"] },
      ),
    );
    expect(assertions.map(({ name }) => name)).toEqual([
      "not tool_called refund",
      "tool_sequence find_order refund",
      "output_contains",
      "output_contains (2)",
      "mine",
      "judge kind",
    ]);
  });

  test("[TS48] are given once", () => {
    const named = { type: "regex", value: "a", name: "mine" };
    expect(refused(named)).toEqual([]);
    expect(problemsOf(asking(named, named))).toEqual([
      expect.stringMatching(/two assertions are called `mine`: it stands at .* already/),
    ]);
  });
});

test("[TS34] an offline scenario's judge needs a provider or words", () => {
  const criteria = [{ name: "kind", description: "b" }];
  const scenario = scenarioOf(asking({ type: "judge", criteria }));
  const policy = TrialPolicy.parse({});
  expect(checkJudges(scenario, policy)).toMatchObject([{ message: "the judge would be `scripted`, which has nothing to say" }]);
  expect(checkJudges(scenario, { ...policy, judge: { adapter: "anthropic" } })).toEqual([]);
  expect(checkJudges(scenarioOf(asking({ type: "judge", criteria, script: ["x"] })), policy)).toEqual([]);
  expect(first({ type: "judge", criteria, script: ["x"] })).toMatchObject({ judgeAdapter: "scripted" });
});
