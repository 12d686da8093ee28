import { describe, expect, test } from "vitest";
import { BINDINGS, GRAPH } from "../../../../tests/support/workflows.ts";
import { parseAuthored } from "../../authored/parse.ts";
import type { z } from "zod";
import { WorkflowBindings, WorkflowGraph } from "./workflow.ts";

/** Problems as people see them: place, sentence, way out. */
function problemsOf(text: string, schema: z.ZodType, file: string): string[] {
  const parsed = parseAuthored({ file, text }, schema);
  if (parsed.kind === "parsed") return [];
  return parsed.problems.map(({ message, hint, place }) => `${place?.line}:${place?.column} ${message} | ${hint}`);
}

const ofGraph = (graph: unknown): string[] => problemsOf(JSON.stringify(graph), WorkflowGraph, "workflows/flow.json");
const ofBindings = (text: string): string[] => problemsOf(text, WorkflowBindings, "workflows/flow.bindings.yaml");
const EXPORT = "Open the workflow in ComfyUI, choose File > Export (API), and use that file";

describe("a graph", () => {
  test("[W1] in API format is taken as it is", () => {
    expect(ofGraph(GRAPH)).toEqual([]);
    expect(WorkflowGraph.parse(GRAPH)).toEqual(GRAPH);
  });

  test("[W1] as the editor saves it is refused, with how to export it", () => {
    const saved = { last_node_id: 3, nodes: [{ id: 3, type: "KSampler" }], links: [[1, 4, 0, 3, 0, "MODEL"]], version: 0.4 };
    expect(ofGraph(saved)).toEqual([
      `1:27 the file is a workflow as ComfyUI's editor saves it (\`nodes\` and \`links\`), which no server can run | ${EXPORT}`,
    ]);
  });

  test("[W1] inside a request to a server is refused, with what to keep", () => {
    expect(ofGraph({ client_id: "a", prompt: GRAPH })).toEqual([
      "1:27 the file is a request to a server, with the workflow under `prompt` | Keep only what is under `prompt`",
    ]);
  });

  test("[W1] without a node, or with nodes that are none, is refused at its place", () => {
    expect(ofGraph({})).toEqual([`1:1 the workflow has no node | ${EXPORT}`]);
    expect(ofGraph({ "3": { inputs: {} } })).toEqual(["1:2 `class_type` is missing in `3` | Add `class_type`"]);
    expect(ofGraph({ "3": { class_type: "A" } })).toEqual(["1:2 `inputs` is missing in `3` | Add `inputs`"]);
    expect(ofGraph({ prompt: "x" })).toEqual(["1:11 `prompt` must be a map of keys and values, not the text `x` | undefined"]);
  });

  test("[W1] with a link to a node that is not there is refused at the link", () => {
    const [problem] = ofGraph({ "3": { class_type: "A", inputs: { model: ["77", 0], size: [1, 2], name: ["a", "b"] } } });
    expect(problem).toBe(`1:42 input \`model\` of node \`3\` is linked to node \`77\`, which does not exist | ${EXPORT}`);
  });

  test("[W1] with an id that is kept for LoRAs is refused", () => {
    expect(ofGraph({ touchstone_lora_0: { class_type: "A", inputs: {} } })[0]).toContain(
      "the id `touchstone_lora_0` begins with `touchstone_lora_`, which is kept for LoRAs that are put in",
    );
  });
});

describe("bindings", () => {
  test("[W2] are read in the documented form", () => {
    expect(ofBindings(JSON.stringify(BINDINGS))).toEqual([]);
  });

  test("[W2] name exactly one node each, and fields that a plan has", () => {
    const text = `format: touchstone.bindings/1
bindings:
  - { node: "3", title: Sampler, input: seed, field: image.seed }
  - { input: steps, field: parameters.steps }
  - { node: 4, input: cfg, field: parameter.cfg }
output: {}
`;
    expect(ofBindings(text).map((line) => line.split(" | ")[0]?.replace(/one of .*, not/, "one of …, not"))).toEqual([
      "3:5 `bindings[0]` needs exactly one of `node` and `title`",
      "4:5 `bindings[1]` needs exactly one of `node` and `title`",
      "5:13 `bindings[2].node` must be text, not the number `4`",
      "5:35 `bindings[2].field` must be one of …, not `parameter.cfg`: did you mean `parameters.cfg`?",
      "6:9 `output` needs exactly one of `node` and `title`",
    ]);
  });

  test("[W10] of another format are refused", () => {
    expect(ofBindings("seed: 1.seed\n").join("\n")).toContain("`format` is missing");
  });
});
