import type { CauseGroup } from "../core/trace/cause.ts";
import type { GoldenReport } from "../core/playtest/golden/golden-report.ts";
import type { Acceptance, AcceptedGoldens } from "../engine/golden/accept-goldens.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** How plays stand beside their goldens: what is gone or new first, then causes with the goldens that each moved. */
export function goldenReportText(report: GoldenReport, paint: Paint): string {
  const renamed = report.missing.filter(({ renamedFrom }) => renamedFrom !== null);
  const missing = report.missing.filter(({ renamedFrom }) => renamedFrom === null);
  const obsolete = report.obsolete.filter(({ renamedTo }) => renamedTo === null);
  return [
    ...report.damaged.map(({ golden, message, line }) =>
      wrap(`${paint.bad("✕ damaged")}  ${golden}${line === null ? "" : `:${line}`}: ${message}`, paint),
    ),
    ...renamed.map(({ golden, renamedFrom }) => wrap(`${paint.ask("? renamed")}  ${renamedFrom} is ${golden} now`, paint)),
    ...missing.map(({ golden }) => wrap(`${paint.ask("? missing")}  ${golden}`, paint)),
    ...obsolete.map(({ golden }) => wrap(`${paint.ask("? obsolete")} ${golden}`, paint)),
    ...report.groups.flatMap((group) => groupLines(group, paint)),
    ...report.warnings.map((warning) => wrap(`! ${warning}`, paint)),
    wrap(summary(report, paint), paint),
    ...nextSteps(report).map((step) => paint.dim(`  ${step}`)),
  ].join("\n");
}

/** Goldens named below a cause; the rest is counted. Guess: what can be read at a glance. */
const SHOWN_GOLDENS = 5;

/** One cause, and which goldens it moved. */
export function groupLines({ message, detail, kind, key, count, traces }: CauseGroup, paint: Paint): readonly string[] {
  const more = count > SHOWN_GOLDENS ? ` and ${count - SHOWN_GOLDENS} more` : "";
  return [
    wrap(
      `${paint.bad("✕ changed")}  ${paint.bold(message)}${detail === null ? "" : `: ${detail}`} ${paint.dim(`[${kind}]`)}`,
      paint,
    ),
    wrap(`  in ${counted(count, "golden")}: ${traces.slice(0, SHOWN_GOLDENS).join(", ")}${more}`, paint),
    paint.dim(`  --cause "${key}"`),
  ];
}

function summary({ ok, changed, missing, obsolete, damaged, unchanged }: GoldenReport, paint: Paint): string {
  const counts: readonly (readonly [number, string])[] = [
    [unchanged, "unchanged"],
    [changed.length, "changed"],
    [missing.length, "missing"],
    [obsolete.length, "obsolete"],
    [damaged.length, "damaged"],
  ];
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${ok ? paint.good("✓") : paint.bad("✕")} Goldens: ${words.length === 0 ? "none" : words.join(", ")}`;
}

/** What can be done about it. */
function nextSteps({ changed, missing, obsolete, damaged }: GoldenReport): readonly string[] {
  return [
    ...(changed.length + damaged.length > 0 ? ["touchstone golden review    look at each cause, and accept it or not"] : []),
    ...(missing.length > 0 ? ["touchstone golden record    write those that are missing"] : []),
    ...(obsolete.length > 0 ? ["touchstone golden prune     remove those that are obsolete"] : []),
  ];
}

/** What was written, and how everything stands then. */
export function acceptedText(
  { written, partly, moved, logs, report }: AcceptedGoldens,
  choice: Acceptance,
  paint: Paint,
): string {
  const done = choice === "missing" ? "recorded" : "accepted";
  return [
    ...written.map((golden) => wrap(`${paint.good("✓")} ${done} ${golden}`, paint)),
    ...partly.map((golden) => wrap(`${paint.ask("?")} ${golden} changed for another reason too, and stays`, paint)),
    ...moved.map((golden) => wrap(`${paint.bad("✕")} ${golden} has changed since it was shown, and stays; look again`, paint)),
    ...logs.map((log) => wrap(`${paint.good("✓")} restored ${log}`, paint)),
    ...(written.length + moved.length + logs.length === 0 ? [`nothing to be ${done}`] : []),
    wrap(summary(report, paint), paint),
  ].join("\n");
}

export function prunedText(removed: readonly string[], paint: Paint): string {
  if (removed.length === 0) return "no golden is obsolete";
  return removed.map((golden) => wrap(`${paint.good("✓")} removed ${golden}`, paint)).join("\n");
}

function wrap(text: string, { columns }: Paint): string {
  return wrapText(text, { columns, indent: 4 });
}
