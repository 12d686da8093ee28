import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";

/** One file to hand to a person; `name` is made by Touchstone, never taken from outside. */
export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files where a person asked for them: one file to a file or folder, several into a folder.
 * Each appears under its name only when it is complete.
 *
 * @returns their paths, in order.
 * @throws TouchstoneError USAGE when several files are asked into one file; READ_ONLY, DISK_FULL.
 */
export async function writeExport(out: string, files: readonly ExportFile[]): Promise<readonly string[]> {
  const target = resolve(out);
  const isFolder = await isDirectory(target);
  const asFolder = isFolder || out.endsWith("/") || files.length > 1;
  if (asFolder && !isFolder && /\.[A-Za-z0-9]{1,5}$/.test(target)) {
    throw new TouchstoneError("USAGE", `\`${out}\` looks like a file, and there are ${files.length} images to write`, {
      hint: "Name a folder, or choose one image with `--variant` and `--part`",
    });
  }
  const paths: string[] = [];
  for (const file of files) {
    const path = asFolder ? join(target, file.name) : target;
    const written = await createExport(path);
    await written.write(file.bytes);
    paths.push(await written.finish());
  }
  return paths;
}

/** A file under construction; nothing is seen under its final name before `finish`. */
export interface ExportWriter {
  write(chunk: string | Uint8Array): Promise<void>;
  /** Makes the file durable and visible, and returns its absolute path. */
  finish(): Promise<string>;
}

/** Starts a file in the folder where it will lie. */
export async function createExport(out: string): Promise<ExportWriter> {
  const path = resolve(out);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, "wx");
    const guarded = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        await handle.close();
        await rm(temporary, { force: true });
        throw fileError(error, path);
      }
    };
    return {
      write: (chunk) => guarded(async () => await handle.writeFile(chunk)),
      finish: async () => {
        await guarded(async () => await handle.sync());
        await handle.close();
        await rename(temporary, path);
        return path;
      },
    };
  } catch (error) {
    throw fileError(error, path);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return false;
    throw fileError(error, path);
  }
}
