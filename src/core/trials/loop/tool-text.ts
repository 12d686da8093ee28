import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { Json } from "../json.ts";

/**
 * What a model is told of a tool's result: a text as it is, all else as JSON. The keys are in the one order that recordings
 * have, so that a replay says the same.
 */
export function toolText(value: Json): string {
  return typeof value === "string" ? value : canonicalJson(value);
}

/** The result of a call that got none, in the shape that models know from tools. */
export function errorValue(problem: string): Json {
  return { error: problem };
}
