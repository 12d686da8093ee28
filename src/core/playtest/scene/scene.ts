import { z } from "zod";
import { ASSET_KINDS } from "../story/story.ts";
import type { Value } from "../story/value.ts";
import { scalar, value } from "./condition.ts";
import { node, patches } from "./node.ts";
import { sceneId } from "./scene-id.ts";

/** Version of the shape; a later one comes with an upgrade step. */
const SCENE_FORMAT = "touchstone.scene/1";

const VARIABLE_TYPES = ["boolean", "integer", "number", "string", "list"] as const;

const declaration = z.strictObject({
  type: z.enum(VARIABLE_TYPES).describe("What it can hold; besides, every variable can hold nothing (`null`)"),
  default: value.describe("What it holds at the start"),
  min: z.number().optional().describe("The least it can hold; lower values stop there"),
  max: z.number().optional().describe("The most it can hold; higher values stop there"),
  values: z.array(scalar).optional().describe("All it can hold; setting it to another value is an error"),
});

/** A variable; a bare value stands for a variable that starts with it and holds the like. */
const variable = z.union([declaration, value]).transform((written) => (isDeclaration(written) ? written : declare(written)));

const worldline = z.strictObject({
  parent: sceneId.optional().describe("The worldline that this one stands over"),
  variables: z.record(z.string(), value).default({}).describe("Other start values"),
  patches: patches.default({}).describe("By node: fields that replace the node's; choices are merged by id"),
});

const asset = z.strictObject({
  kind: z.enum(ASSET_KINDS).describe("What it is"),
  path: z.string().optional().describe("Its file, from the project's folder"),
  spec: sceneId.optional().describe("The spec that makes it"),
});

/** A branching scene as its author writes it. Source: contracts, section 8.1. */
export const sceneSchema = z.strictObject({
  format: z.literal(SCENE_FORMAT).default(SCENE_FORMAT).describe("Version of this shape"),
  id: sceneId.describe("Names the scene in traces and goldens"),
  title: z.string().optional().describe("What people call it"),
  start: sceneId.describe("The node it begins at"),
  povs: z
    .array(sceneId)
    .default([])
    .describe("Who it can be lived as; where none is listed, a play may be given any pov as a label"),
  defaultPov: sceneId.optional().describe("Who it is lived as where nobody says; the first of `povs` otherwise"),
  worldlines: z.record(sceneId, worldline).default({}).describe("Variants of the scene"),
  variables: z.record(z.string(), variable).default({}).describe("All that conditions and actions may name"),
  assets: z.record(sceneId, asset).default({}).describe("All that nodes, choices and actions may name"),
  promptPacks: z.array(sceneId).default([]).describe("Prompt packs that a suite may ask for"),
  endings: z.array(sceneId).default([]).describe("Every ending; empty: those that nodes name"),
  nodes: z.array(node).min(1).describe("The nodes, in the order in which a reader should meet them"),
});

export type Scene = z.infer<typeof sceneSchema>;
export type SceneNode = Scene["nodes"][number];
export type SceneChoice = SceneNode["choices"][number];
export type SceneAction = SceneNode["do"][number];
export type SceneVariable = Scene["variables"][string];
export type SceneWorldline = Scene["worldlines"][string];
export type NodePatch = SceneWorldline["patches"][string];

type Declaration = z.infer<typeof declaration>;

function isDeclaration(written: Declaration | Value): written is Declaration {
  return typeof written === "object" && written !== null && "type" in written;
}

/** The seeds' scenes give variables by their start values alone. */
function declare(start: Value): Declaration {
  return { type: typeOf(start), default: start };
}

function typeOf(start: Value): Declaration["type"] {
  if (typeof start === "boolean") return "boolean";
  if (typeof start === "number") return Number.isInteger(start) ? "integer" : "number";
  return typeof start === "object" && start !== null ? "list" : "string";
}
