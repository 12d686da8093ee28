import { z } from "zod";

const Requirer = z.strictObject({
  by: z.string().describe("Who asks: a package, `core`, or a node pack's id"),
  kind: z.enum(["package", "node", "core"]).describe("What that is"),
  requirement: z.string().describe("What is asked for, e.g. `numpy<2`"),
  via: z.array(z.string()).describe("The chain from a node pack or core to the asker, that one left out"),
});

/** `state/conflicts/<txid>.json`: why no resolution exists, and what would make one. */
export const Conflict = z.strictObject({
  format: z.literal("touchstone.conflict/1").describe("Form of this file"),
  txid: z.string().describe("The transaction"),
  nodeId: z.string().nullable().describe("The node pack that it is about; null: none in particular"),
  createdAtMs: z.int().min(0).describe("When, in ms since 1970"),
  kind: z
    .enum(["incompatible", "not_found", "no_matching_version", "needs_build", "python", "unread"])
    .describe("What stands in the way; `unread`: the resolver's words were not understood, and stand in `explanation`"),
  packages: z
    .array(
      z.strictObject({
        package: z.string().describe("The package that cannot satisfy everybody"),
        requirers: z.array(Requirer).describe("Who asks for what"),
      }),
    )
    .describe("Packages in dispute, sorted by name"),
  proposals: z
    .array(
      z.strictObject({
        pin: z.string().describe("An override that would let the resolution go on, e.g. `numpy==1.26.4`"),
        breaks: z.array(z.string()).describe("Whose requirement it overrules, e.g. `beta asks for numpy>=2`"),
        isCore: z.boolean().describe("Whether it moves a core package, which promote asks about once more"),
      }),
    )
    .describe("Overrides to choose from, the least invasive first"),
  explanation: z.string().describe("The resolver's own words"),
});
export type Conflict = z.infer<typeof Conflict>;
