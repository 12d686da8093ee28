import { isSame } from "../../playtest/diff/same.ts";
import { isMap, type Json } from "../json.ts";
import type { AssertionOf, Operator } from "./assertion.ts";
import { compilePattern } from "./compile-pattern.ts";
import { type Finding, finding } from "./finding.ts";
import { prepareOnce } from "./prepared.ts";
import { runQuery } from "./query.ts";
import { queryNeeds } from "./query-needs.ts";
import { showJson } from "./show.ts";
import type { TrialFacts } from "./trial-facts.ts";

type Query = AssertionOf<"jmespath">;

/**
 * Whether what a query finds compares as asked. Comparisons have types: nothing is turned into a number or a text. What is
 * not there is null, and null equals null.
 */
export function checkQuery(assertion: Query, facts: TrialFacts): Finding {
  const { expression, operator, value } = assertion;
  const unknown = findUnknown(assertion, facts);
  if (unknown !== null) return { kind: "unknown", why: `${showJson(expression)} looks at ${unknown}, which is not known` };
  const answer = runQuery(expression, facts.document);
  if ("problem" in answer) return { kind: "unfit", why: `${showJson(expression)} ${answer.problem}` };
  const there = `${showJson(expression)} is ${showJson(answer.found)}`;
  const compared = compare(answer.found, assertion);
  if (typeof compared === "string") return { kind: "unfit", why: `${there}, ${compared}` };
  return finding(compared, operator === "exists" ? there : `${there}, asked is \`${WORDS[operator]}\` ${showJson(value)}`);
}

const WORDS: Readonly<Record<Operator, string>> = {
  eq: "=",
  ne: "≠",
  gt: ">",
  gte: "≥",
  lt: "<",
  lte: "≤",
  contains: "contains",
  regex: "fits",
  exists: "exists",
};

function findUnknown({ expression, operator }: Query, { costUsd, usage }: TrialFacts): string | null {
  const needs = queryNeeds(expression, operator);
  if (costUsd === null && needs.has("cost")) return "what the trial cost";
  return usage === null && needs.has("usage") ? "how many tokens were used" : null;
}

/** Whether they compare so; a text says why they cannot be compared. */
function compare(found: Json, assertion: Query): boolean | string {
  const { operator, value } = assertion;
  switch (operator) {
    case "exists":
      return isThere(found);
    case "eq":
      return isSame(found, value);
    case "ne":
      return !isSame(found, value);
    case "contains":
      return contains(found, value);
    case "regex":
      return fits(found, assertion);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return typeof found === "number" && typeof value === "number"
        ? ORDERS[operator](found, value)
        : "which is compared as a number";
  }
}

const ORDERS = {
  gt: (found: number, value: number) => found > value,
  gte: (found: number, value: number) => found >= value,
  lt: (found: number, value: number) => found < value,
  lte: (found: number, value: number) => found <= value,
};

/** Filters give an empty list where nothing fits, and whoever asks whether it exists means what fits. */
function isThere(found: Json): boolean {
  return found !== null && !(Array.isArray(found) && found.length === 0);
}

/** Texts hold texts, lists hold items, maps hold keys; nothing holds nothing. */
function contains(found: Json, value: Json): boolean | string {
  if (found === null) return false;
  if (Array.isArray(found)) return found.some((item) => isSame(item, value));
  if (typeof value !== "string") return "which can hold a text alone";
  if (typeof found === "string") return found.includes(value);
  return isMap(found) ? Object.hasOwn(found, value) : "which can hold nothing";
}

const patternOf = prepareOnce(({ value }: Query) =>
  typeof value === "string" ? compilePattern(value) : { problem: "is no pattern" },
);

function fits(found: Json, assertion: Query): boolean | string {
  if (found === null) return false;
  const pattern = patternOf(assertion);
  if ("problem" in pattern) return `and ${showJson(assertion.value)} ${pattern.problem}`;
  return typeof found === "string" ? pattern.test(found) : "which is compared as a text";
}
