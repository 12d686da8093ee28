import { expect, test } from "vitest";
import { workflowWith } from "../../../tests/support/workflows.ts";
import { compileTemplate } from "../workflow/compile-template.ts";
import { readCatalogue } from "../workflow/read-catalogue.ts";
import { findModels, type PlanModels } from "./find-models.ts";

const model = (file: string) => ({ file, sha256: "0".repeat(64) });
const FILES: PlanModels = {
  checkpoint: model("sdxl/base.safetensors"),
  vae: model("vae.safetensors"),
  loras: [model("a.safetensors"), model("harbour.safetensors")],
};
const MODELS = { checkpoints: ["sdxl\\base.safetensors"], loras: ["a.safetensors", "harbor.safetensors"], vae: [] };
const loader = (choices: readonly string[]) => ({
  input: { required: { ckpt_name: [choices] } },
  output: ["MODEL", "CLIP", "VAE"],
});

const find = (options: { readonly weights?: readonly number[]; readonly info?: object; readonly unbind?: boolean }) => {
  const { weights = [1, 0], info = {}, unbind = false } = options;
  const workflow = unbind ? workflowWith({ unbind: ["checkpoint.file"] }) : workflowWith();
  const template = compileTemplate(workflow, { loraCount: weights.filter((weight) => weight !== 0).length });
  return findModels(template, { models: MODELS, catalogue: readCatalogue(info) }, { files: FILES, weights });
};

test("[CF50] files are named as the server names them", () => {
  expect(find({})).toMatchObject({
    checkpoint: "sdxl\\base.safetensors",
    problems: [],
    used: [
      { folder: "checkpoints", file: "sdxl/base.safetensors", name: "sdxl\\base.safetensors" },
      { folder: "loras", file: "a.safetensors", name: "a.safetensors" },
    ],
  });
});

test("[CF50] the choices of the very input come before those of the usual folder", () => {
  const info = { CheckpointLoaderSimple: loader(["base.safetensors"]) };
  expect(find({ info }).checkpoint).toBe("base.safetensors");
  expect(find({ info: { CheckpointLoaderSimple: loader([]) } }).problems).toHaveLength(1);
});

test("[CF51] what the graph does not read keeps the name of its record and is not missed", () => {
  const { loras, vae, used } = find({});
  expect([loras, vae]).toEqual([["a.safetensors", "harbour.safetensors"], "vae.safetensors"]);
  expect(used.map(({ file }) => file)).not.toContain("vae.safetensors");
  expect(find({ unbind: true, weights: [0, 0] })).toMatchObject({ checkpoint: "sdxl/base.safetensors", used: [], problems: [] });
});

test("[CF52] each missing file is named, with the nearest", () => {
  const info = { CheckpointLoaderSimple: loader(["sdxl/bas.safetensors"]) };
  expect(find({ weights: [1, 1], info }).problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "MODEL_MISSING the server has no `sdxl/base.safetensors` in its folder `checkpoints`; the nearest is `sdxl/bas.safetensors`",
    "MODEL_MISSING the server has no `harbour.safetensors` in its folder `loras`; the nearest is `harbor.safetensors`",
  ]);
});
