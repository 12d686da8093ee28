import { isSame } from "../../playtest/diff/same.ts";
import type { Json } from "../json.ts";
import { compileSchema, UNUSABLE } from "../scenario/compile-schema.ts";
import type { AssertionOf } from "./assertion.ts";
import { compilePattern } from "./compile-pattern.ts";
import { type Finding, finding } from "./finding.ts";
import { prepareOnce } from "./prepared.ts";
import { showJson, showOutput } from "./show.ts";
import type { TrialFacts } from "./trial-facts.ts";

type Output = Pick<TrialFacts, "output">;

/** Whether the model's last answer holds a text. Without case, letters are compared as Unicode folds them, in no language. */
export function checkOutputContains({ value, ignoreCase }: AssertionOf<"output_contains">, { output }: Output): Finding {
  const [text, part] = ignoreCase ? [(output ?? "").toLowerCase(), value.toLowerCase()] : [output ?? "", value];
  const holds = output !== null && text.includes(part);
  return finding(holds, holds ? `the last answer holds ${showJson(value)}` : `${showOutput(output)}, without ${showJson(value)}`);
}

const patternOf = prepareOnce(({ value }: AssertionOf<"regex">) => compilePattern(value));

/** Whether the pattern is found in the model's last answer. */
export function checkRegex(assertion: AssertionOf<"regex">, { output }: Output): Finding {
  const pattern = patternOf(assertion);
  if ("problem" in pattern) return { kind: "unfit", why: `${showJson(assertion.value)} ${pattern.problem}` };
  const holds = output !== null && pattern.test(output);
  const shown = showJson(assertion.value);
  return finding(holds, holds ? `the last answer fits ${shown}` : `${showOutput(output)}, which does not fit ${shown}`);
}

/** Whether the model's last answer is this text, or as JSON this value. */
export function checkEquals({ value }: AssertionOf<"equals">, { output }: Output): Finding {
  const answer = typeof value === "string" ? { json: output } : parseOutput(output);
  if ("problem" in answer) return finding(false, answer.problem);
  const holds = isSame(answer.json, value);
  return finding(holds, holds ? showOutput(output) : `${showOutput(output)}, not ${showJson(value)}`);
}

const schemaOf = prepareOnce(({ schema }: AssertionOf<"json_schema">) => compileSchema(schema));

/** Whether the model's last answer is JSON that fits a schema. */
export function checkJsonSchema(assertion: AssertionOf<"json_schema">, { output }: Output): Finding {
  const answer = parseOutput(output);
  if ("problem" in answer) return finding(false, answer.problem);
  const misfit = schemaOf(assertion)(answer.json);
  if (misfit?.startsWith(UNUSABLE) === true) return { kind: "unfit", why: misfit };
  return finding(
    misfit === null,
    misfit === null ? "the last answer fits the schema" : `the last answer does not fit: ${misfit}`,
  );
}

function parseOutput(output: string | null): { readonly json: Json } | { readonly problem: string } {
  if (output === null) return { problem: showOutput(output) };
  try {
    return { json: JSON.parse(output) as Json };
  } catch {
    // What a model writes need not be JSON: that is an answer too.
    return { problem: `${showOutput(output)}, which is no JSON` };
  }
}
