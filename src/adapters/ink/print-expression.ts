import type { Container } from "inkjs/engine/Container";
import { isNativeCall, VALUE, valueKindOf } from "./ink-objects.ts";
import type { InkExpression } from "./read-expression.ts";

/** Names of compiled operators that are written otherwise. */
const WRITTEN: Readonly<Record<string, string>> = { "?": "?", "!?": "!?", "L^": "^", "!": "not ", _: "-" };

/** Calls a counted part of a story as people do. */
export type NameContainer = (container: Container) => string;

/** An expression as its author would write it, e.g. `trust >= 2 || not lamp`. */
export function printExpression(expression: InkExpression, nameOf: NameContainer): string {
  switch (expression.kind) {
    case "value":
      return printValue(expression);
    case "variable":
      return expression.name;
    case "count":
      return nameOf(expression.of);
    case "call":
      return `${expression.name}(${expression.args.map((arg) => printExpression(arg, nameOf)).join(", ")})`;
    case "native":
      return printNative(expression, nameOf);
  }
}

function printNative({ call, args }: Extract<InkExpression, { kind: "native" }>, nameOf: NameContainer): string {
  const { name } = call;
  if (/^\w\w/.test(name)) return `${name}(${args.map((arg) => printExpression(arg, nameOf)).join(", ")})`;
  const parts = args.map((arg) => (isOperator(arg) ? `(${printExpression(arg, nameOf)})` : printExpression(arg, nameOf)));
  const written = WRITTEN[name] ?? name;
  return parts.length === 1 ? `${written}${parts[0]}` : parts.join(` ${written} `);
}

function isOperator(expression: InkExpression): boolean {
  return (
    expression.kind === "native" &&
    isNativeCall(expression.call) &&
    expression.args.length > 1 &&
    !/^\w\w/.test(expression.call.name)
  );
}

function printValue({ value }: Extract<InkExpression, { kind: "value" }>): string {
  if (valueKindOf(value) === VALUE.string) return JSON.stringify(value.valueObject);
  if (valueKindOf(value) === VALUE.divert) return `-> ${String(value.valueObject)}`;
  return valueKindOf(value) === VALUE.list ? `(${String(value.valueObject)})` : String(value.valueObject);
}
