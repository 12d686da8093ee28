import type { ListedSpec } from "./use-specs.ts";

/** Words that a filter takes beside plain ones, e.g. `status:ready`. */
const TESTS: Readonly<Record<string, (spec: ListedSpec, wanted: string) => boolean>> = {
  status: (spec, wanted) => spec.status.startsWith(wanted),
  checkpoint: (spec, wanted) => (spec.checkpoint ?? "").startsWith(wanted),
  kind: (spec, wanted) => spec.kind.startsWith(wanted),
  entity: (spec, wanted) => (spec.entity ?? "").startsWith(wanted),
  is: (spec, wanted) => isSo(spec, wanted),
};

/** The specs that every word of a filter fits: plain words look into id and title. */
export function filterSpecs(specs: readonly ListedSpec[], filter: string): readonly ListedSpec[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return specs.filter((spec) => words.every((word) => fits(spec, word)));
}

function fits(spec: ListedSpec, word: string): boolean {
  const [name = "", wanted] = word.split(":", 2);
  const test = wanted === undefined ? undefined : TESTS[name];
  if (test !== undefined) return test(spec, wanted ?? "");
  return `${spec.id} ${spec.title.toLowerCase()}`.includes(word);
}

function isSo(spec: ListedSpec, wanted: string): boolean {
  if (wanted === "") return true;
  if ("stale".startsWith(wanted)) return spec.stale;
  if ("blocked".startsWith(wanted)) return spec.blockers.length > 0;
  return "made".startsWith(wanted) && spec.versionId !== null;
}
