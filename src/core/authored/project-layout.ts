import type { RecordKind } from "./record-kinds.ts";

/** What a file of a project holds, as its path says. */
export interface FileRole {
  readonly kind: RecordKind;
  /** The id that the record must carry; absent for `touchstone.yaml` and `tags.yaml`. */
  readonly id?: string;
  /** Profiles: the checkpoint's folder. */
  readonly checkpointId?: string;
  /** Profiles: the `<N>` of `.v<N>.yaml`. */
  readonly version?: number;
}

interface LayoutRow {
  readonly kind: RecordKind;
  /** For people, e.g. `specs/<id>.yaml`. */
  readonly shape: string;
  readonly pattern: RegExp;
}

/** Which path holds which record. `.yml` is accepted for every `.yaml`. */
const PROJECT_LAYOUT: readonly LayoutRow[] = [
  { kind: "project", shape: "touchstone.yaml", pattern: /^touchstone\.ya?ml$/ },
  { kind: "tags", shape: "tags.yaml", pattern: /^tags\.ya?ml$/ },
  { kind: "checkpoint", shape: "checkpoints/<id>.yaml", pattern: /^checkpoints\/(?<id>[^/]+)\.ya?ml$/ },
  {
    kind: "profile",
    shape: "profiles/<checkpoint>/<id>.v<N>.yaml",
    pattern: /^profiles\/(?<checkpointId>[^/]+)\/(?<id>[^/]+)\.v(?<version>[1-9]\d{0,3})\.ya?ml$/,
  },
  { kind: "baseline", shape: "baselines/<id>.yaml", pattern: /^baselines\/(?<id>[^/]+)\.ya?ml$/ },
  { kind: "lora", shape: "loras/<id>.yaml", pattern: /^loras\/(?<id>[^/]+)\.ya?ml$/ },
  { kind: "entity", shape: "entities/<id>.yaml", pattern: /^entities\/(?<id>[^/]+)\.ya?ml$/ },
  { kind: "spec", shape: "specs/<id>.yaml", pattern: /^specs\/(?<id>[^/]+)\.ya?ml$/ },
  { kind: "bindings", shape: "workflows/<id>.bindings.yaml", pattern: /^workflows\/(?<id>[^/]+)\.bindings\.ya?ml$/ },
  { kind: "workflow", shape: "workflows/<id>.json", pattern: /^workflows\/(?<id>[^/]+)\.json$/ },
  { kind: "scene", shape: "story/<id>.scene.yaml", pattern: /^story\/(?:[^/]+\/)*(?<id>[^/]+)\.scene\.(?:ya?ml|json)$/ },
];

/** The file that makes a folder a project, in every accepted spelling. */
export const PROJECT_FILES = ["touchstone.yaml", "touchstone.yml"] as const;

/** The files at the top of a project that hold records, in every accepted spelling. */
export const ROOT_FILES = ["tags.yaml", "tags.yml", ...PROJECT_FILES] as const;

/** The folder of a project that Touchstone alone writes, and that git ignores: database, blobs, schemas. */
export const MACHINE_FOLDER = ".touchstone";

/** The folders of a project that hold records; nothing else is read. */
export const RECORD_FOLDERS = [
  "baselines",
  "checkpoints",
  "entities",
  "loras",
  "profiles",
  "specs",
  "story",
  "workflows",
] as const;

/**
 * Whether a path in a record folder looks like a record: other files (notes, pictures) may lie in the same folders.
 * In `story/` only scenes do: stories in ink and what they are compiled to lie beside them.
 */
export function isRecordFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isNamedSo = path.startsWith("story/") ? /\.scene\.(ya?ml|json)$/ : /\.(ya?ml|json)$/;
  return isNamedSo.test(name) && !name.startsWith(".");
}

/** What the file at a path holds, or undefined when the path fits no row of the layout. */
export function findFileRole(file: string): FileRole | undefined {
  for (const { kind, pattern } of PROJECT_LAYOUT) {
    const match = pattern.exec(file);
    if (match === null) continue;
    const { id, checkpointId, version } = match.groups ?? {};
    return {
      kind,
      ...(id === undefined ? {} : { id }),
      ...(checkpointId === undefined ? {} : { checkpointId }),
      ...(version === undefined ? {} : { version: Number(version) }),
    };
  }
  return undefined;
}

/** The shapes that files in the same folder must have, for a message about one that has not. */
export function shapesOfFolder(file: string): string[] {
  const folder = file.split("/")[0] ?? "";
  return PROJECT_LAYOUT.map((row) => row.shape).filter((shape) => shape.split("/")[0] === folder);
}
