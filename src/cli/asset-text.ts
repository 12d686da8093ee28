import type { Evidence } from "../core/assets/evidence.ts";
import type { Check } from "../core/checks/check.ts";
import type { ShownAsset } from "../engine/assets.ts";
import { madeWords, serverWords } from "../core/report/server-words.ts";
import type { Paint } from "./paint.ts";
import { planText } from "./plan-text.ts";
import { formatTable } from "./table.ts";
import { counted, standingText, verdictText } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** A version explained: what it is, why it went where it went, what was found, how it was made. */
export function assetText({ version, evidence, replays, underNewerRules, supersededBy }: ShownAsset, paint: Paint): string {
  const newer =
    underNewerRules === null
      ? []
      : [
          `Under today's rules (version ${underNewerRules.rulesVersion}) the same findings say ${verdictText(underNewerRules.verdict, paint)}`,
        ];
  const last = replays.at(-1);
  return [
    `${paint.bold(version.specId)} · version ${version.id}`,
    `${verdictText(evidence.verdict, paint)} · ${standingText({ decision: version.decision, supersededBy }, paint)}${version.decidedBy === null ? "" : ` by ${version.decidedBy}`}`,
    [
      ...newer,
      `Why it went to ${paint.bold(evidence.route)}:`,
      ...evidence.reasons.map((reason) => `  ${wrapText(reason, { columns: paint.columns, indent: 2 })}`),
    ].join("\n"),
    checksText(evidence.checks, paint),
    makingText(evidence, paint),
    ...(last === undefined
      ? []
      : [`Last replay: decisions ${last.decisions}, environment ${last.environment}, pixels ${last.pixels}`]),
    planText(evidence.plan, paint),
  ].join("\n\n");
}

const SIGNS: Record<Check["outcome"], string> = { pass: "✓", fail: "✕", uncertain: "?", uncalibrated: "?", not_applicable: "·" };

function checksText(checks: readonly Check[], paint: Paint): string {
  const asked = checks.filter((check) => check.outcome !== "not_applicable");
  const rows = asked.map((check) => [
    `  ${SIGNS[check.outcome]} ${check.check}`,
    check.outcome,
    check.evidence.note ?? numbersText(check.evidence.numbers),
  ]);
  const silent = checks.length - asked.length;
  const rest = silent === 0 ? "" : paint.dim(`\n  ${counted(silent, "further check")} not asked for by the contract`);
  return `${paint.bold("Findings")}\n${formatTable(rows, paint.columns)}${rest}`;
}

function numbersText(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(3)}`)
    .join(", ");
}

function makingText({ attempts, backend, environment, images, timing, firstPass }: Evidence, paint: Paint): string {
  const seconds = (ms: number): string => (ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`);
  return [
    paint.bold("Making"),
    `  ${counted(images.length, "image")} by ${rendererText(backend)}, Touchstone ${environment.touchstone}${environment.envId === null ? "" : `, environment ${environment.envId}`}`,
    `  ${counted(attempts.length, "attempt")}, ${firstPass ? "passed at the first" : "not a first pass"}; plan ${seconds(timing.planMs)}, drawing ${seconds(timing.renderMs)}`,
    ...serverWords(environment).map((words) => `  ${words}`),
    ...images.flatMap((image) => madeWords(image) ?? []).map((words) => `  ${words}`),
    ...attempts.filter((attempt) => attempt.detail !== null).map((attempt) => `  attempt ${attempt.outcome}: ${attempt.detail}`),
  ].join("\n");
}

function rendererText({ kind, identity }: Evidence["backend"]): string {
  return kind === "builtin" ? `the built-in renderer (${identity})` : "ComfyUI";
}
