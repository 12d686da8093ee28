import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A scratch folder that is removed afterwards. */
export async function inScratch<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "touchstone-bench-"));
  try {
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A copy of the sample game. */
export function copySample(dir: string): string {
  const target = join(dir, "wickwater");
  cpSync(fileURLToPath(new URL("../examples/wickwater", import.meta.url)), target, { recursive: true });
  return target;
}
