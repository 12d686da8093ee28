import { z } from "zod";
import { defineVerb } from "./verb.ts";
export const replayVerb = defineVerb({ name: "replay", summary: "", access: "own", input: z.strictObject({ version: z.string(), render: z.boolean() }),
  async run() { return { decisions: "equal" as string, environment: "equal" as string, pixels: "identical" as string, differences: [] as {subject: string; before: unknown; after: unknown}[] }; } });
