import { findNearest, suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import type { Assertion } from "../assert/assertion.ts";
import { isMap } from "../json.ts";
import { checkJsonSchema } from "./check-json-schema.ts";
import type { Findings } from "./findings.ts";
import { patternFault } from "./pattern-fault.ts";
import { emptyQuery, queryFault } from "./query-fault.ts";
import type { Scenario } from "./scenario.ts";
import { toolsOf } from "./tools-of.ts";

/** Finds assertions that cannot be judged, and those whose outcome nothing could change. Source: SPEC.md TS40-TS56. */
export function checkAssertions(scenario: Scenario, findings: Findings): void {
  const { assertions } = scenario;
  for (const [index, assertion] of assertions.entries()) {
    const path = ["assertions", index];
    checkNamedTools(assertion, { path, scenario, findings });
    checkAsked(assertion, { path, scenario, findings });
  }
  if (assertions.every(({ weight }) => weight === 0)) {
    findings.refuse(["assertions"], "every assertion has the weight 0: no score can be made of them", {
      hint: "Give one a weight",
    });
  }
}

interface At {
  readonly path: Path;
  readonly scenario: Scenario;
  readonly findings: Findings;
}

/** Tools that an assertion names, with what may be missing of its outcome where they do not exist. */
function checkNamedTools(assertion: Assertion, { path, scenario, findings }: At): void {
  if (scenario.adapter === "echo" && needsCall(assertion)) {
    findings.refuse(path, "the adapter `echo` calls no tool: this holds never", {
      hint: "Write `adapter: scripted`, or remove it",
    });
  }
  const known = scenario.tools.map(({ name }) => name);
  for (const { name, at } of toolsOf(assertion)) {
    if (known.includes(name)) continue;
    const message = `the scenario has no tool \`${quoteForMessage(name)}\`${suggest(name, known)}`;
    const hint =
      known.length === 0
        ? "Add it to `tools`"
        : `Add it to \`tools\`, or name one of ${known.map((each) => `\`${each}\``).join(", ")}`;
    // A model may well call what it was not given, so that it is only probably a mistake to wait for that.
    const mayBeMeant = known.length > 0 && findNearest(name, known) === undefined && !isHeldByAbsence(assertion);
    if (mayBeMeant) findings.warn([...path, ...at], `${message}; calls to it are answered with an error`, { hint });
    else findings.refuse([...path, ...at], message, { hint });
  }
}

function needsCall(assertion: Assertion): boolean {
  const names = assertion.type === "tool_sequence" ? assertion.value.length > 0 : toolsOf(assertion).length > 0;
  return names && !isHeldByAbsence(assertion);
}

/** Whether it holds of itself where the tool does not exist. */
function isHeldByAbsence(assertion: Assertion): boolean {
  return assertion.not || (assertion.type === "tool_count" && (assertion.min ?? 0) === 0);
}

function checkAsked(assertion: Assertion, at: At): void {
  const { path, findings } = at;
  if (assertion.type === "tool_sequence") checkSequence(assertion, at);
  if (assertion.type === "tool_count") checkCount(assertion, at);
  if (assertion.type === "tool_args") checkArguments(assertion, at);
  if (assertion.type === "regex") checkPattern(assertion.value, [...path, "value"], findings);
  if (assertion.type === "json_schema") checkJsonSchema(assertion.schema, [...path, "schema"], findings);
  if (assertion.type === "jmespath") checkQuery(assertion, at);
  if (assertion.type === "turns_limit") checkTurns(assertion, at);
  if (assertion.type === "judge") checkCriteria(assertion, at);
}

type Asked<Type extends Assertion["type"]> = Extract<Assertion, { type: Type }>;

function checkSequence({ mode, value }: Asked<"tool_sequence">, { path, findings }: At): void {
  if (value.length > 0 || mode === "exact") return;
  findings.refuse([...path, "value"], `an empty sequence holds always in the mode \`${mode}\``, {
    hint: "Name a tool, or write `mode: exact` for no call at all",
  });
}

function checkCount({ min, max }: Asked<"tool_count">, { path, findings }: At): void {
  if (min === null && max === null) findings.refuse(path, "a count needs `min` or `max`", { hint: "Write e.g. `max: 2`" });
  else if (max === null && min === 0)
    findings.refuse([...path, "min"], "a count of at least 0 holds always", { hint: "Write `min: 1`" });
  else if ((min ?? 0) > (max ?? Infinity))
    findings.refuse([...path, "min"], `no count is at least ${min} and at most ${max}`, { hint: "Swap `min` and `max`" });
}

function checkArguments({ tool, value }: Asked<"tool_args">, { path, scenario, findings }: At): void {
  if (!isMap(value)) {
    findings.refuse([...path, "value"], "the arguments must be a map", { hint: 'Write e.g. `value: { id: "7781" }`' });
    return;
  }
  const parameters = scenario.tools.find(({ name }) => name === tool)?.parameters;
  const properties = parameters !== undefined && isMap(parameters) ? parameters["properties"] : undefined;
  const isClosed = parameters !== undefined && isMap(parameters) && parameters["additionalProperties"] === false;
  if (properties === undefined || !isMap(properties)) return;
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(properties, key)) continue;
    const known = Object.keys(properties);
    const message = `the tool \`${tool}\` has no argument \`${quoteForMessage(key)}\`${suggest(key, known)}`;
    const isMistake = isClosed || findNearest(key, known) !== undefined;
    if (isMistake) findings.refuse([...path, "value", key], message, { hint: "Name one of its parameters" });
    else findings.warn([...path, "value", key], message, { hint: "Name one of its parameters" });
  }
}

function checkPattern(pattern: string, path: Path, findings: Findings): void {
  const fault = patternFault(pattern);
  if (fault === null) return;
  const hint = "RE2 knows no look-around and no back-references";
  findings.refuse(path, `\`${quoteForMessage(pattern)}\` ${fault}`, { hint });
}

function checkQuery({ expression, operator, value }: Asked<"jmespath">, { path, findings }: At): void {
  const named = `\`${quoteForMessage(expression)}\``;
  const hint = "Query `response`, `turns`, `tool_calls` or `metadata`; see https://jmespath.org";
  const fault = queryFault(expression);
  const emptiness = fault === null ? emptyQuery(expression) : null;
  if (fault !== null) findings.refuse([...path, "expression"], `${named} ${fault}`, { hint });
  if (emptiness !== null) findings.warn([...path, "expression"], `${named} ${emptiness}`, { hint });
  const at = [...path, "value"];
  if (operator === "regex" && typeof value !== "string")
    findings.refuse(at, "a pattern must be a text", { hint: "Put it into quotes" });
  if (operator === "regex" && typeof value === "string") checkPattern(value, at, findings);
  if (["gt", "gte", "lt", "lte"].includes(operator) && typeof value !== "number") {
    findings.refuse(at, `\`${operator}\` compares with a number`, { hint: "Write a number" });
  }
}

function checkTurns({ max }: Asked<"turns_limit">, { path, scenario, findings }: At): void {
  if (max < scenario.maxTurns) return;
  const message = `\`max\` is ${max}, and a trial is stopped after ${scenario.maxTurns} answers: this holds always`;
  findings.warn([...path, "max"], message, { hint: "Write less than `maxTurns`" });
}

function checkCriteria({ criteria }: Asked<"judge">, { path, findings }: At): void {
  const places = new Map<string, number>();
  for (const [index, { name }] of criteria.entries()) {
    const first = places.get(name);
    if (first === undefined) places.set(name, index);
    else {
      const finding = {
        code: "DUPLICATE_ID",
        first: [...path, "criteria", first, "name"],
        hint: "Name each criterion differently",
      } as const;
      findings.refuse([...path, "criteria", index, "name"], `two criteria are called \`${quoteForMessage(name)}\``, finding);
    }
  }
}
