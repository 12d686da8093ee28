import { describe, expect, test } from "vitest";
import { GRAPH, workflowWith } from "../../../tests/support/workflows.ts";
import type { ApiGraph, ApiNode } from "../assets/records/workflow.ts";
import { checkGraph } from "./check-graph.ts";
import { checkSeeds } from "./check-seeds.ts";
import { compileTemplate } from "./compile-template.ts";
import { readCatalogue } from "./read-catalogue.ts";

const node = (required: object, output: readonly string[], more: object = {}) => ({
  input: { required },
  output,
  output_node: false,
  python_module: "nodes",
  ...more,
});
const SERVER = {
  CheckpointLoaderSimple: node({ ckpt_name: [["any.safetensors", "sdxl\\base.safetensors"]] }, ["MODEL", "CLIP", "VAE"]),
  EmptyLatentImage: node({ width: ["INT", { min: 16, max: 128 }], height: ["INT"], batch_size: ["INT"] }, ["LATENT"]),
  CLIPTextEncode: node({ text: ["STRING"], clip: ["CLIP"] }, ["CONDITIONING"]),
  KSampler: node(
    {
      model: ["MODEL"],
      seed: ["INT"],
      steps: ["INT"],
      cfg: ["FLOAT", { min: 0, max: 100 }],
      sampler_name: [["euler", "dpmpp_2m"]],
      scheduler: ["COMBO", { options: ["normal"] }],
      positive: ["CONDITIONING"],
      negative: ["CONDITIONING"],
      latent_image: ["LATENT"],
      denoise: ["FLOAT"],
    },
    ["LATENT"],
  ),
  LoraLoader: node({ model: ["MODEL"], clip: ["CLIP"], lora_name: [[]], strength_model: ["FLOAT"], strength_clip: ["FLOAT"] }, [
    "MODEL",
    "CLIP",
  ]),
  VAEDecode: node({ samples: ["LATENT"], vae: ["VAE"] }, ["IMAGE"]),
  SaveImage: node({ images: ["IMAGE"], filename_prefix: ["STRING"] }, ["IMAGE"], { output_node: true }),
};

/** The small workflow as a graph, with some inputs of one node changed, checked by a server with some classes changed. */
function problemsOf(id: string, inputs: Record<string, unknown>, classes: object = {}): string[] {
  const changed = { ...GRAPH[id], inputs: { ...GRAPH[id]?.inputs, ...inputs } } as ApiNode;
  return inShort({ ...compileTemplate(workflowWith(), { loraCount: 0 }).graph, [id]: changed }, classes);
}

const inShort = (graph: ApiGraph, classes: object = {}): string[] =>
  checkGraph(graph, readCatalogue({ ...SERVER, ...classes })).map(({ code, nodeId, message }) => `${nodeId} ${code} ${message}`);

test("[W33] a graph that fits has no problem", () => {
  expect(problemsOf("3", {})).toEqual([]);
});

describe("nodes", () => {
  test("[W30] that the server does not have are named, with the nearest", () => {
    const [problem] = checkGraph({ "9": { ...(GRAPH["9"] as ApiNode), class_type: "SaveImages" } }, readCatalogue(SERVER));
    expect(problem).toMatchObject({
      code: "missing_node",
      nodeId: "9",
      classType: "SaveImages",
      input: null,
      message: "the server has no node `SaveImages`",
      hint: "Install the node pack that brings it (ComfyUI-Manager finds it by this name), or use another workflow; the server has `SaveImage` of `nodes`",
    });
  });

  test("[W36] that end the graph must save", () => {
    const { "9": _save, ...graph } = compileTemplate(workflowWith(), { loraCount: 0 }).graph;
    expect(inShort(graph)).toEqual([
      "8 no_output `VAEDecode` ends the workflow, but is no node that the server saves the result of",
    ]);
  });
});

describe("inputs", () => {
  test("[W31] that a node needs must be there", () => {
    const classes = { VAEDecode: node({ samples: ["LATENT"], vae: ["VAE"], tile: ["INT"] }, ["IMAGE"]) };
    expect(problemsOf("8", {}, classes)).toEqual([
      "8 missing_input `VAEDecode` needs the input `tile`, which the workflow does not have",
    ]);
  });

  test("[W31] that a node does not have are named, for ComfyUI's own nodes alone", () => {
    expect(problemsOf("8", { vea: 1 })).toEqual(["8 unknown_input `VAEDecode` of this server has no input `vea`"]);
    const custom = { VAEDecode: { ...SERVER.VAEDecode, python_module: "custom_nodes.Any" } };
    expect(problemsOf("8", { vea: 1 }, custom)).toEqual([]);
    expect(problemsOf("8", { upload: "image" })).toEqual([]);
  });

  test("[W31] that take any number of others have them behind a dot", () => {
    const classes = { VAEDecode: node({ samples: ["LATENT"], vae: ["VAE"], values: ["COMFY_AUTOGROW_V3", {}] }, ["IMAGE"]) };
    expect(problemsOf("8", { "values.a": ["5", 0] }, classes)).toEqual([]);
    expect(problemsOf("8", {}, classes)).toHaveLength(1);
  });
});

describe("links", () => {
  test("[W32] lead to a slot that exists, and a type that fits", () => {
    expect(problemsOf("8", { samples: ["3", 1] })).toEqual([
      "8 wrong_link input `samples` is linked to slot 1 of node `3` (`KSampler`), which has 1",
    ]);
    expect(problemsOf("8", { vae: ["4", 1] })).toEqual([
      "8 wrong_link input `vae` takes `VAE`, but slot 1 of node `4` (`Model`) gives `CLIP`",
    ]);
    expect(problemsOf("8", { vae: ["44", 1] })).toEqual([
      "8 wrong_link input `vae` is linked to node `44`, which does not exist",
    ]);
  });

  test.each(["*", "VAE,CLIP", "COMFY_MATCHTYPE_V3"])("[W32] fit an input of type %s", (type) => {
    expect(problemsOf("8", { vae: ["4", 1] }, { VAEDecode: node({ samples: ["LATENT"], vae: [type] }, ["IMAGE"]) })).toEqual([]);
  });

  test("[W32] to a node that is missing are that node's problem alone", () => {
    const { KSampler: _missing, ...rest } = SERVER;
    const graph = compileTemplate(workflowWith(), { loraCount: 0 }).graph;
    expect(checkGraph(graph, readCatalogue(rest)).map(({ code }) => code)).toEqual(["missing_node"]);
  });
});

describe("values", () => {
  test.each([
    ["3", { steps: 7.5 }, "wrong_type input `steps` takes a whole number, not `7.5`"],
    ["3", { steps: "7" }, 'wrong_type input `steps` takes a whole number, not `"7"`'],
    ["3", { cfg: "high" }, 'wrong_type input `cfg` takes a number, not `"high"`'],
    ["6", { text: true }, "wrong_type input `text` takes a text, not `true`"],
    ["3", { model: "x" }, 'wrong_type input `model` takes a link to an output of type `MODEL`, not `"x"`'],
    ["5", { width: 8 }, "out_of_range input `width` must be at least 16, not `8`"],
    ["3", { cfg: 101 }, "out_of_range input `cfg` must be at most 100, not `101`"],
  ])("[W33] node %s with %j is refused", (id, inputs, problem) => {
    expect(problemsOf(id, inputs)).toEqual([`${id} ${problem}`]);
  });

  test("[W33] of yes and no are yes and no", () => {
    const classes = { VAEDecode: node({ samples: ["LATENT"], vae: ["VAE"], tiled: ["BOOLEAN"] }, ["IMAGE"]) };
    expect(problemsOf("8", { tiled: false }, classes)).toEqual([]);
    expect(problemsOf("8", { tiled: "false" }, classes)).toHaveLength(1);
  });

  test("[W33] a number is a text to the server, and types of custom nodes are not judged", () => {
    const classes = { VAEDecode: node({ samples: ["LATENT"], vae: ["VAE"], curve: ["CURVE"] }, ["IMAGE"]) };
    expect([...problemsOf("6", { text: 3 }), ...problemsOf("8", { curve: { a: 1 } }, classes)]).toEqual([]);
  });
});

describe("choices", () => {
  test("[W34] are those of the server, with the nearest named", () => {
    const graph = { ...GRAPH, "3": { class_type: "KSampler", inputs: { ...GRAPH["3"]?.inputs, sampler_name: "dpmpp_2n" } } };
    const [problem] = checkGraph(graph, readCatalogue({ ...SERVER, PreviewImage: SERVER.SaveImage }));
    expect([problem?.message, problem?.hint]).toEqual([
      "input `sampler_name` has no choice `dpmpp_2n`; the server offers `euler`, `dpmpp_2m`",
      "Use `dpmpp_2m` if that is meant",
    ]);
  });

  test("[W34] of uploads are not judged", () => {
    const load = node({ image: [["old.png"], { image_upload: true }] }, ["LATENT"]);
    const graph = { "5": { class_type: "EmptyLatentImage", inputs: { image: "touchstone/new.png" } } };
    expect(inShort(graph, { EmptyLatentImage: { ...load, output_node: true } })).toEqual([]);
  });

  test.each([
    ["4", "ckpt_name", { kind: "checkpoint", file: "zzz.safetensors", nearest: null }],
    ["4", "ckpt_name", { kind: "checkpoint", file: "base2.safetensors", nearest: "sdxl\\base.safetensors" }],
    ["6", "text", { kind: "model", file: "rmbg.safetensors", nearest: "rmbg_2.safetensors" }],
  ])("[W35] node %s misses a model file in %s: %j", (id, input, modelFile) => {
    const classes = { CLIPTextEncode: node({ text: [["rmbg_2.safetensors", ""]], clip: ["CLIP"] }, ["CONDITIONING"]) };
    const graph = { [id]: { ...GRAPH[id], inputs: { ...GRAPH[id]?.inputs, [input]: modelFile.file } } as ApiNode };
    const [problem] = checkGraph(graph, readCatalogue({ ...SERVER, ...classes })).filter(({ code }) => code === "missing_model");
    expect(problem?.modelFile).toEqual(modelFile);
    expect(problem?.message).toBe(`the server has no ${modelFile.kind} \`${modelFile.file}\``);
  });

  test("[W35] a server without any file misses them all", () => {
    const graph = compileTemplate(workflowWith(), { loraCount: 1 }).graph;
    expect(inShort(graph)).toEqual(["touchstone_lora_0 missing_model the server has no LoRA ``"]);
  });
});

describe("seeds", () => {
  const nodes = {
    "12": { class_type: "Grain", inputs: { image: ["8", 0], pattern: 4 } },
    "9": { class_type: "SaveImage", inputs: { filename_prefix: "", images: ["12", 0] } },
  };
  const grain = { Grain: node({ image: ["IMAGE"], pattern: ["INT", { control_after_generate: true }] }, ["IMAGE"]) };

  test("[W37] that only the server calls so must be bound as well", () => {
    const catalogue = readCatalogue({ ...SERVER, ...grain });
    expect(checkSeeds(workflowWith({ nodes }), catalogue)).toEqual([
      {
        code: "seed_not_bound",
        nodeId: "12",
        title: null,
        classType: "Grain",
        input: "pattern",
        message: "input `pattern` of node `12` (`Grain`) is a seed, but neither `image.seed` nor `image.takeSeed` is bound to it",
        hint: "Bind `image.seed` to it in the workflow's bindings",
        modelFile: null,
      },
    ]);
    const bind = [{ node: "12", input: "pattern", field: "image.seed" }] as const;
    expect(checkSeeds(workflowWith({ nodes, bind }), catalogue)).toEqual([]);
  });

  test("[W37] of a workflow that cannot be read are nobody's", () => {
    const old = { id: "flow", graph: {}, bindings: {} } as unknown as ReturnType<typeof workflowWith>;
    expect(checkSeeds(old, readCatalogue(SERVER))).toEqual([]);
  });
});
