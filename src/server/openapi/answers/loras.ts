import { z } from "zod";
import { Lora } from "../../../core/assets/records/lora.ts";

export const LoraValue = Lora.describe("A small model that adjusts a checkpoint");

const Release = z
  .strictObject({ version: z.number().nullable(), file: z.string(), sha256: z.string() })
  .nullable()
  .describe("The release that would be used; null when none may be");

export const LoraListValue = z.strictObject({
  loras: z.array(
    z.strictObject({
      id: z.string(),
      scope: Lora.shape.scope,
      checkpoints: z.array(z.string()),
      weight: z.number().describe("Strength when none is given"),
      release: Release,
    }),
  ),
});

export const LoraShowValue = z.strictObject({
  lora: LoraValue,
  release: Release,
  usedBy: z.array(z.string()).describe("Who names it, e.g. `baseline pony-items`"),
});
