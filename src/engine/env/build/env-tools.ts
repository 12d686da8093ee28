import { findGit, type Git } from "../../../adapters/git/find-git.ts";
import { findPython } from "../../../adapters/uv/find-python.ts";
import { findUv, type Uv } from "../../../adapters/uv/find-uv.ts";
import { readPyvenv } from "../../../adapters/uv/read-pyvenv.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import type { Studio } from "../../studio.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { findManifest } from "../find-manifest.ts";

/** The programs that build a generation. */
export interface EnvTools {
  readonly uv: Uv;
  readonly git: Git;
  readonly python: BuildPython;
}

/** A Python to build with. */
interface BuildPython {
  /** Absolute path of the program. */
  readonly path: string;
  /** E.g. `linux-x86_64`. */
  readonly platform: string;
}

/** What decides which they are. */
interface ToolWishes {
  readonly home: EnvHome;
  readonly config: EnvConfig;
  /** The generation that the new one is derived from. */
  readonly base: number | null;
}

/**
 * Finds uv, git and Python. The Python is that of the base: all generations run on one, and asking the disk which it is takes no
 * process. Where there is no base, or it is damaged, or its Python is gone, it is looked for as the config says.
 *
 * @throws TouchstoneError UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE.
 */
export async function findTools({ machine }: Studio, wishes: ToolWishes): Promise<EnvTools> {
  const [uv, git, known] = await Promise.all([findUv(machine), findGit(machine), pythonOfBase(wishes)]);
  return { uv, git, python: known ?? (await findPython(uv, wishes.config.runtime.python, wishes.home.dir)) };
}

async function pythonOfBase({ home, base }: ToolWishes): Promise<BuildPython | null> {
  if (base === null) return null;
  const [found, manifest] = await Promise.all([readPyvenv(generationDir(home, base)), findManifest(home, base)]);
  return found === null || manifest === null ? null : { path: found.python, platform: manifest.python.platform };
}
