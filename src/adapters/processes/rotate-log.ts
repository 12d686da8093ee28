import { copyFile, open, stat, truncate } from "node:fs/promises";

/**
 * Begins a log anew when it has reached a size: what it held is kept beside it as `<name>.1`, in place of what was there. The
 * file itself stays, since a program has it open for appending and goes on with it; a few lines may fall between.
 *
 * @returns Whether it was begun anew.
 */
export async function rotateLog(file: string, maxBytes: number): Promise<boolean> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size < maxBytes) return false;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
  return true;
}

/** The last lines of a file, at most `maxBytes` of it; empty where it cannot be read. */
export async function readLastLines(file: string, count: number, maxBytes: number): Promise<readonly string[]> {
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return [];
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - maxBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    return lines
      .map((line) => line.trimEnd())
      .filter((line) => line !== "")
      .slice(-count);
  } finally {
    await handle.close();
  }
}
