import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const EXAMPLE = join(import.meta.dirname, "../../../examples/env-acceptance");

/** Folders of small wheels that uv takes as flat indexes. */
export interface AcceptanceIndex {
  /** What stands in the place of PyPI. */
  readonly packages: string;
  /** Builds of torch for one CUDA version, as PyTorch serves them from an index of their own. */
  readonly torch: string;
}

/** Makes the packages of `examples/env-acceptance/wheels.json` in a folder; 0.1 s. */
export async function buildAcceptanceIndex(dir: string): Promise<AcceptanceIndex> {
  await promisify(execFile)("python3", [join(EXAMPLE, "make_wheels.py"), join(EXAMPLE, "wheels.json"), dir]);
  return { packages: join(dir, "packages"), torch: join(dir, "torch") };
}
