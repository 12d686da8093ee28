import type { ConditionLeaf } from "../scene/condition.ts";
import type { Value } from "../story/value.ts";
import { isSameValue } from "./variable.ts";

type Operator = ConditionLeaf["op"];

/**
 * Whether a comparison holds. Values of unlike types are never equal; only numbers are greater or less than another; `in`
 * looks for the variable's value in a list; `exists` holds for all but null.
 *
 * @param actual  What the variable holds.
 * Source: SPEC.md NE4.
 */
export function compare(op: Operator, actual: Value, value: Value): boolean {
  switch (op) {
    case "eq":
      return actual === value || isSameValue(actual, value);
    case "neq":
      return !isSameValue(actual, value);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return typeof actual === "number" && typeof value === "number" && isOrdered(op, actual, value);
    case "in":
      return isWithin(actual, value);
    case "not_in":
      return !isWithin(actual, value);
    case "exists":
      return actual !== null;
    case "not_exists":
      return actual === null;
  }
}

/** `compare` with all but the variable's value given. */
export function compareWith(op: Operator, value: Value): (actual: Value) => boolean {
  return (actual) => compare(op, actual, value);
}

function isOrdered(op: "gt" | "gte" | "lt" | "lte", actual: number, value: number): boolean {
  switch (op) {
    case "gt":
      return actual > value;
    case "gte":
      return actual >= value;
    case "lt":
      return actual < value;
    case "lte":
      return actual <= value;
  }
}

function isWithin(actual: Value, value: Value): boolean {
  return Array.isArray(value) && value.includes(actual);
}

/** The operator that holds exactly where this one fails; for `gt` and its like, among numbers. */
export const OPPOSITE: Readonly<Record<Operator, Operator>> = {
  eq: "neq",
  neq: "eq",
  gt: "lte",
  gte: "lt",
  lt: "gte",
  lte: "gt",
  in: "not_in",
  not_in: "in",
  exists: "not_exists",
  not_exists: "exists",
};
