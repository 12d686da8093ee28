import type { AuthoredSource } from "../../core/authored/read-source.ts";
import type { Story } from "../../core/playtest/story/story.ts";

/** An ink story's file, and the way to those beside it. */
export interface InkSource extends AuthoredSource {
  /**
   * The text of a file in the story's folder or below, by its path from there: what `INCLUDE` names, and
   * `<story>.ink.map.yaml`. Null where there is none, or none that may be read.
   */
  readonly include?: (name: string) => string | null;
}

/** An ink story, with what its compiler had to say about it. */
export interface InkStory extends Story {
  readonly kind: "ink";
  readonly findings: readonly InkFinding[];
}

/** What the ink compiler warned of, or a `TODO:` in the source. */
export interface InkFinding {
  readonly kind: "warning" | "todo";
  /** `file:line`, or the file where no line is known. */
  readonly where: string;
  readonly why: string;
}
