import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** One file of the Studio, as built. */
interface BuiltFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** What the Studio's build consists of; anything else that lies there is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** Reads the built Studio into memory, by path below its folder, e.g. `/built/main-a1b2.js`; empty where it was not built. */
export async function readStudioFiles(dir: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const files = new Map<string, BuiltFile>();
  for (const name of await namesIn(dir)) {
    const type = TYPES[extname(name)];
    if (type !== undefined)
      files.set(`/${name.replaceAll("\\", "/")}`, { bytes: new Uint8Array(await readFile(join(dir, name))), type });
  }
  return files;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir, { recursive: true });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw error;
  }
}
