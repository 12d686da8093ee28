import type { Considered, Plan } from "../../src/core/assets/plan/plan.ts";
import { shortDigest } from "../../src/core/canonical/digest.ts";

/** A plan as a page that a person can review line by line: what would be made, and the digests that prove it. */
export function planGolden(plan: Plan): string {
  const { checkpoint, profile, baseline, parameters, prompt } = plan;
  const named = (record: { id: string; version?: number } | null): string =>
    record === null ? "none" : `${record.id}${record.version === undefined ? "" : ` v${record.version}`}`;
  const size = parameters === null ? "" : `${parameters.width} x ${parameters.height}`;
  return [
    `== ${plan.spec}`,
    line("made by", [`${named(checkpoint)} / ${named(profile)} / ${named(baseline)} / ${plan.renderer}`]),
    line("draws", [
      `${plan.images.length} x ${size}`,
      ...Object.entries(parameters ?? {})
        .slice(0, 5)
        .map(([name, value]) => `${name} ${value}`),
    ]),
    ...plan.stack.map((entry) =>
      line("stack", [
        `${entry.layer} ${entry.lora}${entry.version === null ? "" : ` v${entry.version}`} x ${entry.weight}`,
        entry.why,
      ]),
    ),
    ...Object.entries(plan.contract).map(([field, entry]) =>
      line("contract", [`${field} ${JSON.stringify(entry?.value)}`, `${entry?.layer} ${entry?.recordId}`]),
    ),
    line("positive", [prompt?.positive ?? "none"]),
    line("negative", [prompt?.negative ?? "none"]),
    line(
      "seeds",
      plan.images.map(({ variant, part, seed }) => `${variant}${part === null ? "" : ` ${part}`}: ${seed}`),
    ),
    ...considered("blocked", plan.explanation.blocked),
    ...considered("skipped", plan.explanation.skipped),
    line("digests", digests(plan)),
  ].join("\n");
}

function line(name: string, values: readonly string[]): string {
  return `${name.padEnd(9)} ${values.join(" | ")}`;
}

function considered(name: string, items: readonly Considered[]): readonly string[] {
  return items.map((item) => line(name, [`${item.kind} ${item.id}`, item.reasonCode, item.detail]));
}

function digests(plan: Plan): readonly string[] {
  const { specDigest, inputsDigest, prompt, renderDigest, recipeDigest } = plan;
  const all = { spec: specDigest, inputs: inputsDigest, prompt: prompt?.packageHash, render: renderDigest, recipe: recipeDigest };
  return Object.entries(all).map(([name, digest]) => `${name} ${digest == null ? "none" : shortDigest(digest)}`);
}
