import type { SourceFile } from "../../scripts/house/source-file.ts";

/** A small repository in memory: texts by path. */
export function files(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}
