import type { Environment, ServerRecord, UsedModel } from "../core/assets/evidence.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { canonicalJson } from "../core/canonical/canonical-json.ts";
import { byKey } from "../core/canonical/order.ts";
import { withoutPlaces } from "../core/env/observation/comfy-args.ts";
import type { ServerFacts } from "../core/comfyui/server-facts.ts";
import type { RenderRow } from "../core/events/rows.ts";
import { governedEnvId } from "./env/comfyui/governed-env.ts";
import { getDocument } from "./planned.ts";
import { storeOf, type Studio } from "./studio.ts";

/** What a backend said of itself when it made an image, and the model files that took part. */
export interface MadeBy {
  readonly backend: string;
  readonly server: ServerFacts | null;
  readonly models: readonly UsedModel[];
  /** Identity of the governed environment behind it; null or absent where none is known. */
  readonly envId?: string | null;
}

/** What a backend said when it made an image. Of a governed one, what only says where things lie is left out: its id says the rest. */
export async function describeMaking(
  studio: Studio,
  backend: string,
  { server, models }: Pick<MadeBy, "server" | "models">,
): Promise<Omit<MadeBy, "backend">> {
  const url = studio.fleet.known().find(({ id }) => id === backend)?.url ?? null;
  const envId = url === null ? null : await governedEnvId(studio, url);
  if (envId === null) return { server, models };
  return { server: server === null ? null : { ...server, argv: withoutPlaces(server.argv) }, models, envId };
}

/** Where images of the built-in renderer are made now. It reads no model file and no Python environment. */
export function environmentOf(studio: Pick<Studio, "version" | "builtinRenderer">): Environment {
  return { envId: null, models: [], touchstone: studio.version, builtinRenderer: studio.builtinRenderer };
}

/** Where images of ComfyUI servers were made. There is an environment's id only where all of them were made under that one. */
export function environmentThere(studio: Pick<Studio, "version">, making: readonly MadeBy[]): Environment {
  const servers = making.flatMap(({ backend, server }) => (server === null ? [] : [{ backend, ...withoutMoment(server) }]));
  const models = making.flatMap((made) => made.models).map(({ file, sha256 }) => ({ file, sha256 }));
  const envIds = new Set(making.map(({ envId = null }) => envId));
  const [envId = null] = envIds.size === 1 ? envIds : [];
  return {
    envId,
    models: distinct(models).toSorted(byKey(({ file, sha256 }) => `${file}\n${sha256 ?? ""}`)),
    servers: distinct<ServerRecord>(servers),
    touchstone: studio.version,
    builtinRenderer: null,
  };
}

/** The environment of a job's images, as it was noted with each of them. */
export async function environmentOfRenders(studio: Studio, renders: readonly RenderRow[]): Promise<Environment> {
  const making = await Promise.all(
    renders
      .flatMap(({ backend, serverBlob }) => (backend === null || serverBlob === null ? [] : [{ backend, serverBlob }]))
      .map(async ({ backend, serverBlob }) => ({
        backend,
        ...(await getDocument<Omit<MadeBy, "backend">>(storeOf(studio).blobs, serverBlob)),
      })),
  );
  return making.length === 0 ? environmentOf(studio) : environmentThere(studio, making);
}

/** Free memory is of the moment and says nothing about where an image was made. */
function withoutMoment({ devices, ...facts }: ServerFacts): ServerFacts {
  return { ...facts, devices: devices.map((device) => ({ ...device, vramFreeBytes: null })) };
}

/** Each value once, in the order of its first appearance. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}

/** What draws a plan here, with its version. */
export function rendererOf(studio: Pick<Studio, "builtinRenderer">, plan: Plan): string {
  return plan.renderer === "builtin" ? studio.builtinRenderer : plan.renderer;
}
