import { resolve } from "node:path";
import { FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { DeleteChoice, DeletedRuns } from "../../engine/trials/delete-runs.ts";
import type { FreeCommand, Typed } from "../command.ts";
import type { Paint } from "../paint.ts";
import { counted } from "../words.ts";

export const trialDeleteCommand: FreeCommand = {
  path: ["trial", "delete"],
  summary: "Delete runs of trials with all their traces; `recordings/` stays",
  args: [{ name: "runs", summary: "The runs", optional: true, many: true }],
  flags: [
    { name: "expired", summary: "All that are older than `policies.trials.retentionDays`" },
    { name: "all", summary: "All of them" },
    { name: "dry-run", summary: "Say what would go, and delete nothing" },
  ],
  examples: ["touchstone trial delete --all --dry-run"],
  async run({ typed, cwd, project, json, paint, out }) {
    const { deleteRuns } = await import("../../engine/trials/delete-runs.ts");
    const { findTrialsDir } = await import("../../engine/trials/trials-dir.ts");
    const dir = await findTrialsDir(resolve(cwd, project ?? "."));
    const dryRun = typed.isOn("dry-run");
    const gone = await deleteRuns(dir, await readChoice(typed, dir), dryRun);
    out(json ? JSON.stringify({ ...gone, dryRun }) : goneText(gone, dryRun, paint));
    return gone.running.length > 0 ? FAILURES.RUN_LOCKED.exit : 0;
  },
};

/** @throws TouchstoneError USAGE unless exactly one choice is typed */
async function readChoice(typed: Typed, dir: string): Promise<DeleteChoice> {
  const ids = typed.words("runs");
  const ways = [...(ids.length > 0 ? ["ids"] : []), ...["expired", "all"].filter((name) => typed.isOn(name))];
  if (ways.length !== 1) {
    throw new TouchstoneError("USAGE", ways.length === 0 ? "nothing is chosen to be deleted" : "two choices are made at once", {
      hint: "Name runs, or give one of `--expired` and `--all`",
    });
  }
  if (ids.length > 0) return { ids };
  return typed.isOn("all") ? { all: true } : await readRetention(dir);
}

async function readRetention(dir: string): Promise<DeleteChoice> {
  const { loadTrialPolicy } = await import("../../engine/trials/load-policy.ts");
  const { retentionDays } = await loadTrialPolicy(dir);
  if (retentionDays !== undefined) return { olderThanDays: retentionDays, nowMs: Date.now() };
  throw new TouchstoneError("USAGE", "it is not said when runs expire", {
    hint: "Set `policies.trials.retentionDays` in `touchstone.yaml`, or name the runs",
  });
}

function goneText({ deleted, running }: DeletedRuns, dryRun: boolean, paint: Paint): string {
  const left = running.map((id) => `${paint.bad("✕")} ${id} is written by another process, and stays`);
  const gone = dryRun ? deleted.map((id) => `  ${id}`) : [];
  const verb = dryRun ? "Would delete" : "Deleted";
  return [...left, ...gone, `${verb} ${counted(deleted.length, "run")}`].join("\n");
}
