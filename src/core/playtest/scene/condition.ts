import { z } from "zod";
import type { Value } from "../story/value.ts";

const OPERATORS = ["eq", "neq", "gt", "gte", "lt", "lte", "in", "not_in", "exists", "not_exists"] as const;

export const scalar = z.union([z.boolean(), z.number(), z.string(), z.null()]);

/** What a file can give a variable. */
export const value: z.ZodType<Value> = z.union([scalar, z.array(scalar)]);

/** One comparison of a variable, e.g. `{ key: lamp, op: eq, value: true }`. */
export interface ConditionLeaf {
  readonly key: string;
  readonly op: (typeof OPERATORS)[number];
  readonly value?: Value | undefined;
}

/** A list means all of it. */
export type Condition =
  | ConditionLeaf
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | readonly Condition[];

// One map with all keys instead of four maps: an editor offers the right keys, and a misspelt one is named as such.
const conditionMap = z.lazy(() =>
  z
    .strictObject({
      key: z.string().min(1).optional().describe("The variable that is looked at; it must be declared"),
      op: z.enum(OPERATORS).optional().describe("How it is compared"),
      value: value.optional().describe("What it is compared with; `exists` and `not_exists` take none"),
      all: z.array(condition).optional().describe("Instead of `key`: holds when each holds; an empty list holds"),
      any: z.array(condition).optional().describe("Instead of `key`: holds when one holds; an empty list does not"),
      not: condition.optional().describe("Instead of `key`: holds when this does not"),
    })
    .check(requireOneForm),
);

/** A condition of a choice. */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([conditionMap as unknown as z.ZodType<Condition>, z.array(condition)]),
);

const FORMS = ["key", "all", "any", "not"] as const;

/** Refuses a map that is none of the forms, or two of them at once. */
function requireOneForm({ value: map, issues }: z.core.ParsePayload<Partial<Record<string, unknown>>>): void {
  if (issues.length > 0) return;
  const forms = FORMS.filter((form) => map[form] !== undefined);
  const refuse = (message: string, path: string[] = []): void => {
    issues.push({ code: "custom", message, input: map, path });
  };
  if (forms.length === 0) refuse("needs `key` and `op`, or one of `all`, `any` and `not`");
  else if (forms.length > 1) refuse(`must be one condition, not ${forms.map((form) => `\`${form}\``).join(" and ")} at once`);
  else if (forms[0] !== "key" && (map["op"] !== undefined || map["value"] !== undefined)) {
    refuse(`must not have \`op\` or \`value\` beside \`${forms[0]}\``);
  } else if (forms[0] === "key" && map["op"] === undefined)
    refuse(`needs \`op\`, one of ${OPERATORS.map((op) => `\`${op}\``).join(", ")}`);
}
