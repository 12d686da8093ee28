import type { InkSource } from "./ink-story.ts";

/**
 * Most characters of one story with all it includes, each time it is included. The compiler needs about two seconds for
 * a million. Guess: the largest story known to us, of some 750,000 words, has been split over several files of this kind.
 */
export const MAX_INK_CHARACTERS = 4 * 1_048_576;

/** Reads what `INCLUDE` names, and remembers it by name, for columns in messages. */
export interface IncludeReader {
  readonly texts: ReadonlyMap<string, string>;
  /** The name under which a file is known. */
  resolve(name: string): string;
  /** Throws where the name leaves the folder, there is no such file, or the story becomes too large. */
  read(name: string): string;
}

/** Source: SPEC.md IK3. */
export function openIncludes(source: InkSource): IncludeReader {
  const texts = new Map([[source.file, source.text]]);
  let left = MAX_INK_CHARACTERS - source.text.length;
  return {
    texts,
    resolve(name) {
      // The engine resolves the story's own name first, which may be a path from anywhere.
      if (name === source.file || leavesFolder(name)) return name;
      return name
        .split("/")
        .filter((part) => part !== "." && part !== "")
        .join("/");
    },
    read(name) {
      if (leavesFolder(name)) throw new TypeError("it is outside of the story's folder");
      const text = source.include?.(name) ?? null;
      if (text === null) throw new TypeError("there is no such file in the story's folder");
      left -= text.length;
      if (left < 0) throw new TypeError(`the story and its files have more than ${MAX_INK_CHARACTERS} characters`);
      texts.set(name, text);
      return text;
    },
  };
}

/** Absolute paths, drives, addresses, and any step upwards, in either kind of slash. */
function leavesFolder(name: string): boolean {
  return /^[\\/]|[:\\\0]/.test(name) || name.split("/").includes("..");
}
