import type { Environment } from "../core/assets/evidence.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import type { Studio } from "./studio.ts";

/** Where images are made now. The built-in renderer reads no model file and no Python environment. */
export function environmentOf(studio: Pick<Studio, "version" | "builtinRenderer">): Environment {
  return { envId: null, models: [], touchstone: studio.version, builtinRenderer: studio.builtinRenderer };
}

/** What draws a plan here, with its version. */
export function rendererOf(studio: Pick<Studio, "builtinRenderer">, plan: Plan): string {
  return plan.renderer === "builtin" ? studio.builtinRenderer : plan.renderer;
}
