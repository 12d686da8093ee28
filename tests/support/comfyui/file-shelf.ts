import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The server's folders `output`, `input` and `temp`. Names use `/`, e.g. `output/touchstone/a_00001_.png`. */
export interface FileShelf {
  read(name: string): Uint8Array | null;
  write(name: string, bytes: Uint8Array): void;
  remove(name: string): void;
  /** Files directly or deeper in a folder, below it, sorted by code unit. */
  list(folder: string): string[];
}

/** Files that live as long as the object does. */
export function memoryShelf(): FileShelf {
  const files = new Map<string, Uint8Array>();
  return {
    read: (name) => files.get(name) ?? null,
    write: (name, bytes) => void files.set(name, bytes),
    remove: (name) => void files.delete(name),
    list: (folder) => {
      const names = [...files.keys()].filter((name) => name.startsWith(`${folder}/`));
      return names.map((name) => name.slice(folder.length + 1)).sort();
    },
  };
}

/** Files in a real folder, which the next process at the same port finds again. */
export function folderShelf(dir: string): FileShelf {
  const at = (name: string) => path.join(dir, name);
  return {
    read: (name) => (existsSync(at(name)) && statSync(at(name)).isFile() ? readFileSync(at(name)) : null),
    write: (name, bytes) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), bytes);
    },
    remove: (name) => rmSync(at(name), { force: true }),
    list: (folder) => {
      if (!existsSync(at(folder))) return [];
      const entries = readdirSync(at(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const names = entries.map((entry) => path.relative(at(folder), path.join(entry.parentPath, entry.name)));
      return names.map((name) => name.split(path.sep).join("/")).sort();
    },
  };
}
