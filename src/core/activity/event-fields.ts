import type { StoredEvent } from "../events/event.ts";

/** A value with its kind, so that a digest, a time and a span look like what they are. */
export type FieldValue =
  | { readonly kind: "text" | "digest" | "entity"; readonly text: string }
  /** Epoch ms. */
  | { readonly kind: "time"; readonly atMs: number }
  | { readonly kind: "span"; readonly ms: number }
  /** What is not known, or does not apply. */
  | { readonly kind: "none" }
  | { readonly kind: "list"; readonly items: readonly FieldValue[] }
  | { readonly kind: "fields"; readonly fields: readonly EventField[] };

/** One field of an event with its name in words. */
export interface EventField {
  readonly name: string;
  readonly label: string;
  readonly value: FieldValue;
}

/** Names of all payload fields in words. */
const LABELS: Readonly<Record<string, string>> = {
  atMs: "When",
  attempt: "Attempt",
  attemptId: "Attempt id",
  backend: "Renderer",
  blob: "File",
  by: "By",
  chainLength: "Jobs in the chain",
  check: "Check",
  checkpointId: "Checkpoint",
  checks: "Checks",
  decisions: "Decisions",
  delayMs: "Wait",
  detail: "What happened",
  differences: "Differences",
  dueAtMs: "Next attempt",
  environment: "Environment",
  errorClass: "Failure class",
  escalateTo: "Sent to",
  evidence: "Evidence",
  evidenceBlob: "Evidence",
  firstPass: "Passed at the first job",
  height: "Height",
  image: "Image",
  images: "Images",
  inputsDigest: "Inputs",
  jobId: "Job",
  jobType: "Kind of job",
  kind: "Output",
  matchDigest: "Recipe without drawn seeds",
  note: "Remark",
  outcome: "Outcome",
  owner: "Owner",
  part: "Part",
  pixelSha256: "Pixels",
  pixels: "Pixels",
  planBlob: "Plan",
  planMs: "Planning took",
  previousInputsDigest: "Inputs before",
  priority: "Priority",
  reason: "Why",
  reasonCode: "Failure code",
  reasons: "Why",
  recipeDigest: "Recipe",
  renderDigest: "What decides pixels",
  renderMs: "Drawing took",
  renders: "Images",
  made: "Made by",
  promptId: "Prompt",
  cachedNodes: "Nodes from its cache",
  graphDigest: "Graph",
  serverBlob: "The server then",
  retryHistory: "Failed attempts",
  route: "Route",
  rulesVersion: "Version of the rules",
  seed: "Seed",
  severity: "Severity",
  specDigest: "Spec",
  specId: "Spec",
  suggestedAction: "What to do next",
  variant: "Take",
  verdict: "Verdict",
  versionId: "Version",
  wallMs: "Took",
  width: "Width",
  assertions: "Assertions",
  budget: "Stopped after the most steps",
  causes: "Causes",
  cells: "Plays",
  changed: "Changed",
  choices: "Choices",
  complete: "Everything was seen",
  conditions: "Conditions",
  coverage: "Coverage",
  covered: "Met",
  damaged: "Damaged",
  dead_end: "Dead ends",
  defects: "Defects",
  ended: "Ended",
  endings: "Endings",
  error: "Errors of the story",
  fails: "Do not hold",
  failure: "Why it failed",
  findings: "Findings",
  holds: "Hold",
  loop: "Loops",
  missing: "Missing",
  nodes: "Nodes",
  obsolete: "Obsolete",
  ok: "Everything holds",
  outcomes: "Outcomes",
  plays: "Plays",
  policy: "Policy",
  steps: "Steps",
  story: "Story",
  target: "File",
  total: "Of",
  unchanged: "Unchanged",
  unknown: "Undecided",
  what: "What",
  beganAtMs: "Began",
  costUsd: "Cost, USD",
  failed: "Failed",
  hardFailed: "Failed hard",
  infra: "No answer",
  more: "Others",
  name: "Name",
  passed: "Passed",
  rate: "Pass rate",
  recordingMode: "Recorded",
  scenarios: "Scenarios",
  trials: "Trials",
  happenedAtMs: "Happened",
  generation: "Generation",
  envId: "Environment",
  txid: "Transaction",
  nodeId: "Node pack",
};

/** Fields whose text names an entity that can be opened. */
const ENTITY_FIELDS: ReadonlySet<string> = new Set(["specId", "jobId", "versionId"]);

/** An event's payload as fields with names in words, in the order of the event's own. */
export function eventFields({ payload }: Pick<StoredEvent, "payload">): readonly EventField[] {
  return fieldsOf(payload);
}

function fieldsOf(record: object): readonly EventField[] {
  return Object.entries(record).map(([name, value]) => ({ name, label: LABELS[name] ?? name, value: valueOf(name, value) }));
}

function valueOf(name: string, value: unknown): FieldValue {
  if (value === null || value === undefined || value === "") return { kind: "none" };
  if (Array.isArray(value)) {
    return value.length === 0 ? { kind: "none" } : { kind: "list", items: value.map((item) => valueOf(name, item)) };
  }
  if (typeof value === "object") return { kind: "fields", fields: fieldsOf(value) };
  if (typeof value === "boolean") return { kind: "text", text: value ? "yes" : "no" };
  if (typeof value === "number") return numberOf(name, value);
  return typeof value === "string" ? textOf(name, value) : { kind: "none" };
}

function numberOf(name: string, value: number): FieldValue {
  if (name.endsWith("AtMs") || name === "atMs") return { kind: "time", atMs: value };
  if (name.endsWith("Ms")) return { kind: "span", ms: value };
  // Takes are counted from 1 wherever people read them.
  return { kind: "text", text: String(name === "variant" ? value + 1 : value) };
}

function textOf(name: string, text: string): FieldValue {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return { kind: "digest", text };
  if (ENTITY_FIELDS.has(name)) return { kind: "entity", text };
  // Words of a closed set, e.g. `manual_review_queue`.
  return { kind: "text", text: /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text };
}
