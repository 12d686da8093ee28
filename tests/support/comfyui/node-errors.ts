import type { InputInfo } from "./node-info.ts";
import { choicesOf } from "./node-info.ts";
import { pythonRepr, pythonText, type PythonValue } from "./python-json.ts";

/** One entry of `node_errors[id].errors`. */
export interface NodeError {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: Readonly<Record<string, unknown>>;
}

/** An input that an error is about. */
export interface Faulty {
  readonly name: string;
  readonly config: InputInfo;
  readonly value: PythonValue;
}

/** Lists longer than this are not spelled out in errors. */
const LONGEST_LIST = 20;

/** The server always says `[type, options]`, though a class may have left the options out. */
function configOf([type, options = {}]: InputInfo): unknown[] {
  return [type, options];
}

export function requiredInputMissing(name: string): NodeError {
  return {
    type: "required_input_missing",
    message: "Required input is missing",
    details: name,
    extra_info: { input_name: name },
  };
}

export function badLinkedInput({ name, config, value }: Faulty): NodeError {
  return {
    type: "bad_linked_input",
    message: "Bad linked input, must be a length-2 list of [node_id, slot_index]",
    details: name,
    extra_info: { input_name: name, input_config: configOf(config), received_value: value },
  };
}

export function returnTypeMismatch({ name, config, value }: Faulty, received: string): NodeError {
  return {
    type: "return_type_mismatch",
    message: "Return type mismatch between linked nodes",
    details: `${name}, received_type(${received}) mismatch input_type(${pythonText(config[0])})`,
    extra_info: { input_name: name, input_config: configOf(config), received_type: received, linked_node: value },
  };
}

export function invalidInputType({ name, config, value }: Faulty, exception: string): NodeError {
  return {
    type: "invalid_input_type",
    message: `Failed to convert an input value to a ${pythonText(config[0])} value`,
    details: `${name}, ${pythonText(value)}, ${exception}`,
    extra_info: { input_name: name, input_config: configOf(config), received_value: value, exception_message: exception },
  };
}

export function outOfRange({ name, config, value }: Faulty, side: "min" | "max"): NodeError {
  const limit = pythonText(config[1]?.[side] ?? null);
  const words = side === "min" ? "smaller than min" : "bigger than max";
  return {
    type: side === "min" ? "value_smaller_than_min" : "value_bigger_than_max",
    message: `Value ${pythonText(value)} ${words} of ${limit}`,
    details: name,
    extra_info: { input_name: name, input_config: configOf(config), received_value: value },
  };
}

export function valueNotInList({ name, config, value }: Faulty): NodeError {
  const choices = choicesOf(config) ?? [];
  const isLong = choices.length > LONGEST_LIST;
  return {
    type: "value_not_in_list",
    message: "Value not in list",
    details: `${name}: '${pythonText(value)}' not in ${isLong ? `(list of length ${choices.length})` : pythonRepr(choices)}`,
    extra_info: { input_name: name, input_config: isLong ? null : configOf(config), received_value: value },
  };
}

export function customValidationFailed(name: string, reason: string): NodeError {
  return {
    type: "custom_validation_failed",
    message: "Custom validation failed for node",
    details: `${name} - ${reason}`,
    extra_info: { input_name: name },
  };
}

/** Something that Python would raise while it validates. */
export class PythonException extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export function exceptionDuringValidation(error: PythonException): NodeError {
  return {
    type: "exception_during_validation",
    message: "Exception when validating node",
    details: error.message,
    extra_info: { exception_type: error.type, traceback: ['  File "<path>", line 1, in validate_prompt\n'] },
  };
}

export function exceptionDuringInnerValidation(error: PythonException, { name, config, value }: Faulty): NodeError {
  return {
    type: "exception_during_inner_validation",
    message: "Exception when validating inner node",
    details: error.message,
    extra_info: {
      input_name: name,
      input_config: configOf(config),
      exception_message: error.message,
      exception_type: error.type,
      traceback: ['  File "<path>", line 1, in validate_inputs\n'],
      linked_node: value,
    },
  };
}

export function dependencyCycle(nodeId: string, cycle: readonly string[], details: string): NodeError {
  return {
    type: "dependency_cycle",
    message: "Dependency cycle detected",
    details,
    extra_info: { node_id: nodeId, cycle_nodes: cycle },
  };
}
