import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Makes a folder with all folders above it, durably: a name is on disk once the folder that holds it is. */
export function makeFolder(dir: string): void {
  const path = resolve(dir);
  const first = mkdirSync(path, { recursive: true });
  // Windows cannot open a folder; its file system keeps names in its own journal.
  if (first === undefined || process.platform === "win32") return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

function syncFolder(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
