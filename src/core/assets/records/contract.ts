import { z } from "zod";
import { HexColour, SidePx, Slug } from "./fields.ts";

/** What the pixels behind the subject must be. */
export const Background = z.enum(["transparent", "white", "white_or_transparent", "opaque", "any"]);
export type Background = z.infer<typeof Background>;

/** The demands on an asset's output that any layer may state (contracts section 4). */
export const ContractFields = z.strictObject({
  background: Background.optional().describe("What the pixels behind the subject must be (hard)"),
  requiredStates: z.array(Slug).max(64).optional().describe("UI states that must all be present (hard)"),
  frames: z.int().min(1).max(256).optional().describe("Number of animation frames (hard)"),
  size: z
    .strictObject({ width: SidePx.describe("Width in pixels"), height: SidePx.describe("Height in pixels") })
    .optional()
    .describe("Exact size of each image in pixels (hard)"),
  alignmentTolerancePx: z.number().min(0).max(4096).optional().describe("How far states or frames may shift, in pixels"),
  perspective: z
    .strictObject({
      mode: z.enum(["strict", "allow_minor", "any"]).describe("How strictly the view is judged"),
      view: z.enum(["side", "isometric", "top_down", "any"]).default("any").describe("The view the subject is drawn in"),
    })
    .optional()
    .describe("The view the subject must be drawn in"),
  silhouetteDriftTolerance: z.number().min(0).max(1).optional().describe("How much the outline may differ, 0 to 1"),
  marginPx: z.int().min(0).max(1024).optional().describe("Empty pixels required on every side"),
  palette: z
    .strictObject({
      colors: z.array(HexColour).min(1).max(256).describe("The colours to keep to"),
      maxDistance: z.number().min(0).max(1).describe("Largest OKLab distance from the nearest of them"),
    })
    .optional()
    .describe("Colours the image must keep to"),
  tileable: z.boolean().optional().describe("Whether the image must repeat without a seam"),
  noDropShadow: z.boolean().optional().describe("Whether a drop shadow is forbidden"),
  maxColors: z.int().min(1).max(65_536).optional().describe("Largest number of distinct opaque colours"),
});
export type ContractFields = z.infer<typeof ContractFields>;
export type ContractField = keyof ContractFields;

/** Contract fields that a later layer may only tighten. */
export const HARD_FIELDS = ["background", "size", "frames", "requiredStates"] as const satisfies readonly ContractField[];
