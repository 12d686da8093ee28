import { z } from "zod";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { checkFirst } from "./check-first.ts";
import { envHomeOf } from "../env-home.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { type FirstGeneration, makeFirst } from "./make-first.ts";
import { requireNone } from "./require-none.ts";
import { undoingFirst } from "./undoing-first.ts";
import { WaitMs } from "../wait-input.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

/** What uv reads as one, as far as it is useful. Anything else is named here, before anything is written. */
const COOLDOWN = /^(?:none|\d{1,5} (?:hour|day|week)s?|P\d{1,5}[DW]|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?)$/;

const InitInput = z.strictObject({
  comfyuiDir: z.string().min(1).max(4096).describe("The ComfyUI folder, which holds `main.py`; absolute"),
  python: z.string().max(4096).default("").describe("The Python to build with: a version or a path; empty: found"),
  index: z
    .string()
    .min(1)
    .max(2048)
    .optional()
    .describe("Stands in the place of PyPI: an address, or an absolute folder of wheels"),
  torchIndex: z.string().min(1).max(2048).optional().describe("The only index of torch, torchvision and torchaudio"),
  cooldown: z
    .string()
    .regex(COOLDOWN, "write it like `7 days`, `P7D`, `2026-01-31` or `none`")
    .optional()
    .describe("Age that a version must have to be taken, e.g. `7 days`; `none`: no limit; default: 7 days from PyPI itself"),
  allowBuild: z.array(z.string().min(1).max(200)).max(200).default([]).describe("Packages that may be built from source"),
  skipNodes: z.array(z.string().min(1).max(255)).max(1000).default([]).describe("Node packs of the folder that are not adopted"),
  waitMs: WaitMs,
});

/** What `env init` made. */
export type InitAnswer = FirstGeneration;

/**
 * Brings a ComfyUI folder under transactions: its requirements and node packs become generation 1. Nothing in that folder is
 * changed, and a failure leaves the project as it was.
 *
 * @throws TouchstoneError ENV_EXISTS, COMFYUI_NOT_FOUND, UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE, READ_ONLY before anything is
 *         written; REQUIREMENT_REFUSED, RESOLUTION_CONFLICT, UV_FAILED, SMOKE_FAILED, INPUT_INVALID, INTERRUPTED and those of the
 *         disk.
 */
export async function initEnv(studio: Studio, input: z.output<typeof InitInput>, caller: Caller): Promise<InitAnswer> {
  const home = envHomeOf(studio.projectDir);
  await requireNone(home);
  const first = await checkFirst(studio, home, input);
  const options = { ...waitingOf(studio, input.waitMs, caller), kind: "init", config: first.config } as const;
  return await withEnvLock(studio, options, async (held) => {
    await requireNone(home);
    return await undoingFirst(held, async () => await makeFirst({ studio, held, caller }, first, input));
  });
}

export const envInitVerb = defineVerb({
  name: "env.init",
  summary: "Bring a ComfyUI folder under transactions: its requirements and node packs become generation 1",
  access: "files",
  local: true,
  input: InitInput,
  run: initEnv,
});
