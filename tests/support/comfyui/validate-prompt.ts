import { exceptionDuringValidation, PythonException, type NodeError } from "./node-errors.ts";
import { isObject, pythonText, type PythonObject, type PythonValue } from "./python-json.ts";
import { validateNode, type Validation } from "./validate-node.ts";
import { hasLearned } from "./versions.ts";

/** `error` of a refused prompt. */
export interface PromptError {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: Readonly<Record<string, unknown>>;
}

export type NodeErrors = Record<string, { errors: readonly NodeError[]; dependent_outputs: string[]; class_type: string }>;

/** What POST /prompt answers about a graph; `outputs` are the output nodes that will run. */
export interface PromptVerdict {
  readonly error: PromptError | null;
  readonly nodeErrors: NodeErrors;
  readonly outputs: readonly string[];
}

export interface PromptRules extends Omit<Validation, "results"> {
  readonly version: string;
  /** `partial_execution_targets`; null runs every output. */
  readonly targets: readonly string[] | null;
}

/** Judges a graph, and converts its literals in place as the real server does. */
export function validatePrompt(rules: PromptRules): PromptVerdict {
  const missing = findMissingClass(rules);
  if (missing !== null) return refuse(missing);
  const outputs = Object.keys(rules.graph).filter((id) => isWantedOutput(rules, id));
  if (outputs.length === 0) return refuse(promptError("prompt_no_outputs", "Prompt has no outputs", ""));
  const validation: Validation = { ...rules, hasImage: (name) => rules.hasImage(name), results: new Map() };
  const nodeErrors: NodeErrors = {};
  const good: string[] = [];
  const said: string[] = [];
  for (const output of outputs) {
    if (isOutputValid(validation, output)) good.push(output);
    else {
      for (const error of validation.results.get(output)?.errors ?? []) said.push(`${error.message}: ${error.details}`);
      collectErrors(validation, output, nodeErrors);
    }
  }
  const failed = promptError("prompt_outputs_failed_validation", "Prompt outputs failed validation", said.join("\n"));
  return { error: good.length > 0 ? null : failed, nodeErrors, outputs: good };
}

function refuse(error: PromptError): PromptVerdict {
  return { error, nodeErrors: {}, outputs: [] };
}

export function promptError(type: string, message: string, details: string): PromptError {
  return { type, message, details, extra_info: {} };
}

function findMissingClass({ graph, info, version }: PromptRules): PromptError | null {
  for (const [id, node] of Object.entries(graph)) {
    const className = isObject(node) ? node["class_type"] : undefined;
    if (typeof className === "string" && className in info) continue;
    const error = hasLearned(version, "missingNodeType") ? missingClass(id, node, className) : invalidPrompt(className);
    return { ...error, details: `Node ID '#${id}'` };
  }
  return null;
}

/** A node without a title goes by its class. */
function missingClass(id: string, node: unknown, className: PythonValue | undefined): PromptError {
  const ownTitle = isObject(node) && isObject(node["_meta"]) ? node["_meta"]["title"] : undefined;
  const title = ownTitle ?? className ?? null;
  const reason =
    className === undefined
      ? "has no class_type. The workflow may be corrupted or a custom node is missing."
      : "not found. The custom node may not be installed.";
  return {
    type: "missing_node_type",
    message: `Node '${pythonText(title ?? `ID #${id}`)}' ${reason}`,
    details: "",
    extra_info: { node_id: id, class_type: className ?? null, node_title: title },
  };
}

/** What servers said before they told the two cases apart by fields. */
function invalidPrompt(className: PythonValue | undefined): PromptError {
  const message =
    className === undefined
      ? "Cannot execute because a node is missing the class_type property."
      : `Cannot execute because node ${pythonText(className)} does not exist.`;
  return { type: "invalid_prompt", message, details: "", extra_info: {} };
}

function isWantedOutput({ graph, info, targets }: PromptRules, id: string): boolean {
  const className = (graph[id] as PythonObject)["class_type"];
  if (info[pythonText(className)]?.output_node !== true) return false;
  return targets === null || targets.includes(id);
}

function isOutputValid(validation: Validation, output: string): boolean {
  try {
    return validateNode(validation, output, []);
  } catch (error) {
    if (!(error instanceof PythonException)) throw error;
    validation.results.set(output, { isValid: false, errors: [exceptionDuringValidation(error)] });
    return false;
  }
}

/** A node upstream of a failed output is named only where the fault is its own. */
function collectErrors({ graph, results }: Validation, output: string, nodeErrors: NodeErrors): void {
  for (const [id, result] of results) {
    if (result.isValid || result.errors.length === 0) continue;
    const className = pythonText((graph[id] as PythonObject)["class_type"]);
    const entry = (nodeErrors[id] ??= { errors: result.errors, dependent_outputs: [], class_type: className });
    entry.dependent_outputs.push(output);
  }
}
