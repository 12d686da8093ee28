import type { MoveDone, MovePlan } from "../engine/env/move/move-plan.ts";
import type { PromoteAnswer } from "../engine/env/move/promote.ts";
import type { RemoveAnswer } from "../engine/env/move/remove-node.ts";
import type { RollbackAnswer } from "../engine/env/move/rollback.ts";
import { combineExitCodes, FAILURES } from "../core/errors.ts";
import { nextLine, noteLine, tableOf } from "./env-node-text.ts";
import { diffRows } from "./env-tx-text.ts";
import { shortId, someOf } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { describeProblem } from "./report-error.ts";
import { wrapText } from "./wrap-text.ts";

/** Things of one kind that are named; `--json` has all. */
const NAMED = 12;

/** What promoting came to, or would. */
export function promoteText({ tx, plan, done }: PromoteAnswer, paint: Paint): string {
  const what = `${tx.action} ${tx.nodeId}`;
  if (done === null)
    return plannedText(`promoting ${what}`, plan, { paint, also: [], command: `touchstone env tx promote ${tx.txid}` });
  return doneText(`${paint.gold("◆ promoted")} ${paint.bold(what)}`, { plan, done, also: [], paint });
}

/** What a rollback came to, or would. */
export function rollbackText({ plan, rebuiltFrom, done }: RollbackAnswer, paint: Paint): string {
  const how = rebuiltFrom === null ? "" : `, rebuilt from snapshot ${rebuiltFrom}`;
  if (done === null) return plannedText(`rolling back${how}`, plan, { paint, also: [], command: "touchstone env rollback" });
  return doneText(`${paint.good("✓")} rolled back from generation ${plan.from}${how}`, { plan, done, also: [], paint });
}

/** What removing a node pack came to, or would. */
export function removeText({ id, plan, done, unstaged, purged }: RemoveAnswer, paint: Paint): string {
  const would = done === null && plan !== null;
  const also = [
    ...(unstaged ? [`its staging ${would ? "would be" : "was"} dropped`] : []),
    ...(purged ? [`its clone ${would ? "would be" : "was"} removed`] : []),
  ];
  if (plan === null) return `${paint.good("✓")} ${paint.bold(id)}: ${also.join(", ")}; production stays`;
  if (done === null) return plannedText(`removing ${id}`, plan, { paint, also, command: `touchstone env node remove ${id}` });
  return doneText(`${paint.good("✓")} removed ${paint.bold(id)}`, { plan, done, also, paint });
}

/** 0 unless a dry run says that it would be refused. */
export function planExitCode({ plan, done }: { readonly plan: MovePlan | null; readonly done: MoveDone | null }): number {
  if (plan === null || done !== null) return 0;
  return combineExitCodes(plan.refusals.map(({ code }) => FAILURES[code].exit));
}

interface Planned {
  readonly paint: Paint;
  /** What goes with it, a sentence each. */
  readonly also: readonly string[];
  readonly command: string;
}

function plannedText(what: string, plan: MovePlan, { paint, also, command }: Planned): string {
  const { effects, refusals } = plan;
  const mark = refusals.length === 0 ? paint.ask("… would go:") : paint.bad("✕ would be refused:");
  return [
    `${mark} ${what}; nothing was changed`,
    tableOf(planRows(plan), paint),
    ...effects.map((effect, index) => wrapText(`  ${index + 1}  ${effect}`, { columns: paint.columns, indent: 5 })),
    ...also.map((text) => noteLine(text, paint)),
    ...refusals.map((problem) => describeProblem(problem, paint)),
    ...(refusals.length === 0 ? [nextLine(command, paint)] : []),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function planRows({ from, to, packages, nodes }: MovePlan): readonly (readonly string[])[] {
  return [
    ["production", `generation ${from} → ${to ?? "one that is built for it"}`],
    ["packs", nodesText(nodes)],
    ...diffRows(packages),
  ];
}

function nodesText({ added, removed, changed }: MovePlan["nodes"]): string {
  const parts = [
    ...(added.length === 0 ? [] : [`adds ${someOf(added, NAMED)}`]),
    ...(removed.length === 0 ? [] : [`removes ${someOf(removed, NAMED)}`]),
    ...(changed.length === 0 ? [] : [`changes ${someOf(changed, NAMED)}`]),
  ];
  return parts.join("; ");
}

interface Moved {
  readonly plan: MovePlan;
  readonly done: MoveDone;
  readonly also: readonly string[];
  readonly paint: Paint;
}

function doneText(head: string, { plan, done, also, paint }: Moved): string {
  const { generation, envId, snapshots, pruned, stillRunning } = done;
  const rows = [
    ["packs", nodesText(plan.nodes)],
    ...diffRows(plan.packages),
    ["identity", shortId(envId)],
    ["snapshots", snapshots.join(", ")],
    ["pruned", someOf(pruned, NAMED)],
  ];
  const restart =
    stillRunning === null
      ? [nextLine("touchstone env status", paint)]
      : [
          noteLine(`ComfyUI still runs generation ${stillRunning}`, paint),
          nextLine("touchstone env stop && touchstone env run --detach", paint),
        ];
  const notes = also.map((text) => noteLine(text, paint));
  return [`${head}: generation ${paint.bold(String(generation))} is production`, tableOf(rows, paint), ...notes, ...restart].join(
    "\n",
  );
}
