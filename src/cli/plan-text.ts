import type { PlanDifference } from "../core/assets/plan/diff-plans.ts";
import type { Considered, Plan } from "../core/assets/plan/plan.ts";
import { shortDigest } from "../core/canonical/digest.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";

/** A plan for people: what would be made, and why each thing was decided. */
export function planText(plan: Plan, paint: Paint): string {
  const sections = [
    heading(plan, paint),
    list("Blocked", plan.explanation.blocked, paint.bad),
    stackText(plan, paint),
    list("Skipped", plan.explanation.skipped, paint.dim),
    contractText(plan, paint),
    promptText(plan, paint),
    seedText(plan, paint),
    digestText(plan, paint),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function heading(plan: Plan, paint: Paint): string {
  const named = (record: { id: string; version?: number } | null): string =>
    record === null ? "none" : `${record.id}${record.version === undefined ? "" : ` v${record.version}`}`;
  const { parameters } = plan;
  const size = parameters === null ? "" : `, ${parameters.width}×${parameters.height}`;
  const rows = [
    ["checkpoint", named(plan.checkpoint)],
    ["profile", named(plan.profile)],
    ["baseline", named(plan.baseline)],
    ["renderer", plan.renderer],
    ["output", `${counted(plan.images.length, "image")}${size}`],
  ];
  return `${paint.bold(plan.spec)}\n${formatTable(rows.map(([name = "", value = ""]) => [paint.dim(name), value]))}`;
}

function list(title: string, items: readonly Considered[], mark: (text: string) => string): string {
  if (items.length === 0) return "";
  const lines = items.map((item) => `  ${item.kind} ${item.id}: ${item.detail} ${mark(`[${item.reasonCode}]`)}`);
  return [mark(title), ...lines].join("\n");
}

function stackText(plan: Plan, paint: Paint): string {
  if (plan.stack.length === 0) return `${paint.bold("Stack")} empty`;
  const rows = plan.stack.map((entry) => [`  ${entry.layer}`, entry.lora, `× ${entry.weight}`, paint.dim(entry.why)]);
  return `${paint.bold("Stack")}\n${formatTable(rows)}`;
}

function contractText(plan: Plan, paint: Paint): string {
  const rows = Object.entries(plan.contract).map(([field, entry]) => [
    `  ${field}`,
    valueText(entry?.value),
    paint.dim(`${entry?.layer} ${entry?.recordId}`),
  ]);
  return rows.length === 0 ? "" : `${paint.bold("Contract")}\n${formatTable(rows)}`;
}

function promptText(plan: Plan, paint: Paint): string {
  if (plan.prompt === null) return "";
  const trace = plan.prompt.trace.map((fragment) => {
    const sign = fragment.polarity === "positive" ? "+" : "−";
    const fate =
      fragment.displaced === true
        ? "displaced"
        : fragment.duplicateOf === undefined
          ? `#${fragment.order}`
          : `repeats #${fragment.duplicateOf}`;
    return [`  ${sign}`, fragment.layer, fate, fragment.text, paint.dim(fragment.recordId)];
  });
  return [
    paint.bold("Prompt"),
    `  ${plan.prompt.positive}`,
    `  ${paint.dim("negative")} ${plan.prompt.negative || "—"}`,
    formatTable(trace),
  ].join("\n");
}

function seedText(plan: Plan, paint: Paint): string {
  const shown = plan.images
    .slice(0, 6)
    .map((image) => `${image.part ?? `variant ${image.variant}`} ${image.seed ?? "drawn at make"}`);
  const rest = plan.images.length > shown.length ? ` and ${plan.images.length - shown.length} more` : "";
  return `${paint.bold("Seeds")} ${shown.join(" · ")}${rest}`;
}

function digestText(plan: Plan, paint: Paint): string {
  const short = (digest: string | null): string => (digest === null ? "—" : shortDigest(digest));
  return paint.dim(
    `recipe ${short(plan.recipeDigest)} · render ${short(plan.renderDigest)} · inputs ${short(plan.inputsDigest)}`,
  );
}

/** Which decisions differ, causes before consequences. */
export function differencesText(differences: readonly PlanDifference[], paint: Paint): string {
  if (differences.length === 0) return "No decision differs";
  const rows = differences.map(({ decision, before, after }) => [
    `  ${decision}`,
    before === null ? paint.dim("—") : valueText(before),
    "→",
    after === null ? paint.dim("—") : valueText(after),
  ]);
  return `${paint.bold(counted(differences.length, "decision"))} ${differences.length === 1 ? "differs" : "differ"}\n${formatTable(rows)}`;
}

const LONGEST_VALUE = 60;

function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}
