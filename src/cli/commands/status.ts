import { statusVerb, type Status } from "../../engine/status.ts";
import { defineCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";
import { counted } from "../words.ts";

export const statusCommand = defineCommand({
  path: ["status"],
  summary: "Show the project at a glance: owner, work, what waits, what is stale",
  examples: ["touchstone status", "touchstone status --json"],
  verb: statusVerb,
  toInput: () => ({}),
  render: (status, paint) =>
    formatTable(
      rows(status, paint).map(([name, value]) => [paint.dim(name), value]),
      paint.columns,
    ),
});

function rows(status: Status, paint: Paint): readonly (readonly [string, string])[] {
  const { project, owner, jobs, assets, specs, stale, renderers } = status;
  const open = (["queued", "running", "retry_wait"] as const).map((state) => `${jobs[state] ?? 0} ${state.replace("_", " ")}`);
  return [
    ["project", `${paint.bold(project.title === "" ? "—" : project.title)} ${project.id}`],
    ["owner", owner === null ? "none" : `${owner.command} (pid ${owner.pid})${owner.url === null ? "" : " serves it"}`],
    [
      "specs",
      `${specs.ready} ready, ${specs.draft} draft, ${specs.deprecated} deprecated${specs.broken === 0 ? "" : `, ${paint.bad(`${specs.broken} broken`)}`}`,
    ],
    ["stale", stale.length === 0 ? "none" : stale.map(staleText).join(", ")],
    ["jobs", open.join(", ")],
    ["assets", `${assets.approved} approved, ${assets.pending} pending, ${assets.rejected} rejected`],
    ["waiting", status.waiting === 0 ? "nothing waits for you" : `${counted(status.waiting, "version")} for you`],
    ["exceptions", String(status.exceptions)],
    ...renderers.map((renderer) => ["renderer", rendererText(renderer)] as const),
    ["events", String(status.head)],
  ];
}

function staleText({ spec, differences }: Status["stale"][number]): string {
  return differences === null ? `${spec} (cannot be planned)` : `${spec} (${counted(differences, "difference")})`;
}

function rendererText({ id, version, running, enabled, health }: Status["renderers"][number]): string {
  const state = enabled ? (health === "down" ? ", down" : "") : ", off";
  return `${id}, ${version ?? "not asked yet"}, ${running ?? "—"} running${state}`;
}
