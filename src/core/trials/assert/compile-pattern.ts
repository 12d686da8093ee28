import { RE2JS } from "re2js";
import { patternFault } from "../scenario/pattern-fault.ts";

/** A pattern of an author's, tested in linear time; `problem` is the rest of a sentence. */
export function compilePattern(pattern: string): { test(text: string): boolean } | { readonly problem: string } {
  const problem = patternFault(pattern);
  return problem === null ? RE2JS.compile(pattern) : { problem };
}
