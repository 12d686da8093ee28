import type { ServerDevice } from "../comfyui/server-facts.ts";
import { judgeAddress } from "../comfyui/judge-address.ts";
import { countOf } from "../checks/words.ts";
import { loraCountOf } from "../workflow/template-values.ts";
import type { BackendWarning, WarningCode } from "./backend-warning.ts";
import { findMisfits } from "./find-misfits.ts";
import type { LookedAt } from "./looked-at.ts";

type Found = Omit<BackendWarning, "code"> | undefined;

/** Everything that is odd about a server, in one order. Source: SPEC.md BK13. */
export function findWarnings(looked: LookedAt): readonly BackendWarning[] {
  const found = LOOKS.flatMap(([code, look]) => {
    const one = look(looked);
    return one === undefined ? [] : [{ code, ...one }];
  });
  return [...findMisfits(looked), ...found];
}

const LOOKS: readonly (readonly [WarningCode, (looked: LookedAt) => Found])[] = [
  ["no_workflow_specs", noWorkflowSpecs],
  ["old_version", oldVersion],
  ["cpu_only", cpuOnly],
  ["low_vram", lowVram],
  ["fast_math", fastMath],
  ["dynamic_vram", dynamicVram],
  ["not_deterministic", notDeterministic],
  ["custom_nodes", customNodes],
  ["no_metadata", noMetadata],
  ["models_not_verified", modelsNotVerified],
  ["unprotected", unprotected],
];

function noWorkflowSpecs({ specs }: LookedAt): Found {
  if (specs.length > 0) return undefined;
  return {
    message: "no spec of the project has a workflow that this server could run, so it will stay idle",
    hint: "Give a spec `workflow: <id>`; specs without one are drawn by the built-in renderer",
  };
}

function oldVersion({ probe }: LookedAt): Found {
  if (probe.hasJobs) return undefined;
  return {
    message: `ComfyUI${versionText(probe.facts.comfyuiVersion)} is too old to be asked about a single prompt, so its history and queue are read instead`,
    hint: "Update ComfyUI to 0.6 or newer",
  };
}

function versionText(version: string | null): string {
  return version === null ? "" : ` ${version}`;
}

function cpuOnly({ probe: { facts } }: LookedAt): Found {
  if (facts.devices.length === 0 || facts.devices.some(({ type }) => type !== "cpu")) return undefined;
  return {
    message: "it computes on the processor alone, which takes minutes for an image",
    hint: "Start ComfyUI on a machine with a GPU, without `--cpu`",
  };
}

/** Guess: below this an SDXL-like checkpoint is moved in and out of memory for every step. */
const LITTLE_VRAM_BYTES = 2 * 1024 ** 3;
const GIB = 1024 ** 3;

function lowVram({ probe: { facts, queue } }: LookedAt): Found {
  // While it works, its own models fill the memory: that says nothing.
  const device = queue.running > 0 ? undefined : facts.devices.find(isShortOfMemory);
  if (device === undefined) return undefined;
  const [free, total] = [device.vramFreeBytes, device.vramTotalBytes].map((bytes) => ((bytes ?? 0) / GIB).toFixed(1));
  return {
    message: `only ${free} of ${total} GiB are free on \`${device.name}\`: unless its own models fill the rest, renders are slow or fail for lack of memory`,
    hint: "Close other programs that use this GPU",
  };
}

function isShortOfMemory({ type, vramFreeBytes }: ServerDevice): boolean {
  return type !== "cpu" && vramFreeBytes !== null && vramFreeBytes < LITTLE_VRAM_BYTES;
}

function fastMath({ probe: { facts } }: LookedAt): Found {
  if (!hasFlag(facts.argv, "--fast")) return undefined;
  return {
    message: "it was started with `--fast`, which trades exactness for speed: pixels differ from those of a server without it",
    hint: "Start ComfyUI without `--fast` where replays must be identical",
  };
}

/** Guess: on by default for NVIDIA since the spring of 2026. Source: ComfyUI issues 15365 and 14692, open in autumn 2026. */
const DYNAMIC_VRAM_SINCE = [0, 20] as const;

function dynamicVram({ probe: { facts }, specs }: LookedAt): Found {
  const usesLoras = specs.some(({ plan }) => loraCountOf(plan) > 0);
  const isNvidia = facts.devices.some(({ type }) => type === "cuda");
  if (!usesLoras || !isNvidia || hasFlag(facts.argv, "--disable-dynamic-vram")) return undefined;
  if (!isAtLeast(facts.comfyuiVersion, DYNAMIC_VRAM_SINCE)) return undefined;
  return {
    message: "its dynamic memory is known to give other pixels for the same seed when LoRAs are used",
    hint: "Start ComfyUI with `--disable-dynamic-vram` where replays must be identical",
  };
}

/** A version that is not known counts as new. */
function isAtLeast(version: string | null, [major, minor]: readonly [number, number]): boolean {
  const found = /^v?(\d+)\.(\d+)/.exec(version ?? "");
  if (found === null) return true;
  const [ownMajor, ownMinor] = [Number(found[1]), Number(found[2])];
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function notDeterministic({ probe: { facts } }: LookedAt): Found {
  // On a processor the flag changes nothing.
  if (hasFlag(facts.argv, "--deterministic") || facts.devices.every(({ type }) => type === "cpu")) return undefined;
  return {
    message: "it was started without `--deterministic`, so a replay may be near instead of identical",
    hint: "Start ComfyUI with `--deterministic` if that matters more to you than speed",
  };
}

function customNodes({ probe: { facts } }: LookedAt): Found {
  const { nodePacks } = facts;
  if (nodePacks.length === 0) return undefined;
  const names = nodePacks.map((name) => `\`${name.replace(/^custom_nodes\./, "")}\``).join(", ");
  return {
    message: `${countOf(nodePacks.length, "pack")} of custom nodes can run any code there and change between two renders unseen: ${names}`,
    hint: "Keep only the packs that your workflows use",
  };
}

function noMetadata({ probe: { facts } }: LookedAt): Found {
  if (!hasFlag(facts.argv, "--disable-metadata")) return undefined;
  return {
    message: "it was started with `--disable-metadata`, so its files do not say which job made them",
    hint: "Start ComfyUI without it; what Touchstone exports carries no metadata anyway",
  };
}

function modelsNotVerified({ specs, hasModelsDir }: LookedAt): Found {
  if (hasModelsDir || specs.length === 0) return undefined;
  return {
    message: "its model files are trusted by name: nobody checks that they are the ones your records name by SHA-256",
    hint: "Name its model folder with `touchstone backend set ID --models-dir DIR` if this machine can see it",
  };
}

function unprotected({ url }: LookedAt): Found {
  const address = judgeAddress(url);
  if (!address.ok || address.secure || isLoopback(address.host)) return undefined;
  return {
    message: "it is reached by plain http over the network: others there can read and change what passes, and use it",
    hint: "Put it behind https, or reach it through an SSH tunnel to 127.0.0.1",
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** A flag, alone or with its value, as in `--fast` and `--fast=autotune`. */
function hasFlag(argv: readonly string[], flag: string): boolean {
  return argv.some((word) => word === flag || word.startsWith(`${flag}=`));
}
