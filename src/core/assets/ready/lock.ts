import { z } from "zod";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { type Digest, digestOf } from "../../canonical/digest.ts";
import { byKey } from "../../canonical/order.ts";
import { TouchstoneError } from "../../errors.ts";
import type { InputDocument } from "../plan/inputs.ts";

const DigestText = z.templateLiteral(["sha256:", z.string().regex(/^[0-9a-f]{64}$/)]);
const INPUT_KINDS = [
  "spec",
  "checkpoint",
  "profile",
  "baseline",
  "lora",
  "tag",
  "entity",
  "policy",
  "workflow",
  "reference",
] as const;

const LockedSpec = z.strictObject({
  type: z.literal("spec"),
  id: z.string(),
  inputsDigest: DigestText,
  inputs: z.array(z.tuple([z.enum(INPUT_KINDS), z.string(), DigestText])),
});
export type LockedSpec = z.infer<typeof LockedSpec>;

const LockLine = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("lock"), format: z.literal("touchstone.lock/1") }),
  LockedSpec,
  z.strictObject({ type: z.literal("document"), digest: DigestText, document: z.unknown() }),
]);

/** The frozen inputs of all ready specs, as `touchstone.lock` holds them. */
export interface Lock {
  readonly specs: ReadonlyMap<string, LockedSpec>;
  readonly documents: ReadonlyMap<Digest, unknown>;
}

export const EMPTY_LOCK: Lock = { specs: new Map(), documents: new Map() };

/**
 * Reads `touchstone.lock`: one JSON document per line, sorted, so that git merges it line by line.
 *
 * @throws TouchstoneError LOCK_DAMAGED naming the line, when a line is unreadable or a document is not what its digest says.
 * Source: contracts section 2; SPEC.md P60-P62.
 */
export function parseLock(text: string): Lock {
  const specs = new Map<string, LockedSpec>();
  const documents = new Map<Digest, unknown>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const entry = parseLine(line, index + 1);
    if (entry.type === "spec") specs.set(entry.id, entry);
    if (entry.type === "document") documents.set(entry.digest, entry.document);
  }
  return { specs, documents };
}

function parseLine(line: string, number: number): z.infer<typeof LockLine> {
  const damaged = (why: string): TouchstoneError =>
    new TouchstoneError("LOCK_DAMAGED", `line ${number} of touchstone.lock ${why}`, {
      place: { file: "touchstone.lock", line: number, column: 1 },
      hint: "Restore the file from version control, or run `touchstone spec rebind --all` to freeze the files as they are",
    });
  const parsed = LockLine.safeParse(readJson(line, damaged));
  if (!parsed.success) throw damaged("is not a lock entry");
  const entry = parsed.data;
  if (entry.type === "document" && digestOf(entry.document) !== entry.digest) throw damaged("does not match its own digest");
  return entry;
}

function readJson(line: string, damaged: (why: string) => TouchstoneError): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged(line.startsWith("<<<<<<<") || line.startsWith(">>>>>>>") ? "is a merge conflict" : "is not JSON");
  }
}

/** Writes a lock: header, specs by id, then the documents they use, by digest. Documents that no spec uses are left out. */
export function formatLock(lock: Lock): string {
  const specs = [...lock.specs.values()].toSorted(byKey((spec) => spec.id));
  const used = new Set(specs.flatMap((spec) => spec.inputs.map(([, , digest]) => digest)));
  const documents = [...lock.documents].filter(([digest]) => used.has(digest)).toSorted(byKey(([digest]) => digest));
  const lines = [
    canonicalJson({ type: "lock", format: "touchstone.lock/1" }),
    ...specs.map((spec) => canonicalJson(spec)),
    ...documents.map(([digest, document]) => canonicalJson({ type: "document", digest, document })),
  ];
  return `${lines.join("\n")}\n`;
}

/** A lock in which one spec's inputs are these; other specs are as they were. */
export function freezeSpec(lock: Lock, id: string, frozen: { inputs: readonly InputDocument[]; inputsDigest: Digest }): Lock {
  const entry: LockedSpec = {
    type: "spec",
    id,
    inputsDigest: frozen.inputsDigest,
    inputs: frozen.inputs.map((input) => [input.kind, input.id, input.digest]),
  };
  const documents = new Map(lock.documents);
  for (const input of frozen.inputs) documents.set(input.digest, input.document);
  return { specs: new Map(lock.specs).set(id, entry), documents };
}
