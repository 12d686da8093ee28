import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";

/** What a virtual environment says of the Python that it was made from. */
export interface VenvPython {
  /** Absolute path of the program, links resolved. */
  readonly python: string;
  /** E.g. `3.11.7`. */
  readonly version: string;
  /** E.g. `CPython`. */
  readonly implementation: string;
}

/** Where programs of a virtual environment lie, relative to it. */
const PROGRAM = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");

/**
 * Reads which Python the `.venv` of a generation runs on, from the disk alone.
 *
 * @returns null where there is no environment, or its Python is gone.
 */
export async function readPyvenv(generation: string): Promise<VenvPython | null> {
  const venv = join(generation, ".venv");
  const [text, python] = await Promise.all([
    readFile(join(venv, "pyvenv.cfg"), "utf8").catch(() => ""),
    realpath(join(venv, PROGRAM)).catch(() => null),
  ]);
  const [version, implementation] = [valueOf(text, "version_info"), valueOf(text, "implementation")];
  return python === null || version === null || implementation === null ? null : { python, version, implementation };
}

function valueOf(text: string, key: string): string | null {
  const line = text.split("\n").find((one) => one.startsWith(`${key} =`));
  return line?.slice(line.indexOf("=") + 1).trim() ?? null;
}
