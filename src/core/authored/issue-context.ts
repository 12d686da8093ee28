import type { Locator } from "./locator.ts";
import type { SpelledKind } from "./record-kinds.ts";
import type { Shape } from "./schema-shape.ts";
import type { SourceNode } from "./source-tree.ts";

/** What the sentences are made from: the content in our spelling, its schema and its places. */
export interface IssueContext {
  readonly root: SourceNode;
  readonly shape: Shape;
  readonly kind: SpelledKind | undefined;
  readonly locate: Locator;
}
