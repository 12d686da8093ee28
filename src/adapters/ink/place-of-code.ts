import type { InkObject } from "inkjs/engine/Object";

/** Where code stands: `file:line` where its source is known, else its path in compiled code; empty for none. */
export function placeOfCode(object: InkObject | null): string {
  if (object === null) return "";
  const { debugMetadata } = object;
  if (debugMetadata === null) return String(object.path);
  const { fileName, startLineNumber } = debugMetadata;
  return fileName === null ? `line ${startLineNumber}` : `${fileName}:${startLineNumber}`;
}

/** The line of code in the story's own file; null where it is not known, or in another file. */
export function lineOfCode(object: InkObject, file: string): number | null {
  const { debugMetadata } = object;
  if (debugMetadata === null || debugMetadata.fileName !== file) return null;
  return debugMetadata.startLineNumber;
}
