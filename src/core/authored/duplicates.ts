import type { z } from "zod";
import { formatPlace, type Place, type Problem } from "../errors.ts";
import type { FileRecord } from "./file-record.ts";
import type { RECORD_SCHEMAS } from "./record-kinds.ts";

/** Records that carry one id: two files, or two entries of `tags.yaml`. */
export function findDuplicates(valid: readonly FileRecord[]): Problem[] {
  const claims = valid.flatMap((record) => [...claimsOf(record)]);
  const first = new Map<string, Place>();
  return claims.flatMap(({ key, name, place }) => {
    const taken = first.get(key);
    if (taken === undefined) first.set(key, place);
    if (taken === undefined) return [];
    const message = `${name} exists twice: it stands at ${formatPlace(taken)} already`;
    return [{ code: "DUPLICATE_ID" as const, message, place, hint: "Rename or remove one of them" }];
  });
}

interface Claim {
  readonly key: string;
  readonly name: string;
  readonly place: Place;
}

function claimsOf(record: FileRecord): Claim[] {
  const { role, placeOf } = record;
  if (role.kind === "tags") {
    const { tags } = record.value as z.infer<typeof RECORD_SCHEMAS.tags>;
    const entries = tags.map((tag, index) => ({
      key: `tag:${tag.id}`,
      name: `tag \`${tag.id}\``,
      place: placeOf(["tags", index, "id"]),
    }));
    return [{ key: "tags", name: "the tag catalogue", place: placeOf([]) }, ...entries];
  }
  if (role.kind === "project") return [{ key: "project", name: "the project file", place: placeOf(["id"]) }];
  // A profile's id is its checkpoint's own: two checkpoints may both have a `plain`.
  const id = role.kind === "profile" ? `${role.checkpointId}/${role.id}.v${role.version}` : role.id;
  return [{ key: `${role.kind}:${id}`, name: `${role.kind} \`${id}\``, place: placeOf(["id"]) }];
}
