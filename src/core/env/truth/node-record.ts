import { z } from "zod";

/** What a node pack may be called: it becomes a folder. Source: reliability, section 3.2. */
export const NODE_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const NodeId = z
  .string()
  .regex(NODE_ID_PATTERN, "it begins with a letter or digit, and holds only those, `.`, `_` and `-`, 100 at most")
  .describe("Id of the node pack, which is also its folder's name");

/** One node pack of a generation. */
export const NodeRecord = z.strictObject({
  id: NodeId,
  url: z.string().max(2048).nullable().describe("Where its git repository is; null for code that was adopted without one"),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullable()
    .describe("The commit that is checked out; null for code without a repository"),
  treeHash: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("Digest of its files: paths, modes and contents"),
  group: z.string().describe("Its dependency group, `node-<id>` in normalised spelling"),
  managedDeps: z.array(z.string()).describe("Requirements that it brought into its group, sorted"),
  pinsOwned: z.array(z.string()).describe("Overrides that were approved for it, sorted; they go when it goes"),
  buildsOwned: z.array(z.string()).default([]).describe("Packages that may be built from source for it, sorted"),
  enabled: z.boolean().describe("Whether ComfyUI loads it"),
});
export type NodeRecord = z.infer<typeof NodeRecord>;

/** `nodes.json`: the node packs of a generation, sorted by id. */
export const NodesFile = z.strictObject({
  format: z.literal("touchstone.nodes/1").describe("Form of this file"),
  nodes: z.array(NodeRecord).max(1000).describe("Node packs, sorted by id"),
});
export type NodesFile = z.infer<typeof NodesFile>;

/** `state/staged/<id>.json`: a node pack that was added or updated, and is in no generation yet. */
export const StagedNode = z.strictObject({
  format: z.literal("touchstone.staged-node/1").describe("Form of this file"),
  id: NodeId,
  action: z.enum(["add", "update"]).describe("What promoting it will do"),
  url: z.string().max(2048).describe("Where its git repository is"),
  ref: z.string().max(256).nullable().describe("Branch, tag or commit that was asked for; null: the default branch"),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .describe("The commit that it meant"),
  treeHash: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("Digest of the files at that commit"),
  stagedAtMs: z.int().min(0).describe("When, in ms since 1970"),
});
export type StagedNode = z.infer<typeof StagedNode>;
