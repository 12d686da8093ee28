import { closeSync, openSync, writeSync } from "node:fs";

// Model files of the smallest shape that ComfyUI takes for Stable Diffusion 1.5, full of random numbers: what they paint is
// noise, but every node of a real workflow runs on them, in a second or two on a CPU. Only names and shapes of tensors are
// those of the real thing; see comfyui.md section 2. The text encoder must be of full size, so a checkpoint is 300 MB.

type Shape = readonly number[];
type Tensors = ReadonlyMap<string, Shape>;

const WIDTH = 320;
const TIME = 4 * WIDTH;
const WORDS = 768;

/** Writes a checkpoint with model, text encoder and VAE. */
export function writeCheckpoint(file: string): void {
  const tensors = new Map<string, Shape>();
  const add = (prefix: string, shapes: Iterable<readonly [string, Shape]>): void => {
    for (const [name, shape] of shapes) tensors.set(prefix + name, shape);
  };
  add("model.diffusion_model.", unet());
  add("cond_stage_model.transformer.text_model.", textEncoder());
  add("first_stage_model.", tinyVae());
  writeSafetensors(file, tensors, 1);
}

/** Writes a LoRA that changes one attention block of that checkpoint's model and one layer of its text encoder. */
export function writeLora(file: string, seed: number): void {
  const tensors = new Map<string, Shape>();
  const targets: readonly (readonly [string, number])[] = [
    ["lora_unet_input_blocks_1_1_transformer_blocks_0_attn1_to_q", WIDTH],
    ["lora_unet_middle_block_1_transformer_blocks_0_attn1_to_v", WIDTH],
    ["lora_te_text_model_encoder_layers_11_self_attn_q_proj", WORDS],
  ];
  for (const [name, width] of targets) {
    tensors.set(`${name}.lora_down.weight`, [4, width]);
    tensors.set(`${name}.lora_up.weight`, [width, 4]);
    tensors.set(`${name}.alpha`, []);
  }
  writeSafetensors(file, tensors, seed);
}

type Named = readonly [string, Shape];

const both = (name: string, shape: Shape): Named[] => [
  [`${name}.weight`, shape],
  [`${name}.bias`, [shape[0] ?? 1]],
];
const prefixed = (prefix: string, shapes: readonly Named[]): Named[] =>
  shapes.map(([name, shape]) => [`${prefix}.${name}`, shape]);

/** One level with one block. */
function unet(): Named[] {
  const level = (at: string, from: number): Named[] => [
    ...prefixed(`${at}.0`, residual(from)),
    ...prefixed(`${at}.1`, attention()),
  ];
  return [
    ...both("time_embed.0", [TIME, WIDTH]),
    ...both("time_embed.2", [TIME, TIME]),
    ...both("input_blocks.0.0", [WIDTH, 4, 3, 3]),
    ...level("input_blocks.1", WIDTH),
    ...level("middle_block", WIDTH),
    ...prefixed("middle_block.2", residual(WIDTH)),
    ...level("output_blocks.0", 2 * WIDTH),
    ...level("output_blocks.1", 2 * WIDTH),
    ...both("out.0", [WIDTH]),
    ...both("out.2", [4, WIDTH, 3, 3]),
  ];
}

function residual(from: number): Named[] {
  return [
    ...both("in_layers.0", [from]),
    ...both("in_layers.2", [WIDTH, from, 3, 3]),
    ...both("emb_layers.1", [WIDTH, TIME]),
    ...both("out_layers.0", [WIDTH]),
    ...both("out_layers.3", [WIDTH, WIDTH, 3, 3]),
    ...(from === WIDTH ? [] : both("skip_connection", [WIDTH, from, 1, 1])),
  ];
}

function attention(): Named[] {
  const heads = (at: string, from: number): Named[] => [
    [`${at}.to_q.weight`, [WIDTH, WIDTH]],
    [`${at}.to_k.weight`, [WIDTH, from]],
    [`${at}.to_v.weight`, [WIDTH, from]],
    ...both(`${at}.to_out.0`, [WIDTH, WIDTH]),
  ];
  const block: Named[] = [
    ...heads("attn1", WIDTH),
    ...heads("attn2", WORDS),
    ...both("ff.net.0.proj", [8 * WIDTH, WIDTH]),
    ...both("ff.net.2", [WIDTH, 4 * WIDTH]),
    ...["norm1", "norm2", "norm3"].flatMap((norm) => both(norm, [WIDTH])),
  ];
  return [
    ...both("norm", [WIDTH]),
    ...both("proj_in", [WIDTH, WIDTH, 1, 1]),
    ...prefixed("transformer_blocks.0", block),
    ...both("proj_out", [WIDTH, WIDTH, 1, 1]),
  ];
}

/** CLIP-L. */
function textEncoder(): Named[] {
  const layer: Named[] = [
    ...["q_proj", "k_proj", "v_proj", "out_proj"].flatMap((name) => both(`self_attn.${name}`, [WORDS, WORDS])),
    ...both("layer_norm1", [WORDS]),
    ...both("layer_norm2", [WORDS]),
    ...both("mlp.fc1", [4 * WORDS, WORDS]),
    ...both("mlp.fc2", [WORDS, 4 * WORDS]),
  ];
  return [
    ["embeddings.token_embedding.weight", [49_408, WORDS]],
    ["embeddings.position_embedding.weight", [77, WORDS]],
    ...Array.from({ length: 12 }, (_, index) => prefixed(`encoder.layers.${index}`, layer)).flat(),
    ...both("final_layer_norm", [WORDS]),
  ];
}

/** TAESD: a VAE of 2.4 million numbers. */
function tinyVae(): Named[] {
  const blocks = (...places: number[]): Named[] =>
    places.flatMap((place) => [0, 2, 4].flatMap((conv) => both(`${place}.conv.${conv}`, [64, 64, 3, 3])));
  const scalers = (...places: number[]): Named[] => places.map((place) => [`${place}.weight`, [64, 64, 3, 3]]);
  const encoder = [
    ...both("0", [64, 3, 3, 3]),
    ...blocks(1, 3, 4, 5, 7, 8, 9, 11, 12, 13),
    ...scalers(2, 6, 10),
    ...both("14", [4, 64, 3, 3]),
  ];
  const decoder = [
    ...both("1", [64, 4, 3, 3]),
    ...blocks(3, 4, 5, 8, 9, 10, 13, 14, 15, 18),
    ...scalers(7, 12, 17),
    ...both("19", [3, 64, 3, 3]),
  ];
  return [["vae_scale", []], ["vae_shift", []], ...prefixed("taesd_encoder", encoder), ...prefixed("taesd_decoder", decoder)];
}

const sizeOf = (shape: Shape): number => shape.reduce((product, side) => product * side, 1);

/** A safetensors file: length of the header, header as JSON, then the numbers of each tensor as 16-bit floats. */
function writeSafetensors(path: string, tensors: Tensors, seed: number): void {
  let end = 0;
  const entries = Array.from(tensors, ([name, shape]) => {
    const begin = end;
    end += 2 * sizeOf(shape);
    return [name, { dtype: "F16", shape, data_offsets: [begin, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.byteLength));
  const file = openSync(path, "w");
  try {
    writeSync(file, Buffer.concat([length, header]));
    const draw = randomNumbers(seed);
    for (const [name, shape] of tensors) writeSync(file, numbersOf(name, shape, draw));
  } finally {
    closeSync(file);
  }
}

/** Weights of the size that keeps a signal's size; norms pass it on unchanged. */
function numbersOf(name: string, shape: Shape, draw: () => number): Uint8Array {
  const isVector = shape.length <= 1;
  const spread = Math.sqrt(3 / Math.max(1, sizeOf(shape.slice(1))));
  const start = name.endsWith(".bias") || name.endsWith("vae_shift") ? 0 : 1;
  // Drawing 150 million numbers would take most of a minute: a tile of them is repeated.
  const tile = Float16Array.from({ length: Math.min(sizeOf(shape), TILE) }, () => (isVector ? start : spread * draw()));
  const numbers = new Float16Array(sizeOf(shape));
  for (let at = 0; at < numbers.length; at += tile.length) numbers.set(tile.subarray(0, numbers.length - at), at);
  return new Uint8Array(numbers.buffer);
}

/** No divisor of a matrix's width, so that its rows differ. */
const TILE = 65_537;

/** Numbers from -1 to 1, equal for equal seeds (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
