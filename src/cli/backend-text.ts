import type { BackendState } from "../core/backends/backend-state.ts";
import type { MissingPart } from "../core/backends/find-missing.ts";
import type { BackendReport } from "../core/backends/report.ts";
import type { ServerDevice } from "../core/comfyui/server-facts.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";

/** One renderer in one row: mark, id, version, queue, warm checkpoint, and where it is or what is wrong. */
export function backendRow(state: BackendState, paint: Paint): readonly string[] {
  const { id, version, queue, rendering, warmCheckpoint } = state;
  const waiting = queue === null ? "" : `${queue.running} running, ${queue.pending} waiting`;
  return [
    markOf(state, paint),
    paint.bold(id),
    version ?? "—",
    state.kind === "builtin" ? `${rendering} running` : waiting || "—",
    warmCheckpoint ?? "—",
    placeOf(state),
  ];
}

/** How a renderer is, with its own sign and word. */
function markOf({ enabled, health }: BackendState, paint: Paint): string {
  if (!enabled) return paint.dim("— off");
  if (health === "unknown") return paint.dim("? not asked");
  return health === "up" ? paint.good("✓ up") : paint.bad("✕ down");
}

function placeOf({ kind, url, detail, hint, source, checkpoints }: BackendState): string {
  if (kind === "builtin") return "built in; draws specs without a workflow";
  const named = source === "file" ? [] : [source === "flag" ? "named by --backend" : "named by TOUCHSTONE_COMFYUI_URL"];
  const only = checkpoints === null ? [] : [`only ${checkpoints.join(", ")}`];
  // What is wrong mostly names the address itself.
  const isNamed = url === null || detail?.includes(url) === true;
  const place = [...(isNamed ? [] : [url]), ...only, ...named, ...(detail === null ? [] : [detail])].join(", ");
  return hint === null ? place : `${place} → ${hint}`;
}

/** What one look at a server found, in words. */
export function reportText(report: BackendReport, paint: Paint): string {
  if (!report.reachable) {
    const rows = [
      [`${paint.bad("✕")} down`, report.url],
      ["", report.detail ?? ""],
      [paint.dim("→"), report.hint ?? ""],
    ];
    return formatTable(rows, paint.columns);
  }
  const { missing, warnings } = report;
  return [
    formatTable(
      factRows(report).map(([name, value]) => [paint.dim(name), value]),
      paint.columns,
    ),
    ...(missing.length === 0
      ? []
      : [
          paint.bold("Missing"),
          formatTable(
            missing.map((part) => missingRow(part, paint)),
            paint.columns,
          ),
        ]),
    ...(warnings.length === 0
      ? []
      : [
          paint.bold("To know"),
          formatTable(
            warnings.map(({ message, hint }) => ["!", `${message} → ${hint}`]),
            paint.columns,
          ),
        ]),
  ].join("\n");
}

function factRows({ url, version, devices, models, queue, missing }: BackendReport): readonly (readonly [string, string])[] {
  return [
    ["server", `ComfyUI ${version ?? "of unknown version"} at ${url}`],
    ["devices", devices.map(deviceText).join("; ") || "not said"],
    ["models", modelsText(models)],
    ["queue", queue === null ? "—" : `${queue.running} running, ${queue.pending} waiting`],
    [
      "project",
      missing.length === 0
        ? "✓ has all that the project's specs need"
        : `✕ lacks ${counted(missing.length, "thing")} that specs need`,
    ],
  ];
}

function modelsText({ checkpoints, loras, vae }: BackendReport["models"]): string {
  return [counted(checkpoints.length, "checkpoint"), counted(loras.length, "LoRA"), counted(vae.length, "VAE")].join(", ");
}

function deviceText({ name, vramFreeBytes, vramTotalBytes }: ServerDevice): string {
  if (vramTotalBytes === null) return name;
  const [free, total] = [vramFreeBytes ?? 0, vramTotalBytes].map((bytes) => (bytes / 1024 ** 3).toFixed(1));
  return `${name}, ${free} of ${total} GiB free`;
}

const KIND_WORDS = { node: "node", checkpoint: "checkpoint", lora: "LoRA", vae: "VAE", model: "model" } as const;

function missingRow({ kind, name, nearest, neededBy }: MissingPart, paint: Paint): readonly string[] {
  const wish = nearest === null ? "" : `; it has \`${nearest}\``;
  return [paint.bad("✕"), KIND_WORDS[kind], `${name}, needed by ${neededBy.join(", ")}${wish}`];
}
