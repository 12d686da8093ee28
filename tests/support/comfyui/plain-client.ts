import type { FakeComfy } from "./fake-comfy.ts";

/** What a graph of the plain kind is made from. */
export interface PlainWish {
  readonly seed?: number;
  readonly text?: string;
  readonly size?: number;
  readonly checkpoint?: string;
  readonly lora?: string | null;
  readonly prefix?: string;
  /** Cuts the subject out. */
  readonly isTransparent?: boolean;
}

/** A text-to-image graph in API format; its output is node `9`. */
export function plainGraph(wish: PlainWish = {}): Record<string, object> {
  const {
    seed = 1,
    text = "a lamp",
    size = 16,
    checkpoint = "alder.safetensors",
    lora = null,
    prefix = `t/${seed}`,
    isTransparent = false,
  } = wish;
  const model = lora === null ? "4" : "10";
  const sampler = { seed, steps: 20, cfg: 7, sampler_name: "euler", scheduler: "normal", denoise: 1 };
  const links = { model: [model, 0], positive: ["6", 0], negative: ["7", 0], latent_image: ["5", 0] };
  return {
    "3": { class_type: "KSampler", inputs: { ...sampler, ...links } },
    "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: checkpoint } },
    "5": { class_type: "EmptyLatentImage", inputs: { width: size, height: size, batch_size: 1 } },
    "6": { class_type: "CLIPTextEncode", inputs: { text, clip: [model, 1] } },
    "7": { class_type: "CLIPTextEncode", inputs: { text: "blur", clip: [model, 1] } },
    "8": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["4", 2] } },
    "9": { class_type: "SaveImage", inputs: { images: [isTransparent ? "14" : "8", 0], filename_prefix: prefix } },
    ...(lora === null ? {} : loraNodes(lora)),
    ...(isTransparent ? CUT_OUT : {}),
  };
}

function loraNodes(lora: string): Record<string, object> {
  const inputs = { model: ["4", 0], clip: ["4", 1], lora_name: lora, strength_model: 0.8, strength_clip: 0.8 };
  return { "10": { class_type: "LoraLoader", inputs } };
}

const CUT_OUT = {
  "11": { class_type: "LoadBackgroundRemovalModel", inputs: { bg_removal_name: "birefnet.safetensors" } },
  "12": { class_type: "RemoveBackground", inputs: { bg_removal_model: ["11", 0], image: ["8", 0] } },
  "13": { class_type: "InvertMask", inputs: { mask: ["12", 0] } },
  "14": { class_type: "JoinImageWithAlpha", inputs: { image: ["8", 0], alpha: ["13", 0] } },
};

/** What a fake must offer for these graphs. */
export const PLAIN_MODELS = {
  checkpoints: ["alder.safetensors", "birch.safetensors"],
  loras: ["lines.safetensors"],
  backgroundModels: ["birefnet.safetensors"],
} as const;

/** How a prompt ended, as history tells it. */
export interface Ended {
  readonly status: { readonly status_str: string; readonly messages: readonly (readonly [string, Record<string, unknown>])[] };
  readonly outputs: Readonly<
    Record<string, { readonly images: readonly { filename: string; subfolder: string; type: string }[] }>
  >;
}

/** Talks to a fake without any of the product's code. */
export function plainClient(fake: Pick<FakeComfy, "url">) {
  const post = async (path: string, body: object = {}) =>
    await fetch(`${fake.url}/api${path}`, { method: "POST", body: JSON.stringify(body) });
  const get = async (path: string) => await fetch(`${fake.url}/api${path}`);
  const submit = async (graph: object, more: object = {}): Promise<string> => {
    const reply = (await (await post("/prompt", { prompt: graph, client_id: "me", ...more })).json()) as { prompt_id: string };
    return reply.prompt_id;
  };
  const find = async (id: string): Promise<Ended | null> =>
    ((await (await get(`/history/${id}`)).json()) as Record<string, Ended>)[id] ?? null;
  const finish = async (id: string): Promise<Ended> => {
    for (;;) {
      const ended = await find(id);
      if (ended !== null) return ended;
      await new Promise((done) => void setTimeout(done, 2));
    }
  };
  const download = async (ended: Ended): Promise<{ status: number; bytes: Buffer }> => {
    const image = ended.outputs["9"]?.images[0] ?? { filename: "", subfolder: "", type: "output" };
    const response = await get(`/view?${new URLSearchParams(image).toString()}`);
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const statusOf = async (id: string): Promise<string> => {
    const reply = (await (await get(`/jobs/${id}`)).json()) as { status?: string; error?: string };
    return reply.status ?? reply.error ?? "";
  };
  return { post, get, submit, find, finish, download, statusOf };
}
