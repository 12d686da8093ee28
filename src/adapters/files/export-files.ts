import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";
import { isFolder, makeFolders } from "./make-folders.ts";

/** One file to hand to a person; `name` is made by Touchstone, never taken from outside. */
export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What no folder is called, unless by mistake. */
const PICTURE_NAME = /\.(png|jpe?g|gif|webp)$/i;

/**
 * Writes images where a person asked for them: one image to a file or into a folder, several into a folder. A folder is
 * what is one already, what ends with a slash, and where several images go.
 *
 * @returns their paths, in order.
 * @throws TouchstoneError USAGE when several images are asked into one file; what `writeExport` throws.
 */
export async function writeImages(out: string, files: readonly ExportFile[]): Promise<readonly string[]> {
  if (endsInSlash(out) || (await isFolder(out))) return await writeIntoFolder(out, files);
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return [await writeExport(out, [only.bytes])];
  if (!PICTURE_NAME.test(out)) return await writeIntoFolder(out, files);
  throw new TouchstoneError("USAGE", `\`${out}\` is the name of one file, and there are ${files.length} images to write`, {
    hint: "Name a folder, or choose one image with `--variant` and `--part`",
  });
}

/**
 * Writes files into a folder, which is made where it is missing.
 *
 * @returns their paths, in order.
 * @throws what `writeExport` throws.
 */
export async function writeIntoFolder(dir: string, files: readonly ExportFile[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { name, bytes } of files) paths.push(await writeExport(join(dir, name), [bytes]));
  return paths;
}

/**
 * Writes a file where a person asked for it. It appears under its name only when it is complete, and nothing is left
 * when it does not get that far.
 *
 * @param chunks  Its contents, asked for one after the other.
 * @returns its absolute path.
 * @throws TouchstoneError INPUT_INVALID when a folder is there, or a file stands where a folder is needed; READ_ONLY,
 *         DISK_FULL, DISK_FAILED; whatever `chunks` throws.
 */
export async function writeExport(out: string, chunks: Iterable<string | Uint8Array>): Promise<string> {
  const path = resolve(out);
  if (endsInSlash(out) || (await isFolder(path))) throw notAFile(out);
  await makeFolders(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx");
    try {
      for (const chunk of chunks) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    return path;
  } catch (error) {
    await rm(temporary, { force: true });
    throw fileError(error, path);
  }
}

function endsInSlash(path: string): boolean {
  return /[/\\]$/.test(path);
}

function notAFile(out: string): TouchstoneError {
  return new TouchstoneError("INPUT_INVALID", `\`${out}\` is a folder, and one file is to be written`, {
    hint: "Name a file in it",
  });
}
