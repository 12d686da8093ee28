import { isDerivedTag } from "../assets/plan/effective-tags.ts";
import type { LoraUse } from "../assets/records/fields.ts";
import type { Problem } from "../errors.ts";
import { isKind, recordsOf, type FileRecord } from "./file-record.ts";
import { suggest } from "./nearest.ts";
import { findFileRole } from "./project-layout.ts";
import { quoteForMessage } from "./quote.ts";
import type { RecordKind } from "./record-kinds.ts";
import type { Path } from "./source-tree.ts";

/** Kinds of records that others name. */
type Target = "checkpoint" | "profile" | "baseline" | "lora" | "tag" | "entity" | "workflow" | "spec";

/** One name of another record, with where it stands. */
interface Reference {
  readonly to: Target;
  readonly id: string;
  readonly path: Path;
  /** Whether the name is the key at the path rather than its value. */
  readonly isKey?: boolean;
}

/**
 * Finds names of records that do not exist, each with its place and the nearest name that does.
 *
 * @param valid   The valid records of a project.
 * @param loaded  All its files: a record whose file is broken exists nevertheless, and is a problem of its own.
 *
 * Code: INPUT_INVALID. Source: SPEC.md A26.
 */
export function findReferenceProblems(valid: readonly FileRecord[], loaded: readonly string[]): Problem[] {
  const known = collectKnown(valid, loaded);
  return valid.flatMap((record) =>
    referencesOf(record)
      .filter(({ to, id }) => known[to]?.has(id) === false)
      .map(({ to, id, path, isKey }) => ({
        code: "INPUT_INVALID" as const,
        message: `${to} \`${quoteForMessage(id)}\` does not exist${suggest(id, known[to] ?? [])}`,
        place: record.placeOf(path, isKey === true ? "key" : "value"),
        hint: HINTS[to],
      })),
  );
}

const HINTS: Record<Target, string> = {
  checkpoint: "Name a checkpoint of `checkpoints/`, or add its file",
  profile: "Name a profile of `profiles/<checkpoint>/`, or add its file",
  baseline: "Name a baseline of `baselines/`, or add its file",
  lora: "Name a LoRA of `loras/`, or add its file",
  tag: "Name a tag of `tags.yaml`, or add it there",
  entity: "Name an entity of `entities/`, or add its file",
  workflow: "Name a workflow of `workflows/`, or add its files",
  spec: "Name a spec of `specs/`, or add its file",
};

/** Ids by kind; no set for tags while the catalogue is broken, since any tag may be in it. */
type Known = Readonly<Record<Target, ReadonlySet<string> | undefined>>;

function collectKnown(valid: readonly FileRecord[], loaded: readonly string[]): Known {
  const idsOf = (kind: RecordKind): Set<string> =>
    new Set(loaded.flatMap((file) => (findFileRole(file)?.kind === kind ? (findFileRole(file)?.id ?? []) : [])));
  const catalogues = recordsOf(valid, "tags");
  const isBroken = catalogues.length === 0 && loaded.some((file) => findFileRole(file)?.kind === "tags");
  return {
    checkpoint: idsOf("checkpoint"),
    profile: idsOf("profile"),
    baseline: idsOf("baseline"),
    lora: idsOf("lora"),
    entity: idsOf("entity"),
    workflow: idsOf("workflow"),
    spec: idsOf("spec"),
    tag: isBroken ? undefined : new Set(catalogues.flatMap(({ value }) => value.tags.map((tag) => tag.id))),
  };
}

function referencesOf(record: FileRecord): Reference[] {
  if (isKind(record, "spec")) return fromSpec(record.value);
  if (isKind(record, "project")) return fromPolicies(record.value.policies);
  if (isKind(record, "tags")) return record.value.tags.flatMap((tag, index) => fromTag(tag, ["tags", index]));
  if (isKind(record, "profile")) return [one("checkpoint", record.value.checkpointId, ["checkpointId"])];
  if (isKind(record, "entity")) return uses(record.value.loras, ["loras"]);
  if (isKind(record, "scene")) {
    return Object.entries(record.value.assets).flatMap(([id, asset]) => maybe("spec", asset.spec, ["assets", id, "spec"]));
  }
  if (isKind(record, "baseline")) {
    const { checkpointId, profile, loras } = record.value;
    return [
      one("checkpoint", checkpointId, ["checkpointId"]),
      ...maybe("profile", profile, ["profile"]),
      ...uses(loras, ["loras"]),
    ];
  }
  if (isKind(record, "lora")) {
    const { checkpoints, recommendedFor } = record.value;
    const listed = recommendedFor.flatMap((tag, index) =>
      isDerivedTag(tag) ? [] : [one("tag", tag, ["recommendedFor", index])],
    );
    return [...list("checkpoint", checkpoints, ["checkpoints"]), ...listed];
  }
  return [];
}

function fromSpec(spec: FileRecord<"spec">["value"]): Reference[] {
  return [
    ...maybe("checkpoint", spec.checkpoint, ["checkpoint"]),
    ...maybe("profile", spec.profile, ["profile"]),
    ...maybe("baseline", spec.baseline, ["baseline"]),
    ...maybe("entity", spec.entityLink?.entity, ["entityLink", "entity"]),
    ...maybe("workflow", spec.workflow, ["workflow"]),
    ...uses(spec.loras ?? [], ["loras"]),
    ...list("tag", spec.tags, ["tags"]),
  ];
}

function fromPolicies(policies: FileRecord<"project">["value"]["policies"]): Reference[] {
  const checkpoints = Object.entries(policies.checkpoints).flatMap(([id, settings]) => {
    const at = ["policies", "checkpoints", id];
    return [
      key("checkpoint", id, at),
      ...maybe("profile", settings.defaultProfile, [...at, "defaultProfile"]),
      ...maybe("baseline", settings.defaultBaseline, [...at, "defaultBaseline"]),
      ...list("baseline", settings.allowedBaselines ?? [], [...at, "allowedBaselines"]),
    ];
  });
  const pairs = policies.stack.incompatible.flatMap(([first, second], index) =>
    list("lora", [first, second], ["policies", "stack", "incompatible", index]),
  );
  return [...checkpoints, ...pairs, ...uses(policies.projectLoras, ["policies", "projectLoras"])];
}

function fromTag(tag: FileRecord<"tags">["value"]["tags"][number], at: Path): Reference[] {
  return [
    ...uses(tag.models.required, [...at, "models", "required"]),
    ...uses(tag.models.preferred, [...at, "models", "preferred"]),
    ...Object.keys(tag.prompt).map((checkpoint) => key("checkpoint", checkpoint, [...at, "prompt", checkpoint])),
  ];
}

function one(to: Target, id: string, path: Path): Reference {
  return { to, id, path };
}

function key(to: Target, id: string, path: Path): Reference {
  return { to, id, path, isKey: true };
}

function maybe(to: Target, id: string | undefined, path: Path): Reference[] {
  return id === undefined ? [] : [{ to, id, path }];
}

function list(to: Target, ids: readonly string[], at: Path): Reference[] {
  return ids.map((id, index) => ({ to, id, path: [...at, index] }));
}

function uses(loras: readonly LoraUse[], at: Path): Reference[] {
  return loras.map((use, index) => ({ to: "lora", id: use.lora, path: [...at, index, "lora"] }));
}
