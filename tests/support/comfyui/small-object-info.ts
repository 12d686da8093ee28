import type { InputInfo, NodeInfo, ObjectInfo } from "./node-info.ts";
import { PythonFloat } from "./python-json.ts";

// Names and types only, as a server announces them; used where no recorded object_info is given.

type Inputs = Readonly<Record<string, InputInfo>>;

const MAX_SEED = 18446744073709551615n;
const seed: InputInfo = ["INT", { default: 0, min: 0, max: MAX_SEED, control_after_generate: true }];
const int = (min: number, max: number, fallback: number): InputInfo => ["INT", { default: fallback, min, max }];
const float = (min: number, max: number, fallback: number): InputInfo => [
  "FLOAT",
  { default: new PythonFloat(fallback), min: new PythonFloat(min), max: new PythonFloat(max), step: 0.01 },
];
const side = int(16, 16384, 512);
const pixels = int(1, 16384, 512);
const samplers: InputInfo = [
  ["euler", "euler_ancestral", "heun", "dpmpp_2m", "dpmpp_2m_sde", "dpmpp_sde", "lcm", "ddim", "uni_pc"],
  {},
];
const schedulers: InputInfo = [["simple", "sgm_uniform", "karras", "exponential", "ddim_uniform", "beta", "normal"], {}];
const noChoices = (): InputInfo => [[], {}];
const conditioned = { positive: ["CONDITIONING"], negative: ["CONDITIONING"], latent_image: ["LATENT"] } satisfies Inputs;

const text: InputInfo = ["STRING", { multiline: true }];
const NODES: Readonly<Record<string, readonly [required: Inputs, output: readonly string[], module?: string]>> = {
  CheckpointLoaderSimple: [{ ckpt_name: noChoices() }, ["MODEL", "CLIP", "VAE"]],
  LoraLoader: [
    {
      model: ["MODEL"],
      clip: ["CLIP"],
      lora_name: noChoices(),
      strength_model: float(-100, 100, 1),
      strength_clip: float(-100, 100, 1),
    },
    ["MODEL", "CLIP"],
  ],
  CLIPTextEncode: [{ text, clip: ["CLIP"] }, ["CONDITIONING"]],
  CLIPSetLastLayer: [{ clip: ["CLIP"], stop_at_clip_layer: int(-24, -1, -1) }, ["CLIP"]],
  EmptyLatentImage: [{ width: side, height: side, batch_size: int(1, 4096, 1) }, ["LATENT"]],
  KSampler: [
    {
      model: ["MODEL"],
      seed,
      steps: int(1, 10000, 20),
      cfg: float(0, 100, 8),
      sampler_name: samplers,
      scheduler: schedulers,
      ...conditioned,
      denoise: float(0, 1, 1),
    },
    ["LATENT"],
  ],
  KSamplerAdvanced: [
    {
      model: ["MODEL"],
      add_noise: [["enable", "disable"], {}],
      noise_seed: seed,
      steps: int(1, 10000, 20),
      cfg: float(0, 100, 8),
      sampler_name: samplers,
      scheduler: schedulers,
      ...conditioned,
      start_at_step: int(0, 10000, 0),
      end_at_step: int(0, 10000, 10000),
      return_with_leftover_noise: [["disable", "enable"], {}],
    },
    ["LATENT"],
  ],
  VAELoader: [{ vae_name: noChoices() }, ["VAE"]],
  VAEEncode: [{ pixels: ["IMAGE"], vae: ["VAE"] }, ["LATENT"]],
  VAEDecode: [{ samples: ["LATENT"], vae: ["VAE"] }, ["IMAGE"]],
  LoadImage: [{ image: [[], { image_upload: true }] }, ["IMAGE", "MASK"]],
  ImageScale: [
    {
      image: ["IMAGE"],
      upscale_method: [["nearest-exact", "bilinear", "area", "bicubic", "lanczos"]],
      width: int(0, 16384, 512),
      height: int(0, 16384, 512),
      crop: [["disabled", "center"]],
    },
    ["IMAGE"],
  ],
  SaveImage: [{ images: ["IMAGE"], filename_prefix: ["STRING", { default: "ComfyUI" }] }, ["IMAGE"]],
  PreviewImage: [{ images: ["IMAGE"] }, ["IMAGE"]],
  EmptyImage: [{ width: pixels, height: pixels, batch_size: int(1, 4096, 1), color: int(0, 16777215, 0) }, ["IMAGE"]],
  ImageInvert: [{ image: ["IMAGE"] }, ["IMAGE"]],
  ImageAddNoise: [{ image: ["IMAGE"], seed, strength: float(0, 1, 0.5) }, ["IMAGE"], "comfy_extras.nodes_images"],
  SolidMask: [{ value: float(0, 1, 1), width: pixels, height: pixels }, ["MASK"], "comfy_extras.nodes_mask"],
  InvertMask: [{ mask: ["MASK"] }, ["MASK"], "comfy_extras.nodes_mask"],
  JoinImageWithAlpha: [{ image: ["IMAGE"], alpha: ["MASK"] }, ["IMAGE"], "comfy_extras.nodes_compositing"],
  LoadBackgroundRemovalModel: [
    { bg_removal_name: ["COMBO", { multiselect: false, options: [] }] },
    ["BACKGROUND_REMOVAL"],
    "comfy_extras.nodes_bg_removal",
  ],
  RemoveBackground: [{ bg_removal_model: ["BACKGROUND_REMOVAL"], image: ["IMAGE"] }, ["MASK"], "comfy_extras.nodes_bg_removal"],
};

/**
 * The custom node of the recorded traffic, which ComfyUI itself does not have: it takes its time in steps, shows
 * previews, and fails on demand.
 */
const SLOW_TEST: Inputs = {
  image: ["IMAGE"],
  steps: int(1, 10000, 3),
  delay_ms: int(0, 600000, 0),
  fail: ["BOOLEAN", { default: false }],
};

/** A custom node with what JSON cannot say: bare `Infinity`, bare `NaN`, and the smallest 64-bit number. */
const ODD_NUMBERS: Inputs = {
  image: ["IMAGE"],
  amount: ["FLOAT", { default: Number.NaN, min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }],
  seed: ["INT", { default: 0, min: -9223372036854775807n, max: MAX_SEED }],
};

const OUTPUT_NODES = ["SaveImage", "PreviewImage"];

function describe(name: string, required: Inputs, [output, module]: readonly [readonly string[], string]): NodeInfo {
  const isOutput = OUTPUT_NODES.includes(name);
  const hidden = isOutput ? { prompt: "PROMPT", extra_pnginfo: "EXTRA_PNGINFO" } : undefined;
  return {
    input: hidden === undefined ? { required } : { required, hidden },
    input_order: { required: Object.keys(required), ...(hidden === undefined ? {} : { hidden: Object.keys(hidden) }) },
    is_input_list: false,
    output,
    output_is_list: output.map(() => false),
    output_name: output,
    name,
    display_name: name,
    description: "",
    python_module: module,
    category: "test",
    output_node: isOutput,
  };
}

/** The classes that the product's own templates use, and those that need no model. */
export const SMALL_OBJECT_INFO: ObjectInfo = Object.fromEntries(
  Object.entries(NODES).map(([name, [required, output, module = "nodes"]]) => [name, describe(name, required, [output, module])]),
);

/** Classes of custom nodes that a fake server has besides. */
export const CUSTOM_OBJECT_INFO: ObjectInfo = {
  SlowTest: describe("SlowTest", SLOW_TEST, [["IMAGE"], "custom_nodes.slow_test"]),
  OddNumbers: describe("OddNumbers", ODD_NUMBERS, [["IMAGE"], "custom_nodes.odd_numbers"]),
};
