import type { EnvCheck, EnvHealth } from "../core/env/status/env-health.ts";
import type { Acceptance } from "../engine/env/acceptance/test-env.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** Things of one finding that are named; `--json` has more. */
const NAMED = 6;

/** What was looked at, a row each; below a finding what it is about and the way out. */
export function envHealthText({ checks }: EnvHealth, paint: Paint): string {
  return checks.map((check) => checkText(check, paint)).join("\n");
}

function checkText(check: EnvCheck, paint: Paint): string {
  const { id, detail, hint, items } = check;
  const row = formatTable([[markOf(check, paint), paint.bold(id.padEnd("duplicates".length)), detail]], paint.columns);
  const more = items.length > NAMED ? [`… ${items.length - NAMED} more in \`--json\``] : [];
  const below = [...items.slice(0, NAMED), ...more, ...(hint === null ? [] : [`${paint.dim("→")} ${hint}`])];
  return [row, ...below.map((text) => wrapText(`      ${text}`, { columns: paint.columns, indent: 8 }))].join("\n");
}

function markOf({ outcome }: EnvCheck, paint: Paint): string {
  if (outcome === "unknown") return paint.dim("— unknown");
  if (outcome === "ok") return `${paint.good("✓")} ok     `;
  return outcome === "warn" ? `${paint.ask("!")} warn   ` : `${paint.bad("✕")} fail   `;
}

/** The acceptance matrix, a row each, and what did not hold. */
export function acceptanceText({ rows }: Acceptance, paint: Paint): string {
  const failed = rows.filter((row) => !row.ok).length;
  const lines = rows.map(({ id, title, ok, failure, durationMs }) => {
    const mark = ok ? `${paint.good("✓")} ok  ` : `${paint.bad("✕")} fail`;
    const row = wrapText(`${mark}  ${paint.bold(id)}  ${title} ${paint.dim(`(${(durationMs / 1000).toFixed(1)} s)`)}`, {
      columns: paint.columns,
      indent: 12,
    });
    return failure === null ? row : `${row}\n${wrapText(`          ${failure}`, { columns: paint.columns, indent: 12 })}`;
  });
  const sum = failed === 0 ? `${counted(rows.length, "row")}, all hold` : `${failed} of ${counted(rows.length, "row")} failed`;
  return [...lines, sum].join("\n");
}
