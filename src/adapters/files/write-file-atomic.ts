import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";
import { isInside } from "./is-inside.ts";

/** Permissions of a file that is new. */
const NEW_FILE_MODE = 0o644;

/**
 * Replaces or creates a file so that a reader, or the next start after a crash, sees the old content or the new one.
 *
 * Written to a temporary file in the same folder, made durable, renamed, and the folder made durable. The file's
 * permissions are kept. A link at `path` is followed to the file it names, and must stay inside `insideDir`.
 *
 * @throws READ_ONLY when the folder cannot be written or the link leads outside; DISK_FULL; DISK_FAILED.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  { insideDir }: { readonly insideDir: string },
): Promise<void> {
  const target = await resolveTarget(path, insideDir);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const mode = await modeOf(target);
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.chmod(mode);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw fileError(error, path);
  }
}

/** The file that would be written, links resolved; it may not exist yet, its folder must. */
async function resolveTarget(path: string, insideDir: string): Promise<string> {
  try {
    const root = await realpath(insideDir);
    const target = await realpath(path).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      return join(await realpath(dirname(path)), basename(path));
    });
    if (isInside(root, target)) return target;
  } catch (error) {
    throw fileError(error, path);
  }
  throw new TouchstoneError("READ_ONLY", `\`${path}\` is not written: it leads out of \`${insideDir}\``, {
    hint: "Replace the link by a file or folder of the project",
  });
}

async function modeOf(target: string): Promise<number> {
  try {
    return (await stat(target)).mode & 0o7777;
  } catch (error) {
    if (isMissing(error)) return NEW_FILE_MODE;
    throw error;
  }
}

/** Makes a rename durable. Windows cannot open folders and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
