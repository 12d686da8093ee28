import type { FormKind, ReferenceKind } from "./form-field.ts";

/** A value, or the keys of a record, that name other things. */
export interface ReferenceHint {
  readonly to: ReferenceKind;
  /** Whether names may be given that nothing carries yet. */
  readonly isOpen: boolean;
}

/** `kind pattern` -> what is named there; a pattern that ends with `{}` speaks of a record's keys. */
const CLOSED: Readonly<Record<string, ReferenceKind>> = {
  "spec tags": "tag",
  "spec checkpoint": "checkpoint",
  "spec profile": "profile",
  "spec baseline": "baseline",
  "spec loras.*.lora": "lora",
  "spec entityLink.entity": "entity",
  "spec promptPolicy.preset": "preset",
  "spec workflow": "workflow",
  "profile checkpointId": "checkpoint",
  "baseline checkpointId": "checkpoint",
  "baseline profile": "profile",
  "baseline loras.*.lora": "lora",
  "lora checkpoints": "checkpoint",
  "lora recommendedFor": "tag",
  "entity loras.*.lora": "lora",
  "tags tags.*.models.required.*.lora": "lora",
  "tags tags.*.models.preferred.*.lora": "lora",
  "tags tags.*.prompt.{}": "checkpoint",
  "project policies.stack.incompatible.*.0": "lora",
  "project policies.stack.incompatible.*.1": "lora",
  "project policies.projectLoras.*.lora": "lora",
  "project policies.checkpoints.{}": "checkpoint",
  "project policies.checkpoints.*.defaultProfile": "profile",
  "project policies.checkpoints.*.defaultBaseline": "baseline",
  "project policies.checkpoints.*.allowedBaselines": "baseline",
};

const OPEN: Readonly<Record<string, ReferenceKind>> = {
  "spec assetType": "assetType",
  "spec promptPolicy.tagOrder": "tag",
  "checkpoint family": "family",
  "checkpoint supportedAssetTypes": "assetType",
  "profile tagOrder": "tag",
  "profile perAssetType.{}": "assetType",
  "baseline assetTypes.{}": "assetType",
  "lora assetTypes": "assetType",
  "entity kind": "entityKind",
  "project policies.assetTypes.{}": "assetType",
  "project policies.projectLoras.*.assetTypes": "assetType",
  "project policies.routing.perCheck.{}": "check",
  "project policies.retry.perCheck.{}": "check",
  "project policies.entities.families.{}": "entityKind",
};

/** What stands at a pattern names, if it names anything. */
export function findReferenceHint(kind: FormKind, pattern: string): ReferenceHint | undefined {
  const row = `${kind} ${pattern}`;
  const closed = CLOSED[row];
  if (closed !== undefined) return { to: closed, isOpen: false };
  const open = OPEN[row];
  return open === undefined ? undefined : { to: open, isOpen: true };
}

/** A field that counts only while another one of the same group has one of some values. */
interface Relevance {
  /** Last steps of the pattern, e.g. `output.frames`. */
  readonly at: string;
  /** The key beside it that decides. */
  readonly on: string;
  readonly is: readonly unknown[];
  readonly isRequired: boolean;
  /** Only in this kind of record. */
  readonly kind?: FormKind;
}

const RELEVANCE: readonly Relevance[] = [
  { at: "output.frames", on: "kind", is: ["animation"], isRequired: true },
  { at: "output.states", on: "kind", is: ["ui_states"], isRequired: true },
  { at: "output.tiles", on: "kind", is: ["tileset"], isRequired: true },
  { at: "output.marks", on: "kind", is: ["logo_set"], isRequired: true },
  { at: "seed.baseSeed", on: "mode", is: ["fixed"], isRequired: true },
  { at: "seed.deriveFrom", on: "mode", is: ["derived"], isRequired: false },
  { at: "promptPolicy.tagOrder", on: "tagOrderMode", is: ["explicit"], isRequired: false },
  { at: "style.anchorRefs", on: "mode", is: ["lock_to_spec_style", "lock_to_anchor_set"], isRequired: false },
  { at: "tagOrder", on: "tagOrderPolicy", is: ["explicit"], isRequired: false, kind: "profile" },
];

/** The condition under which a field counts, if it does not always. */
export function findRelevance(kind: FormKind, pattern: string): Relevance | undefined {
  return RELEVANCE.find((row) => isAt(row, kind, pattern));
}

/** Fields beside this one that count or not by its value, by key. */
export function listDependents(kind: FormKind, pattern: string): readonly { readonly key: string; readonly row: Relevance }[] {
  const steps = pattern.split(".");
  return RELEVANCE.filter((row) => row.on === steps.at(-1)).flatMap((row) => {
    const key = row.at.split(".").at(-1) ?? "";
    return isAt(row, kind, [...steps.slice(0, -1), key].join(".")) ? [{ key, row }] : [];
  });
}

function isAt(row: Relevance, kind: FormKind, pattern: string): boolean {
  if (row.kind !== undefined && row.kind !== kind) return false;
  return pattern === row.at || (row.kind === undefined && pattern.endsWith(`.${row.at}`));
}

/** Written by commands, or fixed by the file's name. */
const READ_ONLY: ReadonlySet<string> = new Set(["spec pin", "spec pin.profile", "spec pin.profileVersion", "spec pin.at"]);

/** Fixed once the record exists: the file is named after them. */
const FIXED_BY_NAME: ReadonlySet<string> = new Set([
  ...["project", "checkpoint", "baseline", "lora", "entity", "spec", "profile"].map((kind) => `${kind} id`),
  "profile version",
  "profile checkpointId",
]);

/** Whether a person cannot change it here. */
export function isReadOnlyField(at: { readonly kind: FormKind; readonly pattern: string; readonly isNew: boolean }): boolean {
  const row = `${at.kind} ${at.pattern}`;
  return READ_ONLY.has(row) || (!at.isNew && FIXED_BY_NAME.has(row));
}

/** Lists whose items are told apart by one key. */
const UNIQUE: Readonly<Record<string, string>> = {
  "lora releases": "version",
  "tags tags": "id",
  "tags tags.*.prompt.*": "id",
};

export function findUniqueKey(kind: FormKind, pattern: string): string | null {
  return UNIQUE[`${kind} ${pattern}`] ?? null;
}

/** What a new value is when the least valid one would be a poor start, by the last steps of the pattern. */
const STARTS: Readonly<Record<string, unknown>> = {
  size: { width: 64, height: 64 },
  palette: { colors: ["#808080"], maxDistance: 0.1 },
  perspective: { mode: "strict", view: "side" },
  releases: { version: 1, status: "candidate", file: "", sha256: "" },
};

export function findStart(pattern: string): unknown {
  const steps = pattern.split(".").filter((step) => step !== "*");
  return STARTS[steps.at(-1) ?? ""];
}
