import type { Considered, Fragment, Plan } from "../core/assets/plan/plan.ts";
import { shortDigest } from "../core/canonical/digest.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { valueText } from "./value-text.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** A plan for people: what would be made, and why each thing was decided. */
export function planText(plan: Plan, paint: Paint): string {
  const sections = [
    heading(plan, paint),
    list("Blocked", plan.explanation.blocked, { paint, mark: paint.bad }),
    stackText(plan, paint),
    list("Skipped", plan.explanation.skipped, { paint, mark: paint.dim }),
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

interface ListLook {
  readonly paint: Paint;
  readonly mark: (text: string) => string;
}

function list(title: string, items: readonly Considered[], { paint, mark }: ListLook): string {
  if (items.length === 0) return "";
  const rows = items.map((item) => [`  ${item.kind} ${item.id}`, `${item.detail} ${mark(`[${item.reasonCode}]`)}`]);
  return `${mark(title)}\n${formatTable(rows, paint.columns)}`;
}

function stackText(plan: Plan, paint: Paint): string {
  if (plan.stack.length === 0) return `${paint.bold("Stack")} empty`;
  const rows = plan.stack.map((entry) => [`  ${entry.layer}`, entry.lora, `× ${entry.weight}`, paint.dim(entry.why)]);
  return `${paint.bold("Stack")}\n${formatTable(rows, paint.columns)}`;
}

function contractText(plan: Plan, paint: Paint): string {
  const rows = Object.entries(plan.contract).map(([field, entry]) => [
    `  ${field}`,
    paint.dim(`${entry?.layer} ${entry?.recordId}`),
    valueText(entry?.value),
  ]);
  return rows.length === 0 ? "" : `${paint.bold("Contract")}\n${formatTable(rows, paint.columns)}`;
}

function promptText(plan: Plan, paint: Paint): string {
  if (plan.prompt === null) return "";
  const { positive, negative, trace } = plan.prompt;
  const rows = trace.map((fragment) => [
    `  ${fragment.polarity === "positive" ? "+" : "−"}`,
    fateText(fragment),
    paint.dim(fragment.layer),
    `${fragment.text} ${paint.dim(`(${fragment.recordId})`)}`,
  ]);
  const texts = [
    ["  +", positive || "—"],
    ["  −", negative || "—"],
  ];
  return [paint.bold("Prompt"), formatTable(texts, paint.columns), "", formatTable(rows, paint.columns)].join("\n");
}

/** Where a fragment stands in the text, or why it does not. */
function fateText(fragment: Fragment): string {
  if (fragment.displaced === true) return "displaced";
  return fragment.duplicateOf === undefined ? `#${fragment.order}` : `repeats #${fragment.duplicateOf}`;
}

function seedText(plan: Plan, paint: Paint): string {
  const shown = plan.images
    .slice(0, 6)
    .map((image) => `${image.part ?? `variant ${image.variant}`} ${image.seed ?? "drawn at make"}`);
  const rest = plan.images.length > shown.length ? ` and ${plan.images.length - shown.length} more` : "";
  const text = `${paint.bold("Seeds")}  ${shown.join(" · ")}${rest}`;
  return wrapText(text, { columns: paint.columns, indent: 7 });
}

function digestText(plan: Plan, paint: Paint): string {
  const short = (digest: string | null): string => (digest === null ? "—" : shortDigest(digest));
  return paint.dim(
    `recipe ${short(plan.recipeDigest)} · render ${short(plan.renderDigest)} · inputs ${short(plan.inputsDigest)}`,
  );
}
