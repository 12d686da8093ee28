import type { NodeRecord } from "../core/env/truth/node-record.ts";
import type { SnapshotRow } from "../engine/env/move/inspect-snapshots.ts";
import type { Recovery } from "../engine/env/hold/recover-env.ts";
import { nextLine, tableOf } from "./env-node-text.ts";
import { shortId, someOf, timeText } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";

/** Node packs and swept folders that are named; `--json` has all. */
const NAMED = 12;

/** Snapshots, newest first, a row each. */
export function snapshotsText({ snapshots }: { readonly snapshots: readonly SnapshotRow[] }, paint: Paint): string {
  if (snapshots.length === 0) return "No snapshots: nothing has moved the pointer yet";
  return formatTable(
    snapshots.map((row) => [row.id, timeText(row.createdAtMs), String(row.generation), stateOf(row, paint), row.reason]),
    paint.columns,
  );
}

function stateOf({ isCurrent, isKept }: SnapshotRow, paint: Paint): string {
  if (isCurrent) return paint.gold("◆ production");
  return paint.dim(isKept ? "● kept" : "○ pruned");
}

/** One snapshot, and how to go back to it. */
export function snapshotText(
  { snapshot, nodes }: { readonly snapshot: SnapshotRow; readonly nodes: readonly NodeRecord[] },
  paint: Paint,
): string {
  const { id, createdAtMs, reason, ref, generation, envId, isKept, isCurrent } = snapshot;
  const packs = nodes.map((node) => (node.commit === null ? node.id : `${node.id} ${node.commit.slice(0, 8)}`));
  const rows = [
    ["taken", `${timeText(createdAtMs)}, ${reason}${ref === null ? "" : ` of ${ref}`}`],
    [
      "generation",
      `${generation}, ${isCurrent ? "which is production" : isKept ? "kept" : "pruned, so it is rebuilt to go back to it"}`,
    ],
    ["identity", shortId(envId)],
    ["node packs", packs.length === 0 ? "none" : someOf(packs, NAMED)],
  ];
  const next = isCurrent ? [] : [nextLine(`touchstone env rollback ${id}`, paint)];
  return [`${paint.bold("snapshot")} ${id}`, tableOf(rows, paint), ...next].join("\n");
}

/** What was settled. */
export function recoveryText({ outcome, did, swept, rebuiltIndex }: Recovery, paint: Paint): string {
  if (outcome === "none" && swept.length === 0 && !rebuiltIndex) return `${paint.good("✓")} nothing was unfinished`;
  const head =
    outcome === "finished"
      ? "finished what was cut off"
      : outcome === "taken_back"
        ? "took back what was cut off"
        : "swept what nothing owns";
  return [
    `${paint.good("✓")} ${head}`,
    ...did.map((sentence) => `  ${sentence}`),
    tableOf([["swept", someOf(swept, NAMED)]], paint),
    nextLine("touchstone env status", paint),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
