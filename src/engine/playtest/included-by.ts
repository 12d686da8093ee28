/** Names in an ink text's `INCLUDE` lines; they count from the story's own folder, wherever they stand. */
export function includedBy(text: string): readonly string[] {
  return [...text.matchAll(/^\s*INCLUDE\s+(\S.*?)\s*$/gm)].map(([, name = ""]) => name);
}
