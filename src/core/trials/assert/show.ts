import { quoteForMessage } from "../../authored/quote.ts";
import type { Json } from "../json.ts";
import { sortedJson } from "./sorted-json.ts";

/** A value as a sentence repeats it, shortened, in backticks. */
export function showJson(value: Json): string {
  return `\`${quoteForMessage(typeof value === "string" ? value : sortedJson(value))}\``;
}

/** The model's last answer as a sentence repeats it. */
export function showOutput(output: string | null): string {
  return output === null || output === "" ? "the last answer has no text" : `the last answer is ${showJson(output)}`;
}

/** E.g. `once`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

const MAX_LISTED = 12;

/** Calls in their order, with repeats counted: `find_order`, `refund` (2 times). */
export function showCalls(names: readonly string[]): string {
  if (names.length === 0) return "no tool was called";
  const runs: { name: string; count: number }[] = [];
  for (const name of names) {
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  const shown = runs
    .slice(0, MAX_LISTED)
    .map(({ name, count }) => (count === 1 ? showJson(name) : `${showJson(name)} (${times(count)})`));
  const more = runs.length > MAX_LISTED ? ` and ${runs.length - MAX_LISTED} more` : "";
  return `called were ${shown.join(", ")}${more}`;
}
