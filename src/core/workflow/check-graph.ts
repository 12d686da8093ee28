import { type ApiGraph, isLink } from "../assets/records/workflow.ts";
import { findNearest } from "../authored/nearest.ts";
import { titleOf } from "./api-links.ts";
import { checkLink } from "./check-link.ts";
import { checkLiteral } from "./check-literal.ts";
import type { GraphProblem, ProblemSubject } from "./graph-problem.ts";
import type { NodeCatalogue, NodeClass } from "./node-catalogue.ts";

/**
 * Everything about a graph that a server would refuse, or accept and take for something else, found before it is sent.
 *
 * @param graph      As it would be submitted.
 * @param catalogue  What the server says it can run.
 * @returns the problems in the graph's order; none when the server can be expected to run it.
 * Source: comfyui.md 1.3 (error table); SPEC.md W30-W36.
 */
export function checkGraph(graph: ApiGraph, catalogue: NodeCatalogue): readonly GraphProblem[] {
  const used = new Set(
    Object.values(graph).flatMap(({ inputs }) => Object.values(inputs).flatMap((each) => (isLink(each) ? each[0] : []))),
  );
  return Object.keys(graph).flatMap((nodeId) => {
    const node = graph[nodeId];
    if (node === undefined) return [];
    const about = { nodeId, title: titleOf(graph, nodeId), classType: node.class_type };
    const nodeClass = catalogue.get(node.class_type);
    if (nodeClass === undefined) return [missingNode(about, catalogue)];
    const found = checkInputs({ graph, catalogue, nodeClass, about });
    return used.has(nodeId) || nodeClass.isOutput ? found : [...found, idleEnd(about)];
  });
}

type About = Omit<ProblemSubject, "input">;

function missingNode(about: About, catalogue: NodeCatalogue): GraphProblem {
  const nearest = findNearest(about.classType, catalogue.keys());
  const from = nearest === undefined ? "" : ` of \`${catalogue.get(nearest)?.module}\``;
  const hint = "Install the node pack that brings it (ComfyUI-Manager finds it by this name), or use another workflow";
  return {
    ...about,
    input: null,
    code: "missing_node",
    message: `the server has no node \`${about.classType}\``,
    hint: nearest === undefined ? hint : `${hint}; the server has \`${nearest}\`${from}`,
    modelFile: null,
  };
}

function idleEnd(about: About): GraphProblem {
  const message = `\`${about.classType}\` ends the workflow, but is no node that the server saves the result of`;
  const hint = "Let `output` of the bindings name a node that saves images, such as `SaveImage`";
  return { ...about, input: null, code: "no_output", message, hint, modelFile: null };
}

interface NodeCheck {
  readonly graph: ApiGraph;
  readonly catalogue: NodeCatalogue;
  readonly nodeClass: NodeClass;
  readonly about: About;
}

function checkInputs({ graph, catalogue, nodeClass, about }: NodeCheck): readonly GraphProblem[] {
  const written = graph[about.nodeId]?.inputs ?? {};
  const declared = nodeClass.inputs.flatMap((input): readonly GraphProblem[] => {
    const subject = { ...about, input: input.name };
    if (!Object.hasOwn(written, input.name)) return isMissing(input, written) ? [missingInput(subject)] : [];
    const value = written[input.name];
    return isLink(value) ? checkLink({ graph, catalogue, input, subject }, value) : checkLiteral(input, value, subject);
  });
  return [...declared, ...findUnknown(nodeClass, Object.keys(written), about)];
}

/** An input that takes any number of others has them as `values.a`, `values.b`. */
function isMissing({ name, required }: { readonly name: string; readonly required: boolean }, written: object): boolean {
  return required && !Object.keys(written).some((key) => key.startsWith(`${name}.`));
}

function missingInput(subject: ProblemSubject): GraphProblem {
  const message = `\`${subject.classType}\` needs the input \`${subject.input}\`, which the workflow does not have`;
  return { ...subject, code: "missing_input", message, hint: EXPORT_AGAIN, modelFile: null };
}

const EXPORT_AGAIN = "Open the workflow on this server, export it again with File > Export (API), and check its bindings";

/** Remarks of the page that old exports carry along; no node reads them. */
const IDLE_INPUTS: readonly string[] = ["upload"];

/**
 * The server ignores inputs that a node does not have, so that a value goes nowhere without a word.
 * Only ComfyUI's own nodes are judged: those of others may take inputs that they do not list.
 */
function findUnknown({ module, inputs }: NodeClass, written: readonly string[], about: About): readonly GraphProblem[] {
  if (module.startsWith("custom_nodes")) return [];
  const names = inputs.map(({ name }) => name);
  const isKnown = (key: string): boolean => IDLE_INPUTS.includes(key) || names.includes(key.split(".")[0] ?? key);
  return written
    .filter((key) => !isKnown(key))
    .map((input) => {
      const nearest = findNearest(input, names);
      const hint = nearest === undefined ? EXPORT_AGAIN : `Use \`${nearest}\` if that is meant; else export the workflow again`;
      const message = `\`${about.classType}\` of this server has no input \`${input}\``;
      return { ...about, input, code: "unknown_input" as const, message, hint, modelFile: null };
    });
}
