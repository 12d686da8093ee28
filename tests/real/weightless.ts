import type { Graph } from "./raw-server.ts";

// Graphs that a ComfyUI server runs without any model file. `ImageAddNoise` draws from a seeded generator on the CPU, so
// its pixels are a function of the seed.

let counter = 0;

/** A prefix that no other graph of this run has: equal graphs are answered from the server's cache. */
export const uniquePrefix = (): string => `touchstone-test/${process.pid}-${Date.now()}-${counter++}`;

export interface Noise {
  readonly seed: number;
  readonly prefix: string;
  readonly size?: number;
}

/** A grey picture with noise of a seed. */
export function noiseGraph({ seed, prefix, size = 64 }: Noise): Graph {
  return {
    "1": { class_type: "EmptyImage", inputs: { width: size, height: size, batch_size: 1, color: 8_421_504 } },
    "2": { class_type: "ImageAddNoise", inputs: { image: ["1", 0], seed, strength: 0.5 } },
    "9": { class_type: "SaveImage", inputs: { images: ["2", 0], filename_prefix: prefix } },
  };
}

/** The same with an alpha channel out of a mask. */
export function alphaGraph({ seed, prefix, size = 64 }: Noise): Graph {
  return {
    ...noiseGraph({ seed, prefix, size }),
    "3": { class_type: "SolidMask", inputs: { value: 0.25, width: size, height: size } },
    "4": { class_type: "JoinImageWithAlpha", inputs: { image: ["2", 0], alpha: ["3", 0] } },
    "9": { class_type: "SaveImage", inputs: { images: ["4", 0], filename_prefix: prefix } },
  };
}

/**
 * Many steps one after the other, so that there is time to cancel: an interrupt takes effect between nodes.
 * About 15 ms a step on one core.
 */
export function slowGraph({ seed, prefix, size = 512 }: Noise, steps = 200): Graph {
  const graph: Record<string, Graph[string]> = {
    "1": { class_type: "EmptyImage", inputs: { width: size, height: size, batch_size: 1, color: 0 } },
  };
  let last = "1";
  for (let step = 0; step < steps; step++) {
    const id = `n${step}`;
    graph[id] = { class_type: "ImageAddNoise", inputs: { image: [last, 0], seed: seed + step, strength: 0.01 } };
    last = id;
  }
  graph["9"] = { class_type: "SaveImage", inputs: { images: [last, 0], filename_prefix: prefix } };
  return graph;
}

/** A picture that was uploaded, saved again. The noise is none at all: our workflows must have a seed. */
export function loadGraph(image: string, prefix: string): Graph {
  return {
    "1": { class_type: "LoadImage", inputs: { image } },
    "2": { class_type: "ImageAddNoise", inputs: { image: ["1", 0], seed: 0, strength: 0 } },
    "9": { class_type: "SaveImage", inputs: { images: ["2", 0], filename_prefix: prefix } },
  };
}

/** Valid, and fails while it runs: a picture cannot be scaled to no pixels at all. */
export function failingGraph(prefix: string): Graph {
  return {
    "1": { class_type: "EmptyImage", inputs: { width: 16, height: 16, batch_size: 1, color: 0 } },
    "2": { class_type: "ImageScaleBy", inputs: { image: ["1", 0], upscale_method: "nearest-exact", scale_by: 0.01 } },
    "3": { class_type: "ImageAddNoise", inputs: { image: ["2", 0], seed: 0, strength: 0 } },
    "9": { class_type: "SaveImage", inputs: { images: ["3", 0], filename_prefix: prefix } },
  };
}

/** Valid, and needs 4 TB. */
export function hugeGraph(prefix: string): Graph {
  return {
    "1": { class_type: "EmptyImage", inputs: { width: 16_384, height: 16_384, batch_size: 4096, color: 0 } },
    "2": { class_type: "ImageAddNoise", inputs: { image: ["1", 0], seed: 0, strength: 0 } },
    "9": { class_type: "SaveImage", inputs: { images: ["2", 0], filename_prefix: prefix } },
  };
}

/** Not weightless: its checkpoint is nowhere. */
export function checkpointGraph(): Graph {
  return {
    "1": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "no-such.safetensors" } },
    "2": { class_type: "EmptyLatentImage", inputs: { width: 64, height: 64, batch_size: 1 } },
    "3": { class_type: "VAEDecode", inputs: { samples: ["2", 0], vae: ["1", 2] } },
    "4": { class_type: "ImageAddNoise", inputs: { image: ["3", 0], seed: 0, strength: 0 } },
    "9": { class_type: "SaveImage", inputs: { images: ["4", 0], filename_prefix: "x" } },
  };
}
