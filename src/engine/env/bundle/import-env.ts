import { z } from "zod";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { checkFirst } from "../init/check-first.ts";
import { comfyuiDirOf } from "../comfyui-dir.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { requireEnvConfig } from "../load-env-config.ts";
import { buildBundle, checkBundle, type ImportedGeneration } from "./make-from-bundle.ts";
import { type ReadBundle, readBundle } from "./read-bundle.ts";
import { requireNone } from "../init/require-none.ts";
import { undoingFirst } from "../init/undoing-first.ts";
import { WaitMs } from "../wait-input.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

const ImportInput = z.strictObject({
  bundle: z.string().min(1).max(4096).describe("The bundle's folder, absolute"),
  comfyuiDir: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("The ComfyUI folder, absolute; needed where the project has no environment yet"),
  python: z.string().max(4096).default("").describe("The Python to build with: a version or a path; empty: found"),
  waitMs: WaitMs,
});
type ImportInput = z.output<typeof ImportInput>;

/** What importing a bundle came to. */
export type ImportAnswer = ImportedGeneration;

/**
 * Builds a generation from a bundle, exactly as it was locked, and points there. Everything is judged before anything is written,
 * and a failure leaves the project as it was.
 *
 * @throws TouchstoneError BUNDLE_REFUSED for form, files, platform, Python or lock, in this order; COMFYUI_NOT_FOUND, UV_MISSING,
 *         PYTHON_UNSUITABLE, GIT_MISSING, UV_FAILED, SMOKE_FAILED, ENV_DAMAGED, INPUT_INVALID, INTERRUPTED and those of the disk.
 */
async function importEnv(studio: Studio, input: ImportInput, caller: Caller): Promise<ImportAnswer> {
  const home = envHomeOf(studio.projectDir);
  const read = await readBundle(input.bundle);
  const isFirst = (await readPointer(home)) === null;
  return isFirst
    ? await importFirst({ studio, home, caller }, input, read)
    : await importNext({ studio, home, caller }, input, read);
}

interface ImportSite {
  readonly studio: Studio;
  readonly home: EnvHome;
  readonly caller: Caller;
}

async function importFirst({ studio, home, caller }: ImportSite, input: ImportInput, read: ReadBundle): Promise<ImportAnswer> {
  await requireNone(home);
  if (input.comfyuiDir === undefined) {
    throw new TouchstoneError("INPUT_INVALID", "this project has no environment yet, so a ComfyUI folder has to be named", {
      hint: "Name it with `--comfyui-dir`; see docs/guides/environment.md#bundles",
    });
  }
  // The Python that the bundle was locked for, unless a person names another one: whether it fits is judged next.
  const python = input.python === "" ? minorOf(read.bundle.python.version) : input.python;
  const first = await checkFirst(studio, home, { comfyuiDir: input.comfyuiDir, python });
  await checkBundle({ uv: first.uv, python: first.python, signal: caller.signal }, read);
  const options = { ...waitingOf(studio, input.waitMs, caller), kind: "init", config: first.config } as const;
  return await withEnvLock(studio, options, async (held) => {
    await requireNone(home);
    return await undoingFirst(
      held,
      async () => await buildBundle({ studio, held, caller }, read, { from: null, configText: first.configText }),
    );
  });
}

async function importNext({ studio, home, caller }: ImportSite, input: ImportInput, read: ReadBundle): Promise<ImportAnswer> {
  const config = await requireEnvConfig(home);
  const comfyuiDir = input.comfyuiDir ?? comfyuiDirOf(home, config);
  const { uv, python } = await checkFirst(studio, home, { comfyuiDir, python: input.python });
  await checkBundle({ uv, python, signal: caller.signal }, read);
  return await withEnvLock(studio, waitingOf(studio, input.waitMs, caller), async (held) => {
    return await buildBundle({ studio, held, caller }, read, { from: await readPointer(home), configText: "" });
  });
}

/** E.g. `3.11` of `3.11.7`. */
function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

export const envImportVerb = defineVerb({
  name: "env.import",
  summary: "Build a generation from a bundle, and make it production",
  access: "files",
  local: true,
  input: ImportInput,
  run: importEnv,
});
