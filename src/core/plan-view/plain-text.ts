/**
 * A plain value of a plan in few words: `{ width: 64, height: 64 }` as "64 × 64", true as "yes", nothing as "—".
 * Maps are written as `key value, key value`; digests are cut to what tells them apart.
 */
export function plainText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value.startsWith(DIGEST) ? value.slice(DIGEST.length, DIGEST.length + 8) : value;
  if (typeof value !== "object") return typeof value === "number" ? String(value) : "—";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(plainText).join(", ");
  return mapText(value as Readonly<Record<string, unknown>>);
}

const DIGEST = "sha256:";

/** What a reader has no use for: where a file lies, and what it hashes to. */
const SILENT: ReadonlySet<string> = new Set(["file", "sha256"]);

function mapText(map: Readonly<Record<string, unknown>>): string {
  const { width, height, id, version } = map;
  if (typeof width === "number" && typeof height === "number") return `${width} × ${height}`;
  if (typeof id === "string") return version === undefined ? id : `${id} v${plainText(version)}`;
  const entries = Object.entries(map).filter(([key, each]) => !SILENT.has(key) && each !== null);
  return entries.length === 0 ? "none" : entries.map(([key, each]) => `${key} ${plainText(each)}`).join(", ");
}
