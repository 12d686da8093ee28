import { lstat } from "node:fs/promises";

/** Whether anything has this path; a link counts, wherever it leads. */
export async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
