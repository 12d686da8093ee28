import type { Life } from "./life.ts";
import { fillChoices, type ModelFolders } from "./object-info.ts";
import type { Host } from "./options.ts";
import { empty, json, text, type Call, type Reply } from "./reply.ts";

const MEBIBYTE = 2 ** 20;
const MAX_UPLOAD = 100 * MEBIBYTE;

/** Server feature flags, also the answer to a client's. */
export const FEATURES = {
  supports_preview_metadata: true,
  supports_model_type_tags: true,
  max_upload_size: MAX_UPLOAD,
  extension: { manager: { supports_v4: true } },
  node_replacements: true,
  assets: false,
};

/** GET /features */
export function getFeatures(): Reply {
  return json(FEATURES);
}

/** Guess: a common card, with room for one SDXL model. */
const VRAM = { total: 24 * 1024 * MEBIBYTE, free: 20 * 1024 * MEBIBYTE };

/** GET /system_stats */
export function getSystemStats({ options, version }: Host): Reply {
  const vram = options.vram ?? VRAM;
  return json({
    system: {
      os: "linux",
      ram_total: 64 * 1024 * MEBIBYTE,
      ram_free: 48 * 1024 * MEBIBYTE,
      comfyui_version: version,
      required_frontend_version: "1.49.6",
      required_templates_version: "0.11.44",
      installed_templates_version: "0.11.44",
      comfy_package_versions: [{ name: "comfyui-frontend-package", installed: "1.49.6", required: "1.49.6" }],
      python_version: "3.12.8 (main, Jan  1 2026, 00:00:00) [GCC 13.2.0]",
      pytorch_version: "2.9.1+cu128",
      embedded_python: false,
      deploy_environment: "local-git",
      argv: ["/opt/ComfyUI/main.py", "--listen", "127.0.0.1", "--deterministic"],
    },
    devices: [
      {
        name: "cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync",
        type: "cuda",
        index: 0,
        vram_total: vram.total,
        vram_free: vram.free,
        torch_vram_total: 0,
        torch_vram_free: 0,
      },
    ],
  });
}

/** GET /object_info and /object_info/{class}: what may be chosen is what is there now. */
export function getObjectInfo({ info, models, files }: Host, call: Call): Reply {
  const filled = fillChoices(info, models, files);
  const className = call.params[0];
  if (className === undefined) return json(filled);
  return json(className in filled ? { [className]: filled[className] } : {});
}

/** Folders of models, as the recorded server lists them. */
const FOLDERS = [
  ..."checkpoints configs loras vae text_encoders diffusion_models clip_vision style_models embeddings diffusers vae_approx".split(
    " ",
  ),
  ..."controlnet gligen upscale_models latent_upscale_models custom_nodes datasets hypernetworks photomaker classifiers".split(
    " ",
  ),
  ..."model_patches audio_encoders background_removal frame_interpolation geometry_estimation optical_flow detection".split(" "),
];

/** GET /models */
export function getModels(): Reply {
  return json(FOLDERS);
}

/** GET /models/{folder} */
export function getModelFolder({ models }: Host, call: Call): Reply {
  const folder = call.params[0] ?? "";
  if (!FOLDERS.includes(folder)) return empty(404);
  return json(filesIn(models, folder));
}

function filesIn(models: ModelFolders, folder: string): readonly string[] {
  return Object.entries(models).find(([name]) => name === folder)?.[1] ?? [];
}

/** GET /view_metadata/{folder}: the `__metadata__` of a safetensors file. */
export function getModelMetadata({ options, models }: Host, call: Call): Reply {
  const filename = call.query.get("filename") ?? "";
  if (!filename.endsWith(".safetensors") || !filesIn(models, call.params[0] ?? "").includes(filename)) return empty(404);
  const metadata = options.modelMetadata?.[filename];
  return metadata === undefined ? empty(404) : json(metadata);
}

/** GET /prompt */
export function getPrompt(life: Life): Reply {
  return json({ exec_info: { queue_remaining: life.queue.remaining() } });
}

/** What only the web interface asks for, answered as a server without any of it does. */
export const INTERFACE_REPLIES: Readonly<Record<string, Reply>> = {
  "/embeddings": json([]),
  "/extensions": json([]),
  "/users": json({ storage: "server", migrated: false }),
  "/userdata": text("Directory not found", 404),
  "/settings": json({}),
  "/workflow_templates": json({}),
  "/i18n": json({}),
};
