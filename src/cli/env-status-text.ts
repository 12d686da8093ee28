import type { EnvStatus } from "../core/env/status/status.ts";
import { generationMark } from "../core/env/view/timeline.ts";
import type { OutcomeMark } from "../core/report/outcome-mark.ts";
import { nextStep } from "./env-next.ts";
import { nextLine } from "./env-node-text.ts";
import { shortId, timeText, txStatusText } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** Rows of one kind that are shown; `--json` has all. */
const SHOWN = 8;

/** The environment in one glance: production, what waits, what was, what is wrong, and what to do next. */
export function envStatusText(status: EnvStatus, paint: Paint): string {
  const parts = [
    productionText(status, paint),
    section("Waiting", stagedRows(status), paint),
    section("Transactions", transactionRows(status, paint), paint),
    section("Generations", generationRows(status, paint), paint),
    problemsText(status, paint),
    holderText(status, paint),
    nextText(status, paint),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function productionText({ current, generations, python, comfyuiDir, process }: EnvStatus, paint: Paint): string {
  if (current === null && generations.some(({ isKept }) => isKept)) return "No production: nothing says which generation it is";
  if (current === null) return "No environment yet: nothing here governs a ComfyUI";
  const packs = current.nodes.length === 0 ? "no node packs" : current.nodes.join(", ");
  const rows = [
    ["production", `generation ${paint.bold(String(current.number))} · ${counted(current.packages, "package")} · ${packs}`],
    ["python", python === null ? "" : `${python.version} on ${python.platform}`],
    ["identity", shortId(current.envId)],
    ["assets", assetsText(current)],
    ["comfyui", [comfyuiDir ?? "", processText(process, paint)].filter((part) => part !== "").join(" · ")],
  ];
  return formatTable(
    rows.filter(([, text]) => text !== ""),
    paint.columns,
  );
}

function assetsText({ versions, versionCount }: EnvStatus["generations"][number]): string {
  if (versionCount === null) return "not counted: the project's log could not be read";
  if (versionCount === 0) return "none made under it yet";
  const specs = [...new Set(versions.map(({ spec }) => spec))];
  const named = specs.slice(0, 4).join(", ");
  return `${counted(versionCount, "version")} made under it: ${named}${specs.length > 4 ? ", …" : ""}`;
}

function processText(process: EnvStatus["process"], paint: Paint): string {
  const { state, url, pid, generation, restarts } = process;
  if (state === "stopped") return paint.dim("not running");
  const again = restarts === 0 ? "" : `, restarted ${counted(restarts, "time")}`;
  const where = `${url ?? "no address"} (pid ${pid ?? "—"})${again}`;
  const which = process.isCurrent ? "" : `, ${paint.ask(`runs generation ${generation}`)}`;
  if (state === "running") return `${paint.good("✓ running")} at ${where}${which}`;
  if (state === "starting") return `${paint.ask("starting")} at ${where}${which}`;
  return `${paint.bad(`✕ ${state}`)}: ${where}${which}`;
}

function section(title: string, rows: readonly (readonly string[])[], paint: Paint): string {
  if (rows.length === 0) return "";
  const more = rows.length > SHOWN ? paint.dim(`\n  and ${rows.length - SHOWN} more in \`--json\``) : "";
  const table = formatTable(
    rows.slice(0, SHOWN).map(([first = "", ...rest]) => [`  ${first}`, ...rest]),
    paint.columns,
  );
  return `${paint.bold(title)}\n${table}${more}`;
}

function stagedRows({ staged }: EnvStatus): readonly (readonly string[])[] {
  return staged.map(({ id, action, commit, url }) => [`${action} ${id}`, commit.slice(0, 8), url]);
}

function transactionRows({ transactions }: EnvStatus, paint: Paint): readonly (readonly string[])[] {
  return transactions.map(({ txid, nodeId, action, status, startedAtMs, failure }) => [
    txStatusText(status, paint),
    txid,
    `${action} ${nodeId}${failure === null ? ` · ${timeText(startedAtMs)}` : `: ${failure}`}`,
  ]);
}

function generationRows({ generations, transactions }: EnvStatus, paint: Paint): readonly (readonly string[])[] {
  return generations.map((row) => [
    String(row.number),
    generationText(generationMark(row, transactions), paint),
    timeText(row.createdAtMs),
    counted(row.packages, "package"),
    row.versionCount === null ? "— assets" : counted(row.versionCount, "asset"),
    row.reason,
  ]);
}

function generationText({ icon, word, tone }: OutcomeMark, paint: Paint): string {
  const text = `${icon} ${word}`;
  if (tone === "gold") return paint.gold(text);
  return tone === "uncertain" ? paint.ask(text) : paint.dim(text);
}

function problemsText({ problems }: EnvStatus, paint: Paint): string {
  if (problems.length === 0) return "";
  const lines = problems.map(({ message, hint }) => {
    const said = wrapText(`  ${paint.bad("✕")} ${message}`, { columns: paint.columns, indent: 4 });
    return `${said}\n${wrapText(`    ${paint.dim("→")} ${hint}`, { columns: paint.columns, indent: 6 })}`;
  });
  return [paint.bold("Problems"), ...lines].join("\n");
}

function holderText({ holder }: EnvStatus, paint: Paint): string {
  if (holder === null) return "";
  const { command, pid, sinceMs } = holder;
  return paint.ask(wrapText(`\`${command}\` (pid ${pid}) is at work on it since ${timeText(sinceMs)}`, { ...paint, indent: 2 }));
}

function nextText(status: EnvStatus, paint: Paint): string {
  const next = nextStep(status);
  if (next === null || status.holder !== null) return "";
  return `${paint.dim(next.why)}
${nextLine(next.command, paint)}`;
}
