import type { ApiGraph, Link } from "../assets/records/workflow.ts";
import { nodeWords } from "./api-links.ts";
import type { GraphProblem, ProblemSubject } from "./graph-problem.ts";
import type { NodeCatalogue, NodeInput } from "./node-catalogue.ts";

interface LinkCheck {
  readonly graph: ApiGraph;
  readonly catalogue: NodeCatalogue;
  readonly input: NodeInput;
  readonly subject: ProblemSubject;
}

/** Whether the output that an input is linked to exists and is of its type. A missing class is a problem of its own node. */
export function checkLink({ graph, catalogue, input, subject }: LinkCheck, [source, slot]: Link): readonly GraphProblem[] {
  const refuse = (message: string): readonly GraphProblem[] => [
    {
      ...subject,
      code: "wrong_link",
      message,
      hint: "Connect the input to an output of its type, and export again",
      modelFile: null,
    },
  ];
  const node = graph[source];
  if (node === undefined) return refuse(`input \`${input.name}\` is linked to node \`${source}\`, which does not exist`);
  const outputs = catalogue.get(node.class_type)?.outputs;
  if (outputs === undefined) return [];
  const type = outputs[slot];
  const from = nodeWords(graph, source);
  if (type === undefined)
    return refuse(`input \`${input.name}\` is linked to slot ${slot} of ${from}, which has ${outputs.length}`);
  if (fits(type, input.type)) return [];
  return refuse(`input \`${input.name}\` takes \`${input.type}\`, but slot ${slot} of ${from} gives \`${type}\``);
}

/** Types that stand for any other, or are settled only when the graph runs. */
const OPEN_TYPES: readonly string[] = ["*", "COMFY_MATCHTYPE_V3", "COMFY_AUTOGROW_V3", "COMFY_DYNAMICCOMBO_V3"];

/** A type may list several, as `INT,FLOAT`; one in common is enough. */
function fits(given: string, taken: string): boolean {
  const [from, to] = [given, taken].map((types) => types.split(",").map((type) => type.trim()));
  return (
    [from, to].some((types) => types?.some((type) => OPEN_TYPES.includes(type))) ||
    from?.some((type) => to?.includes(type)) === true
  );
}
