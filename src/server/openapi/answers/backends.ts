import { z } from "zod";
import { EpochMs } from "./values.ts";

const Bytes = z.number().nullable();

const DeviceValue = z
  .strictObject({
    name: z.string().describe("As the server names it"),
    type: z.string().describe("E.g. `cuda`, `mps`, `cpu`"),
    vramTotalBytes: Bytes,
    vramFreeBytes: Bytes,
  })
  .describe("What a server computes on");

const QueueValue = z
  .strictObject({ running: z.number(), pending: z.number() })
  .nullable()
  .describe("Prompts on it, whoever asked for them; null while not known");

export const BackendValue = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["builtin", "comfyui"]).describe("Which renderer it is"),
    url: z.string().nullable().describe("Null for the built-in one"),
    source: z.enum(["builtin", "file", "flag", "environment"]).describe("Who names it"),
    enabled: z.boolean().describe("Whether the project uses it"),
    health: z.enum(["up", "down", "unknown"]).describe("`unknown` until it was asked"),
    detail: z.string().nullable().describe("Why it is down or what is odd about it"),
    hint: z.string().nullable().describe("The way out"),
    version: z.string().nullable(),
    devices: z.array(DeviceValue),
    queue: QueueValue,
    rendering: z.number().describe("Renders of this project on it"),
    slots: z.number().describe("How many of them it may hold at once"),
    warmCheckpoint: z.string().nullable().describe("Id of the checkpoint that it most likely holds in memory"),
    checkpoints: z.array(z.string()).nullable().describe("The only checkpoints (ids) that it is given; null for any"),
    modelsDir: z.string().nullable().describe("Its model folder as this machine sees it; null where none is named"),
    models: z.array(z.string()).nullable().describe("Checkpoint files that it offers; null while not known"),
    seenAtMs: EpochMs.nullable().describe("When it last answered"),
  })
  .describe("One renderer of the project on this machine");

export const BackendListValue = z.strictObject({ backends: z.array(BackendValue) });
export const BackendWrittenValue = z.strictObject({ backend: BackendValue });
export const BackendRemovedValue = z.strictObject({ removed: z.string().describe("Id of the backend") });

const FactsValue = z
  .strictObject({
    comfyuiVersion: z.string().nullable(),
    python: z.string().nullable(),
    torch: z.string().nullable(),
    os: z.string().nullable(),
    argv: z.array(z.string()).describe("Its command line; paths are cut to their last name"),
    devices: z.array(DeviceValue),
    nodePacks: z.array(z.string()).describe("Modules of custom nodes"),
  })
  .describe("What a server says of itself");

const WARNINGS = [
  "no_workflow_specs",
  "workflow_does_not_fit",
  "old_version",
  "fast_math",
  "dynamic_vram",
  "not_deterministic",
  "low_vram",
  "cpu_only",
  "unprotected",
  "custom_nodes",
  "no_metadata",
  "models_not_verified",
] as const;

export const BackendReportValue = z.strictObject({
  reachable: z.boolean(),
  url: z.string(),
  version: z.string().nullable(),
  devices: z.array(DeviceValue),
  models: z
    .strictObject({ checkpoints: z.array(z.string()), loras: z.array(z.string()), vae: z.array(z.string()) })
    .describe("Files that it offers"),
  missing: z.array(
    z.strictObject({
      kind: z.enum(["node", "checkpoint", "lora", "vae", "model"]),
      name: z.string().describe("A node class, or a file as its record names it"),
      nearest: z.string().nullable().describe("What the server has that was most likely meant"),
      neededBy: z.array(z.string()).describe("Ids of specs"),
    }),
  ),
  warnings: z.array(
    z.strictObject({
      code: z.enum(WARNINGS),
      message: z.string().describe("What is the case, and what follows from it"),
      hint: z.string().describe("What to do about it"),
    }),
  ),
  facts: FactsValue.nullable(),
  queue: QueueValue,
  detail: z.string().nullable().describe("Why it cannot be reached, in plain words"),
  hint: z.string().nullable().describe("What to do about that"),
});
