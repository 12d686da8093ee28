import { blocked, chosen, type Finding, skipped } from "./finding.ts";
import type { PlanInputs } from "./inputs.ts";

/** Judges the style anchors. Source: contracts section 2 ("a missing anchor blocks"); SPEC.md P8. */
export function chooseReferences({ spec, references }: PlanInputs): readonly Finding[] {
  const found = references.map(({ ref, pixelSha256 }) => {
    if (pixelSha256 !== null) return chosen({ kind: "reference", id: ref }, "the style is matched to this image");
    return blocked({ kind: "reference", id: ref }, "missing_anchor", `reference image \`${ref}\` does not exist`);
  });
  const { mode, anchorRefs } = spec.style;
  if (mode !== "inherit_project" && anchorRefs.length === 0) {
    const detail = `style mode \`${mode}\` needs at least one of \`style.anchorRefs\``;
    return [...found, blocked({ kind: "reference", id: mode }, "missing_anchor", detail)];
  }
  const unused = anchorRefs.filter((ref) => !references.some((reference) => reference.ref === ref));
  const why = `style mode \`${mode}\` does not use it`;
  return [...found, ...unused.map((ref) => skipped({ kind: "reference", id: ref }, "not_chosen", why))];
}
