import { z } from "zod";

/** What an installed package asks for and does not have. */
export const OverruledNeed = z.strictObject({
  by: z.string().describe("The package that asks"),
  requirement: z.string().describe("What it asks for, e.g. `numpy>=2`"),
  installed: z.string().nullable().describe("The version that is there; null: none is"),
});
export type OverruledNeed = z.infer<typeof OverruledNeed>;
