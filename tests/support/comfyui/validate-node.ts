import { coerce } from "./coerce.ts";
import { choicesOf, findInput, type NodeInfo, type ObjectInfo } from "./node-info.ts";
import * as errors from "./node-errors.ts";
import type { Faulty, NodeError } from "./node-errors.ts";
import { isObject, numberOf, pythonText, type PythonObject, type PythonValue } from "./python-json.ts";

/** What validation of one prompt needs and finds out. */
export interface Validation {
  readonly graph: PythonObject;
  readonly info: ObjectInfo;
  /** Whether an annotated name, e.g. `a.png [input]`, is a file that LoadImage could read. */
  hasImage(name: string): boolean;
  /** Results by node id; filled in as nodes are looked at. */
  readonly results: Map<string, { readonly isValid: boolean; readonly errors: readonly NodeError[] }>;
}

/**
 * Judges a node and all that leads to it, and converts its literals in place.
 *
 * @param path  Nodes that lead here, to find cycles.
 * @throws PythonException where the server's own code would raise.
 */
export function validateNode(validation: Validation, id: string, path: readonly string[]): boolean {
  const known = validation.results.get(id);
  if (known !== undefined) return known.isValid;
  if (path.includes(id)) return reportCycle(validation, [...path.slice(path.indexOf(id)), id]);
  const { info, inputs } = lookUp(validation, id);
  const found: NodeError[] = [];
  let isValid = true;
  for (const name of Object.keys({ ...info.input.required, ...info.input.optional })) {
    const verdict = judgeInput(validation, { info, inputs, name, path: [...path, id] });
    if (verdict !== "valid") isValid = false;
    if (typeof verdict === "object") found.push(verdict);
  }
  // A cycle found below has already written this node's result.
  if (validation.results.has(id)) return false;
  validation.results.set(id, { isValid, errors: found });
  return isValid;
}

function lookUp({ graph, info }: Validation, id: string): { info: NodeInfo; inputs: PythonObject } {
  const node = graph[id];
  if (!isObject(node)) throw new errors.PythonException("KeyError", `'${id}'`);
  const inputs = node["inputs"];
  if (!isObject(inputs)) throw new errors.PythonException("KeyError", "'inputs'");
  const found = info[pythonText(node["class_type"])];
  if (found === undefined) throw new errors.PythonException("KeyError", `'${pythonText(node["class_type"])}'`);
  return { info: found, inputs };
}

interface Looked {
  readonly info: NodeInfo;
  readonly inputs: PythonObject;
  readonly name: string;
  readonly path: readonly string[];
}

/** `upstream` means that the fault is further up, where it is reported. */
function judgeInput(validation: Validation, { info, inputs, name, path }: Looked): "valid" | "upstream" | NodeError {
  const input = findInput(info, name);
  if (input === null) return "valid";
  const value = inputs[name];
  if (value === undefined) return input.isRequired ? errors.requiredInputMissing(name) : "valid";
  const faulty: Faulty = { name, config: input.config, value };
  if (Array.isArray(value)) return judgeLink(validation, faulty, path);
  return judgeLiteral(validation, faulty, inputs);
}

function judgeLink(validation: Validation, faulty: Faulty, path: readonly string[]): "valid" | "upstream" | NodeError {
  const link = faulty.value as PythonValue[];
  if (link.length !== 2) return errors.badLinkedInput(faulty);
  const source = pythonText(link[0]);
  const from = validation.graph[source];
  if (!isObject(from)) throw new errors.PythonException("KeyError", `'${source}'`);
  const received = validation.info[pythonText(from["class_type"])]?.output[numberOf(link[1]) ?? -1];
  if (received === undefined) throw new errors.PythonException("IndexError", "tuple index out of range");
  if (!typesMatch(received, faulty.config[0])) return errors.returnTypeMismatch(faulty, received);
  try {
    return validateNode(validation, source, path) ? "valid" : "upstream";
  } catch (error) {
    if (!(error instanceof errors.PythonException)) throw error;
    validation.results.set(source, { isValid: false, errors: [errors.exceptionDuringInnerValidation(error, faulty)] });
    return "upstream";
  }
}

function typesMatch(received: string, wanted: PythonValue): boolean {
  if (received === "*" || wanted === "*" || received === wanted) return true;
  if (typeof wanted !== "string") return received === "COMBO";
  return wanted.split(",").includes(received);
}

function judgeLiteral(validation: Validation, given: Faulty, inputs: PythonObject): "valid" | NodeError {
  const { name, config } = given;
  const literal = isObject(given.value) && "__value__" in given.value ? (given.value["__value__"] ?? null) : given.value;
  const coerced = coerce(literal, config[0]);
  if ("exception" in coerced) return errors.invalidInputType({ ...given, value: literal }, coerced.exception);
  inputs[name] = coerced.value;
  const faulty = { name, config, value: coerced.value };
  // LoadImage judges its file itself, so that files in sub-folders, which its list leaves out, are fine.
  if (config[1]?.["image_upload"] === true) {
    const isThere = typeof coerced.value === "string" && validation.hasImage(coerced.value);
    return isThere ? "valid" : errors.customValidationFailed(name, `Invalid image file: ${pythonText(coerced.value)}`);
  }
  return judgeRange(faulty) ?? judgeChoice(faulty) ?? "valid";
}

function judgeRange(faulty: Faulty): NodeError | null {
  const options = faulty.config[1];
  if (numberOf(faulty.value) === null || Array.isArray(faulty.config[0])) return null;
  if (isLess(faulty.value, options?.["min"])) return errors.outOfRange(faulty, "min");
  return isLess(options?.["max"], faulty.value) ? errors.outOfRange(faulty, "max") : null;
}

/** Exact where both are whole, as in Python, so that 2^64 is more than 2^64-1. */
function isLess(a: PythonValue | undefined, b: PythonValue | undefined): boolean {
  const left = typeof a === "bigint" ? a : numberOf(a);
  const right = typeof b === "bigint" ? b : numberOf(b);
  return left !== null && right !== null && left < right;
}

function judgeChoice(faulty: Faulty): NodeError | null {
  const choices = choicesOf(faulty.config);
  if (choices === null || choices.includes(faulty.value)) return null;
  return errors.valueNotInList(faulty);
}

/** @param cycle  Ids along it, the first again at its end. */
function reportCycle({ graph, results }: Validation, cycle: readonly string[]): false {
  const nodes = cycle.slice(0, -1);
  const nameOf = (id: string) => `${id} (${isObject(graph[id]) ? pythonText(graph[id]["class_type"]) : ""})`;
  const details = cycle.map(nameOf).join(" -> ");
  for (const id of nodes) results.set(id, { isValid: false, errors: [errors.dependencyCycle(id, nodes, details)] });
  return false;
}
