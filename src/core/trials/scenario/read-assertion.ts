import type { Path } from "../../authored/source-tree.ts";
import { type Assertion, type AssertionWeights, OPERATORS, type Operator } from "../assert/assertion.ts";
import type { Json } from "../json.ts";
import type { WrittenAssertion } from "./assertion-schema.ts";
import type { Findings } from "./findings.ts";
import { readFunctionRef, refOf } from "./function-ref.ts";
import { readScript } from "./read-script.ts";
import type { ModuleRef } from "./scenario.ts";

interface At {
  readonly path: Path;
  readonly findings: Findings;
  /** Receives the functions that are named. */
  readonly modules: ModuleRef[];
}

/** What is asked of a trial, apart from how it counts. */
type Asked = Assertion extends infer Each ? (Each extends Assertion ? Omit<Each, keyof AssertionWeights> : never) : never;

/** An assertion as it is judged; its name is empty where its author gave none. Source: SPEC.md TS40-TS47. */
export function readAssertion(written: WrittenAssertion, at: At): Assertion {
  const { name = "", weight, required, not } = written;
  const asked = readAsked(written, at);
  const isTurned = written.type === "jmespath" && saysNothingIsThere(written);
  return { ...asked, name, weight, required, not: not !== isTurned, place: at.findings.placeOf(at.path) };
}

function readAsked(written: WrittenAssertion, at: At): Asked {
  // What a type's reader takes is what that type is written as.
  const read = READERS[written.type] as (written: WrittenAssertion, at: At) => Asked;
  return read(written, at);
}

type Written<Type extends WrittenAssertion["type"]> = Extract<WrittenAssertion, { type: Type }>;

type Readers = { readonly [Type in WrittenAssertion["type"]]: (written: Written<Type>, at: At) => Asked };

const READERS: Readers = {
  tool_called: ({ type, tool }) => ({ type, tool }),
  tool_args: ({ type, tool, mode, value, which }, at) => ({ type, tool, mode, value: needed(value, "value", at), which }),
  tool_sequence: ({ type, mode, value }) => ({ type, mode, value }),
  tool_count: ({ type, tool = null, min = null, max = null }) => ({ type, tool, min, max }),
  output_contains: ({ type, value, ignoreCase }) => ({ type, value, ignoreCase }),
  regex: ({ type, value }) => ({ type, value }),
  equals: ({ type, value }, at) => ({ type, value: needed(value, "value", at) }),
  json_schema: ({ type, schema }, at) => ({ type, schema: needed(schema, "schema", at) }),
  jmespath: (written, at) => ({ type: written.type, expression: written.expression, ...readComparison(written, at) }),
  cost_limit: ({ type, maxUsd }) => ({ type, maxUsd }),
  latency_limit: (written, at) => ({ type: written.type, maxMs: readLimit(written, at) }),
  turns_limit: ({ type, max }) => ({ type, max }),
  judge: readJudge,
  custom: readCustom,
};

/** A value of any kind that must stand there. */
function needed(value: unknown, key: string, { path, findings }: At): Json {
  if (value !== undefined) return value as Json;
  findings.refuse(path, `\`${key}\` is missing`, { hint: `Add \`${key}\`` });
  return null;
}

const SAYS_HOW = "Write `operator` and `value`, or one operator as a key, e.g. `gte: 3`";

interface Comparison {
  readonly operator: Operator;
  readonly value: Json;
}

function readComparison(written: Written<"jmespath">, at: At): Comparison {
  const keys = OPERATORS.filter((key) => written[key] !== undefined);
  const [key] = keys;
  const isSaidTwice = keys.length > 1 || (key !== undefined && (written.operator ?? written.value) !== undefined);
  if (isSaidTwice) at.findings.refuse(at.path, "a query is compared in two ways at once", { hint: SAYS_HOW });
  if (key === undefined) return readOperator(written, at);
  return { operator: key, value: key === "exists" ? null : (written[key] as Json) };
}

function readOperator({ operator, value }: Written<"jmespath">, at: At): Comparison {
  const { path, findings } = at;
  if (operator === undefined && value === undefined) {
    findings.refuse(path, "nothing says how the query is compared", { hint: SAYS_HOW });
    return { operator: "exists", value: null };
  }
  if (operator !== "exists") return { operator: operator ?? "eq", value: needed(value, "value", at) };
  if (value !== undefined && typeof value !== "boolean") {
    findings.refuse([...path, "value"], "`exists` compares with nothing", { hint: "Remove `value`, or write `true` or `false`" });
  }
  return { operator, value: null };
}

/** `exists: false`: what is asked is that there is nothing. */
function saysNothingIsThere({ exists, operator, value }: Written<"jmespath">): boolean {
  return exists === false || (operator === "exists" && value === false);
}

function readLimit({ maxMs, maxSeconds }: Written<"latency_limit">, { path, findings }: At): number {
  if ((maxMs === undefined) === (maxSeconds === undefined)) {
    findings.refuse(path, "a limit of time needs `maxMs` or `maxSeconds`, one of them", { hint: "Write e.g. `maxMs: 3000`" });
  }
  return maxMs ?? (maxSeconds ?? 0) * 1000;
}

function readJudge(written: Written<"judge">, { path, findings }: At): Asked {
  const { criteria, k, threshold, includeSystemPrompt } = written;
  const script = readScript(written.script);
  const quorum = written.quorum ?? Math.floor(k / 2) + 1;
  if (quorum > k) {
    findings.refuse([...path, "quorum"], `\`quorum\` is ${quorum}, of ${k} votes`, {
      hint: `Write ${k} at most, or a larger \`k\``,
    });
  }
  return {
    type: "judge",
    criteria,
    judgeAdapter: written.judgeAdapter ?? (script.length > 0 ? "scripted" : null),
    judgeModel: written.judgeModel ?? null,
    k,
    threshold,
    quorum,
    includeSystemPrompt,
    customPrompt: written.customPrompt ?? null,
    script,
  };
}

function readCustom(written: Written<"custom">, { path, findings, modules }: At): Asked {
  const ref = readFunctionRef(written.function, [...path, "function"], findings);
  if (ref !== null) modules.push(ref);
  return { type: "custom", ref: ref === null ? "" : refOf(ref), config: written.config as Json };
}
