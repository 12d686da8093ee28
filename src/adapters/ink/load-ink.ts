import { BYTE_ORDER_MARK } from "../../core/authored/limits.ts";
import { compileInk } from "./compile-ink.ts";
import type { InkProgram } from "./ink-program.ts";
import type { InkSource } from "./ink-story.ts";
import { loadInkJson } from "./load-ink-json.ts";

/** Loads an ink story: a `.json` file as compiled, any other as source. Same codes as its two ways. */
export function loadInk(source: InkSource): InkProgram {
  if (isCompiled(source)) return loadInkJson(source);
  const { text } = source;
  return compileInk(text.startsWith(BYTE_ORDER_MARK) ? { ...source, text: text.slice(1) } : source);
}

export function isCompiled({ file }: Pick<InkSource, "file">): boolean {
  return /\.json$/i.test(file);
}
