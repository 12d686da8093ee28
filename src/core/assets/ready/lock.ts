import { z } from "zod";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { type Digest, digestOf } from "../../canonical/digest.ts";
import { byKey } from "../../canonical/order.ts";
import { TouchstoneError } from "../../errors.ts";
import type { InputDocument } from "../plan/inputs.ts";

/** The file that freezes the inputs of ready specs, at the root of the project. */
export const LOCK_FILE = "touchstone.lock";

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
 * @throws TouchstoneError LOCK_DAMAGED naming the line, when a line is unreadable, is not what its digest says, or freezes a
 *         spec a second time.
 * Source: contracts section 2; SPEC.md P60-P61.
 */
export function parseLock(text: string): Lock {
  const specs = new Map<string, LockedSpec>();
  const documents = new Map<Digest, unknown>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    const entry = parseLine(line, index + 1);
    if (entry.type === "spec" && specs.has(entry.id)) throw damaged(index + 1, `freezes spec \`${entry.id}\` a second time`);
    if (entry.type === "spec") specs.set(entry.id, entry);
    if (entry.type === "document") documents.set(entry.digest, entry.document);
  }
  return { specs, documents };
}

function parseLine(line: string, number: number): z.infer<typeof LockLine> {
  const parsed = LockLine.safeParse(readJson(line, number));
  if (!parsed.success) throw damaged(number, "is not a lock entry");
  if (!isIntact(parsed.data)) throw damaged(number, "does not match its own digest");
  return parsed.data;
}

function isIntact(entry: z.infer<typeof LockLine>): boolean {
  switch (entry.type) {
    case "lock":
      return true;
    case "spec":
      return (
        digestOf(entry.inputs) === entry.inputsDigest && entry.inputs.some(([kind, id]) => kind === "spec" && id === entry.id)
      );
    case "document":
      return digestOf(entry.document) === entry.digest;
  }
}

/** The lines that git puts between the sides of a conflict. */
const CONFLICT_MARK = /^(<{7}|\|{7}|={7}|>{7})/;

function readJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged(number, CONFLICT_MARK.test(line) ? CONFLICT : "is not JSON");
  }
}

const CONFLICT = "is a merge conflict";
const KEEP_BOTH = "Keep the lines of both sides; where both freeze one spec, keep one and run `touchstone spec rebind` on it";
const RESTORE =
  "Restore the file from version control, or delete it and freeze the files as they are with `touchstone spec ready --all`";

function damaged(line: number, why: string): TouchstoneError {
  return new TouchstoneError("LOCK_DAMAGED", `line ${line} of ${LOCK_FILE} ${why}`, {
    place: { file: LOCK_FILE, line, column: 1 },
    hint: why === CONFLICT ? KEEP_BOTH : RESTORE,
  });
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
