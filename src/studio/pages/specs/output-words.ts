import type { OutputKind } from "../../../core/assets/records/spec.ts";

/** What an output kind is called. */
export const OUTPUT_WORDS: Readonly<Record<OutputKind, string>> = {
  single_image: "Single image",
  animation: "Animation",
  ui_states: "UI states",
  logo_set: "Logo set",
  tileset: "Tileset",
};
