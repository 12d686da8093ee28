import { z } from "zod";
import { HexColour, LoraUse, Slug, TagId, Weight } from "./fields.ts";
import { ContractFields } from "./contract.ts";

/** Where in the prompt a tag's fragment goes. */
export const FragmentPosition = z.enum(["prefix", "body", "suffix"]);
export type FragmentPosition = z.infer<typeof FragmentPosition>;

const TagFragment = z.strictObject({
  id: Slug.describe("Id of the fragment; breaks ties"),
  polarity: z.enum(["positive", "negative"]).default("positive").describe("Which prompt it enters"),
  text: z.string().min(1).max(2000).describe("The words"),
  weight: Weight.default(1).describe("Emphasis; higher comes first at the same place"),
  position: FragmentPosition.default("body").describe("Where in the prompt it goes"),
});

/** Fragments of one tag for one checkpoint. Their ids break ties, so each may be given once. */
const TagFragments = z
  .array(TagFragment)
  .max(20)
  .superRefine((fragments, context) => {
    const ids = fragments.map((fragment) => fragment.id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      context.addIssue({ code: "custom", path: [index, "id"], message: `fragment \`${id}\` is given twice` });
    }
  });

/** One tag and all the policy bound to it. */
export const Tag = z.strictObject({
  id: TagId.describe("The tag, `group:name`"),
  title: z.string().min(1).max(200).describe("Name for people"),
  models: z
    .strictObject({
      required: z.array(LoraUse).max(20).default([]).describe("LoRAs that must be in the stack; else the plan is blocked"),
      preferred: z.array(LoraUse).max(20).default([]).describe("LoRAs that enter the stack where they fit"),
    })
    .prefault({})
    .describe("LoRAs of the tag layer"),
  prompt: z.record(Slug, TagFragments).default({}).describe("Prompt fragments, by checkpoint id"),
  contract: ContractFields.prefault({}).describe("Demands on outputs with this tag"),
});
export type Tag = z.infer<typeof Tag>;

/** The tag catalogue (`tags.yaml`), the one home of tag policy. */
export const TagCatalogue = z.strictObject({
  tags: z.array(Tag).max(5000).default([]).describe("All tags of the project"),
});
export type TagCatalogue = z.infer<typeof TagCatalogue>;

/** A family of assets that must look like one thing (`entities/<id>.yaml`). Members derive from specs. */
export const Entity = z.strictObject({
  id: Slug.describe("Id of the entity; equals the file name"),
  title: z.string().min(1).max(200).describe("Name for people"),
  kind: Slug.describe("Family kind, e.g. `weapon`; policies speak of kinds"),
  anchor: z.string().max(64).optional().describe("Version id of the image the family is matched to; a missing one blocks"),
  palette: z.array(HexColour).min(1).max(32).optional().describe("Colours of the family"),
  loras: z.array(LoraUse).max(20).default([]).describe("LoRAs of the entity layer"),
});
export type Entity = z.infer<typeof Entity>;
