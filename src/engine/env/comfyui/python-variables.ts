import { delimiter, join } from "node:path";
import type { Machine } from "../../studio.ts";

/** They would give a generation's Python another home, other modules, or another installer's settings. */
const DROPPED = /^(?:PYTHON|CONDA_|PIP_|UV_|VIRTUAL_ENV$|__PYVENV_LAUNCHER__$)/;

/** Folder of a virtual environment's programs. */
function programsOf(generation: string): string {
  return join(generation, ".venv", process.platform === "win32" ? "Scripts" : "bin");
}

/** The Python of a generation, by the folder of that generation or a link to it. */
export function pythonOf(generation: string): string {
  return join(programsOf(generation), process.platform === "win32" ? "python.exe" : "python");
}

/**
 * The variables that programs of a generation run with: the machine's own, with the generation's programs first, and without
 * what leads to another Python. Nothing is installed behind the lock's back: there is no pip in the environment, and one from
 * elsewhere refuses to work outside of it.
 */
export function pythonVariables(machine: Pick<Machine, "variables">, generation: string): Readonly<Record<string, string>> {
  const kept = Object.entries(machine.variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !DROPPED.test(entry[0]),
  );
  const path = [programsOf(generation), ...(machine.variables["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONNOUSERSITE: "1",
    // What it prints is read as it comes.
    PYTHONUNBUFFERED: "1",
    PIP_REQUIRE_VIRTUALENV: "1",
  };
}
