import type { PlanAnswer } from "../engine/env/tx/plan-env.ts";
import type { NodePlan } from "../engine/env/tx/plan-node.ts";
import { headLines, proposalLines } from "./env-conflict-text.ts";
import { nextLine, noteLine, tableOf } from "./env-node-text.ts";
import { someOf } from "./env-words.ts";
import type { Paint } from "./paint.ts";

/** Things of one kind that are named; `--json` has all. */
const NAMED = 12;

/** What the next transactions would change, pack by pack. */
export function planEnvText({ base, plans }: PlanAnswer, paint: Paint): string {
  if (plans.length === 0) return `Nothing waits. Stage a node pack: \`touchstone env node add URL\``;
  return plans.map((plan) => planText(plan, base, paint)).join("\n\n");
}

function planText(plan: NodePlan, base: number, paint: Paint): string {
  const { nodeId, action, commit, requirements, refused, notes, core, conflict, message, outcome } = plan;
  const rows = [
    ["group adds", someOf(requirements.added, NAMED)],
    ["group loses", someOf(requirements.removed, NAMED)],
    ...packageRows(plan),
    ["core", core.length === 0 ? "" : `would move ${someOf(core, NAMED)}, which takes your approval`],
  ];
  return [
    `${markOf(outcome, paint)} ${paint.bold(`${action} ${nodeId}`)} ${commit.slice(0, 8)} over generation ${base}`,
    tableOf(rows, paint),
    ...refused.map((line) => noteLine(`refused unless approved: ${line}`, paint)),
    ...(message === null ? [] : [noteLine(message, paint)]),
    ...(conflict === null ? [] : [...headLines(conflict, paint), ...proposalLines(conflict.proposals, paint)]),
    ...notes.map((note) => noteLine(note, paint)),
    nextLine(`touchstone env tx run ${nodeId}`, paint),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function packageRows({ packages }: NodePlan): readonly (readonly string[])[] {
  if (packages === null) return [];
  const { added, removed, changed } = packages;
  if (added.length + removed.length + changed.length === 0) return [["packages", "the same as now"]];
  const named = (list: NonNullable<NodePlan["packages"]>["added"]): string =>
    someOf(
      list.map(({ name, version }) => `${name} ${version}`),
      NAMED,
    );
  return [
    ["adds", named(added)],
    ["removes", named(removed)],
    [
      "changes",
      someOf(
        changed.map(({ name, before, after }) => `${name} ${before} → ${after}`),
        NAMED,
      ),
    ],
  ];
}

function markOf(outcome: NodePlan["outcome"], paint: Paint): string {
  switch (outcome) {
    case "resolves":
      return paint.good("✓ resolves");
    case "conflict":
      return paint.ask("? conflict");
    case "refused":
      return paint.bad("✕ refused");
    case "failed":
      return paint.bad("✕ failed");
  }
}
