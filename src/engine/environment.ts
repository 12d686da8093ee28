import type { Environment } from "../core/assets/evidence.ts";
import type { Studio } from "./studio.ts";

/** Where images are made now. The built-in renderer reads no model file and no Python environment. */
export function environmentOf(studio: Studio): Environment {
  return { envId: null, models: [], touchstone: studio.version, builtinRenderer: studio.builtinRenderer };
}
