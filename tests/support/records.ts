import type { z } from "zod";
import { digestText } from "../../src/core/canonical/digest.ts";
import type { PlanInputs, ReferenceInput } from "../../src/core/assets/plan/inputs.ts";
import type { Considered, Plan } from "../../src/core/assets/plan/plan.ts";
import { type PlanSettings, planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { findEntity, referencesOf, selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import { Checkpoint, Profile } from "../../src/core/assets/records/checkpoint.ts";
import { Baseline, Lora } from "../../src/core/assets/records/lora.ts";
import type { ProjectRecords, WorkflowRecord } from "../../src/core/assets/records/project-records.ts";
import { type Policies, Project } from "../../src/core/assets/records/project.ts";
import { Spec } from "../../src/core/assets/records/spec.ts";
import { Entity, Tag } from "../../src/core/assets/records/tag.ts";

/** A project as its authors write it, before defaults are filled in. */
export interface Sketch {
  readonly policies: z.input<typeof Policies>;
  readonly checkpoints: readonly z.input<typeof Checkpoint>[];
  readonly profiles: readonly z.input<typeof Profile>[];
  readonly baselines: readonly z.input<typeof Baseline>[];
  readonly loras: readonly z.input<typeof Lora>[];
  readonly tags: readonly z.input<typeof Tag>[];
  readonly entities: readonly z.input<typeof Entity>[];
  readonly specs: readonly z.input<typeof Spec>[];
  readonly workflows: readonly WorkflowRecord[];
  /** The reference images that exist, whoever asks for them. */
  readonly images: readonly ReferenceInput[];
}

/** What a test changes in the smallest project that can be planned: one checkpoint, one profile, one spec. */
export interface Changes extends Partial<Omit<Sketch, "checkpoints" | "profiles" | "specs">> {
  readonly spec?: Partial<z.input<typeof Spec>>;
  readonly checkpoint?: Partial<z.input<typeof Checkpoint>>;
  readonly profile?: Partial<z.input<typeof Profile>>;
  readonly moreProfiles?: Sketch["profiles"];
}

/** The smallest project that can be planned, with changes. */
export function sketchOf({ spec, checkpoint, profile, moreProfiles = [], ...rest }: Changes = {}): Sketch {
  const nothing = { policies: {}, baselines: [], loras: [], tags: [], entities: [], workflows: [], images: [] };
  const sword = { id: "sword", title: "Sword", assetType: "ui_icon", checkpoint: "pony", output: ICON };
  const pony = { id: "pony", title: "Pony", family: "pony", supportedAssetTypes: ["ui_icon"] };
  const plain = { id: "plain", version: 1, checkpointId: "pony" };
  return {
    ...nothing,
    ...rest,
    checkpoints: [{ ...pony, ...checkpoint }],
    profiles: [{ ...plain, ...profile }, ...moreProfiles],
    specs: [{ ...sword, ...spec }],
  };
}

const ICON = { kind: "single_image", width: 64, height: 64 } as const;

/** A LoRA of the project layer with one file. */
export function loraOf(id: string, changes: Partial<z.input<typeof Lora>> = {}): z.input<typeof Lora> {
  const file = changes.releases === undefined ? { file: `${id}.safetensors`, sha256: digestText(id) } : {};
  return { id, scope: "project", checkpoints: ["pony"], ...file, ...changes };
}

/** A tag whose prompt for `pony` is one fragment saying its own name, unless told otherwise. */
export function tagOf(id: string, changes: Partial<z.input<typeof Tag>> = {}): z.input<typeof Tag> {
  return { id, title: id, prompt: { pony: [{ id: "own", text: id }] }, ...changes };
}

/** A baseline of `pony`. */
export function baselineOf(id: string, changes: Partial<z.input<typeof Baseline>> = {}): z.input<typeof Baseline> {
  return { id, checkpointId: "pony", ...changes };
}

/** The records of a project, parsed as its files would be. */
export function recordsOf(sketch: Sketch): ProjectRecords {
  return {
    project: parseOnce(sketch.policies, (policies) => Project.parse({ id: "game", title: "Game", policies })),
    checkpoints: byId(sketch.checkpoints.map((record) => parseOnce(record, (one) => Checkpoint.parse(one)))),
    profiles: sketch.profiles.map((record) => parseOnce(record, (one) => Profile.parse(one))),
    baselines: byId(sketch.baselines.map((record) => parseOnce(record, (one) => Baseline.parse(one)))),
    loras: byId(sketch.loras.map((record) => parseOnce(record, (one) => Lora.parse(one)))),
    tags: byId(sketch.tags.map((record) => parseOnce(record, (one) => Tag.parse(one)))),
    entities: byId(sketch.entities.map((record) => parseOnce(record, (one) => Entity.parse(one)))),
    specs: byId(sketch.specs.map((record) => parseOnce(record, (one) => Spec.parse(one)))),
    workflows: byId(sketch.workflows),
  };
}

const parsed = new WeakMap<object, unknown>();

/** Sketches that differ in one record share all others, as projects on disk do: what is the same is parsed once. */
function parseOnce<I extends object, T>(authored: I, parse: (authored: I) => T): T {
  const record = (parsed.get(authored) as T | undefined) ?? parse(authored);
  parsed.set(authored, record);
  return record;
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** The inputs of the plan of a sketch's first spec. */
export function inputsOf(sketch: Sketch): PlanInputs {
  const records = recordsOf(sketch);
  const [spec] = records.specs.values();
  if (spec === undefined) throw new TypeError("inputsOf: the sketch has no spec");
  const wanted = referencesOf(spec, findEntity(records, spec));
  const missing = (ref: string): ReferenceInput => ({ ref, pixelSha256: null, colors: [] });
  const references = wanted.map((ref) => sketch.images.find((image) => image.ref === ref) ?? missing(ref));
  return selectInputs(records, spec, references);
}

export const SETTINGS: PlanSettings = { builtinRenderer: "procedural/1", drawnSeed: null, adjustments: [] };

/** The plan of a sketch's first spec. */
export function planOf(sketch: Sketch, settings: Partial<PlanSettings> = {}): Plan {
  return planSpec(inputsOf(sketch), { ...SETTINGS, ...settings });
}

/** The plan of the smallest project, with changes. */
export function planWith(changes: Changes = {}, settings: Partial<PlanSettings> = {}): Plan {
  return planOf(sketchOf(changes), settings);
}

/** Findings in short, e.g. `lora steel wrong_layer`. */
export function inShort(findings: readonly Considered[]): string[] {
  return findings.map(({ kind, id, reasonCode }) => `${kind} ${id} ${reasonCode}`);
}
