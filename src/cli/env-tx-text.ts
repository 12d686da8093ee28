import type { PackageDiff } from "../core/env/generation/package-set.ts";
import type { Observation } from "../core/env/observation/observation.ts";
import type { Tx } from "../core/env/tx/tx.ts";
import type { TxAnswer } from "../engine/env/tx/tx-site.ts";
import { conflictText } from "./env-conflict-text.ts";
import { nextLine } from "./env-node-text.ts";
import { someOf, timeText, txStatusText } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";

/** Packages of one kind that are named; `--json` has all. */
const NAMED = 12;

/** One transaction: what it changes, how its candidate behaved, and what to do next. */
export function txText(tx: Tx, paint: Paint): string {
  const head = txHead(tx, paint);
  const rows = [
    ...placeRows(tx),
    ...diffRows(tx.diff),
    ...coreRows(tx),
    ...overruledRows(tx),
    ...observedRows(tx),
    ...endRows(tx),
  ];
  const table = formatTable(
    rows.map(([name = "", ...rest]) => [`  ${name}`, ...rest]),
    paint.columns,
  );
  const next = nextOf(tx);
  return [head, table, logLine(tx, paint), ...(next === null ? [] : [nextLine(next, paint)])]
    .filter((part) => part !== "")
    .join("\n");
}

function txHead({ status, action, nodeId, txid }: Tx, paint: Paint): string {
  return `${txStatusText(status, paint)} ${paint.bold(`${action} ${nodeId}`)} · tx ${txid}`;
}

type Rows = readonly (readonly string[])[];

function placeRows({ base, generation, diff, startedAtMs, node }: Tx): Rows {
  const none = diff === null ? "no candidate was built" : "its candidate is gone";
  const built = generation === null ? none : `candidate generation ${generation}`;
  const commit = node?.commit === undefined || node.commit === null ? [] : [["commit", node.commit.slice(0, 12)]];
  return [["begun", `${timeText(startedAtMs)}, from generation ${base}; ${built}`], ...commit];
}

/** How two environments differ, one row for each kind of change. */
export function diffRows(diff: PackageDiff | null): Rows {
  if (diff === null) return [];
  const { added, removed, changed, startupHooks } = diff;
  const named = (packages: readonly { readonly name: string; readonly version: string }[]): string =>
    someOf(
      packages.map(({ name, version }) => `${name} ${version}`),
      NAMED,
    );
  const changes = changed.map(({ name, before, after }) => `${name} ${before} → ${after}`);
  const hooks = startupHooks.added.map(({ name, owner }) => `${name} (${owner ?? "of no package"})`);
  const rows = [
    ["adds", named(added)],
    ["removes", named(removed)],
    ["changes", someOf(changes, NAMED)],
    ["runs by itself", someOf(hooks, NAMED)],
  ].filter(([, text]) => text !== "");
  return rows.length === 0 ? [["packages", "the same as before"]] : rows;
}

function coreRows({ coreImpact }: Tx): Rows {
  if (coreImpact.length === 0) return [];
  return [["core", `${someOf(coreImpact.map(impactText), NAMED)}: promoting it takes your approval`]];
}

/** E.g. `moves torch 2.5.1 → 2.6.0`, `adds wind.pth`: of what starts by itself, its digest says nothing to people. */
function impactText({ name, before, after }: Tx["coreImpact"][number]): string {
  if (before === null) return `adds ${name}`;
  if (after === null) return `removes ${name}`;
  return before.startsWith("sha256:") ? `changes ${name}` : `moves ${name} ${before} → ${after}`;
}

function overruledRows({ overruled }: Tx): Rows {
  if (overruled.length === 0) return [];
  const needs = overruled.map(
    ({ by, requirement, installed }) => `${by} asks for ${requirement} and gets ${installed ?? "none"}`,
  );
  return [["overruled", `${someOf(needs, NAMED)}: a pin keeps it from them`]];
}

function observedRows({ observed, runtimeDrift }: Tx): Rows {
  if (observed === null) return [];
  const drift = runtimeDrift === null ? [] : diffRows(runtimeDrift).filter(([name]) => name !== "packages");
  return [
    ["comfyui", outcomeText(observed)],
    ...classRows(observed),
    ...observed.importFailures.map(({ node, message }) => ["import", `${node} failed: ${message}`]),
    ...drift.map(([name = "", text = ""]) => ["drift", `starting ComfyUI ${name} ${text}`]),
  ];
}

function outcomeText({ outcome, exitCode, durationMs, comfyuiVersion }: Observation): string {
  const which = comfyuiVersion === null ? "" : `, version ${comfyuiVersion}`;
  const took = `${(durationMs / 1000).toFixed(1)} s`;
  switch (outcome) {
    case "timed_out_healthy":
      return `answered, and was ended healthy after ${took}${which}`;
    case "exited":
      return `ran to its end in ${took}${which}`;
    case "crashed":
      return `crashed after ${took}, exit code ${exitCode ?? "none"}`;
    case "import_failed":
      return `started, but could not import every node pack${which}`;
    case "hung":
      return `neither answered nor ended within ${took}`;
    case "not_run":
      return "was not started";
  }
}

function classRows({ nodeClasses }: Observation): Rows {
  if (nodeClasses === null) return [];
  const { added, removed } = nodeClasses;
  const rows = [
    ["node classes", added.length === 0 ? "" : `more: ${someOf(added, NAMED)}`],
    ["node classes", removed.length === 0 ? "" : `gone: ${someOf(removed, NAMED)}`],
  ];
  return rows.filter(([, text]) => text !== "");
}

function endRows({ failure, promotion, resolutionPins }: Tx): Rows {
  return [
    ...(resolutionPins.length === 0 ? [] : [["pins", resolutionPins.join(", ")]]),
    ...(failure === null ? [] : [["failed", `${failure.message} [${failure.code}]`]]),
    ...(promotion?.error === null || promotion?.error === undefined ? [] : [["promote", promotion.error]]),
    ...(promotion?.reason === null || promotion?.reason === undefined ? [] : [["approved", promotion.reason]]),
  ];
}

/** A line of its own: a path is not broken, and would push the table out of shape. */
function logLine({ logs }: Tx, paint: Paint): string {
  return paint.dim(`  env/${logs.stdout.replace(".stdout.log", "")}.{stdout,stderr}.log`);
}

/** The next command line; null where nothing is left to do. */
function nextOf({ status, txid, nodeId, coreImpact }: Tx): string | null {
  const approval = coreImpact.length === 0 ? "" : ' --approve-core --reason "…"';
  switch (status) {
    case "completed":
    case "resolved":
      return `touchstone env tx promote ${txid}${approval}`;
    case "needs_resolution":
      return `touchstone env resolve ${txid}`;
    case "failed":
    case "promote_failed":
      return `touchstone env tx run ${nodeId}  # again, once the logs say why; or give it up: env tx abort ${txid}`;
    case "promoted":
      return "touchstone env status";
    case "running":
    case "promoting":
    case "rolling_back":
    case "aborted":
      return null;
  }
}

/** What running or resolving a transaction came to: it, or the conflict in its way. */
export function txAnswerText({ tx, conflict }: TxAnswer, paint: Paint): string {
  // Once it is resolved, how it was before is history.
  if (conflict === null || tx.status !== "needs_resolution") return txText(tx, paint);
  return `${txHead(tx, paint)}\n${conflictText(conflict, paint)}`;
}

/** 0 where there is a candidate to promote. */
export function txExitCode({ tx: { status } }: TxAnswer): number {
  return status === "completed" || status === "resolved" || status === "promoted" ? 0 : 1;
}
