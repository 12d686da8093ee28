import { z } from "zod";
import { EnvStatus } from "./status.ts";

/**
 * The JSON Schema (draft 2020-12) of what `env status --json` prints, as it lies in `schemas/`: scripts may rely on it.
 */
export function envStatusSchema(): { readonly name: string; readonly text: string } {
  const { $schema, ...schema } = z.toJSONSchema(EnvStatus, { io: "output", target: "draft-2020-12" });
  const name = "env-status.schema.json";
  const described = { $schema, $id: name, title: "Touchstone environment status", ...schema };
  return { name, text: `${JSON.stringify(described, null, 2)}\n` };
}
