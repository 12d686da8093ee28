import type { FileShelf } from "./file-shelf.ts";

const FOLDERS = ["output", "input", "temp"] as const;
export type Folder = (typeof FOLDERS)[number];

/** E.g. `a.png [input]`: a name, and the folder that its suffix selects. */
export function splitAnnotated(name: string): { name: string; folder: Folder | null } {
  const match = /^(.*) \[(output|input|temp)\]$/.exec(name);
  return match === null ? { name, folder: null } : { name: match[1] ?? "", folder: match[2] as Folder };
}

export function isFolder(text: string): text is Folder {
  return FOLDERS.some((folder) => folder === text);
}

/** Reads what LoadImage names; null where there is none. */
export function readAnnotated(files: FileShelf, annotated: string): Uint8Array | null {
  const { name, folder } = splitAnnotated(annotated);
  return isInside(name) ? files.read(`${folder ?? "input"}/${name}`) : null;
}

/** Whether a relative path stays where it starts. */
export function isInside(path: string): boolean {
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return false;
  }
  return !path.startsWith("/");
}
