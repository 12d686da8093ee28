import { stringify } from "yaml";

/** Kinds of model files that ComfyUI knows, and where they lie below `models`. Source: ComfyUI 0.3.64 to 0.33, `folder_paths`. */
const MODEL_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  audio_encoders: ["audio_encoders"],
  background_removal: ["background_removal"],
  checkpoints: ["checkpoints"],
  classifiers: ["classifiers"],
  clip_vision: ["clip_vision"],
  configs: ["configs"],
  controlnet: ["controlnet", "t2i_adapter"],
  detection: ["detection"],
  diffusers: ["diffusers"],
  diffusion_models: ["unet", "diffusion_models"],
  embeddings: ["embeddings"],
  frame_interpolation: ["frame_interpolation"],
  geometry_estimation: ["geometry_estimation"],
  gligen: ["gligen"],
  hypernetworks: ["hypernetworks"],
  latent_upscale_models: ["latent_upscale_models"],
  loras: ["loras"],
  model_patches: ["model_patches"],
  optical_flow: ["optical_flow"],
  photomaker: ["photomaker"],
  style_models: ["style_models"],
  text_encoders: ["text_encoders", "clip"],
  upscale_models: ["upscale_models"],
  vae: ["vae"],
  vae_approx: ["vae_approx"],
};

/**
 * `paths.yaml` of a generation: where its ComfyUI finds models, which is where they always were. Node packs are not named here,
 * so that the generation's own are the only ones.
 *
 * @param comfyuiDir  Absolute.
 * Source: ComfyUI's `extra_model_paths.yaml.example`.
 */
export function pathsYaml(comfyuiDir: string): string {
  const folders = Object.entries(MODEL_FOLDERS).map(([kind, names]) => [kind, names.map((name) => `models/${name}`).join("\n")]);
  const comfyui = { base_path: comfyuiDir, is_default: true, ...Object.fromEntries(folders) };
  return `# Written with this generation: models stay in the ComfyUI folder.\n${stringify({ comfyui }, { lineWidth: 0 })}`;
}
