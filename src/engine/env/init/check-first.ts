import { findGit, type Git } from "../../../adapters/git/find-git.ts";
import { findPython, type PythonFacts } from "../../../adapters/uv/find-python.ts";
import { findUv, type Uv } from "../../../adapters/uv/find-uv.ts";
import { canWrite } from "../../../adapters/files/can-write.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import { readEnvConfig } from "../../../core/env/read-config.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { comfyuiDirOf, isComfyui } from "../comfyui-dir.ts";
import type { EnvHome } from "../env-home.ts";
import { firstConfigText } from "./first-files.ts";
import { isThere } from "../is-there.ts";
import { findEnvConfig } from "../load-env-config.ts";

/** What a first generation is made with. */
export interface First {
  readonly config: EnvConfig;
  /** Text of the config that is written where there is none yet. */
  readonly configText: string;
  /** Absolute. */
  readonly comfyuiDir: string;
  readonly uv: Uv;
  readonly git: Git;
  readonly python: PythonFacts;
}

/**
 * Looks whether a first generation can be made, before anything is written.
 *
 * @throws TouchstoneError COMFYUI_NOT_FOUND, READ_ONLY, INPUT_INVALID, UV_MISSING, PYTHON_UNSUITABLE, GIT_MISSING: the first that fails.
 */
export async function checkFirst(
  studio: Studio,
  home: EnvHome,
  wanted: { readonly comfyuiDir: string; readonly python: string; readonly index?: string | undefined },
): Promise<First> {
  const configText = firstConfigText(home, wanted);
  const config = (await findEnvConfig(home)) ?? readEnvConfig({ file: "env/config.toml", text: configText });
  const comfyuiDir = comfyuiDirOf(home, config);
  requireSame(comfyuiDir, wanted.comfyuiDir);
  if (!(await isComfyui(home, config))) {
    throw new TouchstoneError("COMFYUI_NOT_FOUND", `\`${comfyuiDir}\` is not a ComfyUI folder: it holds no \`main.py\``, {
      hint: "Name the folder that holds ComfyUI's `main.py`; see docs/guides/environment.md#comfyui",
    });
  }
  await requireWritable(home);
  await requireWheels(wanted.index);
  const uv = await findUv(studio.machine);
  const python = await findPython(uv, wanted.python === "" ? config.runtime.python : wanted.python, home.projectDir);
  return { config, configText, comfyuiDir, uv, git: await findGit(studio.machine), python };
}

/** A config that a person has put there before decides, and must not say something else than the command. */
function requireSame(configured: string, wanted: string): void {
  if (configured === wanted) return;
  throw new TouchstoneError("INPUT_INVALID", `\`env/config.toml\` names \`${configured}\`, and the command \`${wanted}\``, {
    hint: "Correct `paths.comfyui_dir`, or remove the file and let the command write it",
  });
}

/** An address is uv's to try; a folder is looked for here, since uv would call it an option that nobody typed. */
async function requireWheels(index: string | undefined): Promise<void> {
  if (index === undefined || index.includes("://") || (await isThere(index))) return;
  throw new TouchstoneError("INPUT_INVALID", `there is no folder of wheels \`${index}\``, {
    hint: "Name one that is there with `--index`, or an address",
  });
}

async function requireWritable(home: EnvHome): Promise<void> {
  const dir = (await isThere(home.dir)) ? home.dir : home.projectDir;
  if (await canWrite(dir)) return;
  throw new TouchstoneError("READ_ONLY", `\`${dir}\` cannot be written`, {
    hint: "Give yourself write permission, or choose another project folder",
  });
}
