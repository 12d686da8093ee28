import type { z } from "zod";
import type { BackendReport } from "../../core/backends/report.ts";
import { backendTestVerb } from "../../engine/backends.ts";
import { doctorVerb } from "../../engine/doctor.ts";
import type { Health, HealthCheck } from "../../engine/health-check.ts";
import type { Verb } from "../../engine/verb.ts";
import { reportText } from "../backend-text.ts";
import { defineCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";

type Answer = Health | BackendReport;

export const doctorCommand = defineCommand<z.ZodType, Answer>({
  path: ["doctor"],
  summary: "Look at what work here needs: Node, files, lock, store, disk, owner, images, renderers, clock",
  flags: [
    {
      name: "backend",
      value: "URL",
      summary: "Look at this ComfyUI server instead: its address, or the id of one from `backend list`",
    },
  ],
  examples: ["touchstone doctor", "touchstone doctor --backend http://127.0.0.1:8188"],
  verb: doctorVerb,
  chooseVerb: (typed): Verb<z.ZodType, Answer> => (typed.flag("backend") === undefined ? doctorVerb : backendTestVerb),
  toInput: (typed) => (typed.flag("backend") === undefined ? {} : { url: typed.flag("backend") }),
  render: (answer, paint) => ("checks" in answer ? healthText(answer, paint) : reportText(answer, paint)),
  exitCode: (answer) => ("checks" in answer ? healthExitCode(answer) : reportExitCode(answer)),
});

function healthText({ checks }: Health, paint: Paint): string {
  const rows = checks.map((check) => [
    markOf(check, paint),
    paint.bold(check.id),
    check.hint === null ? check.detail : `${check.detail} → ${check.hint}`,
  ]);
  return formatTable(rows, paint.columns);
}

function healthExitCode({ checks }: Health): number {
  const failed = checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id);
  if (failed.length === 0) return 0;
  return failed.some((id) => id === "files" || id === "lock" || id === "backends") ? 4 : 3;
}

/** A server that is down leaves the answer unknown; one that lacks something cannot make what needs it. */
function reportExitCode({ reachable, missing }: BackendReport): number {
  if (!reachable) return 3;
  return missing.length === 0 ? 0 : 1;
}

function markOf({ outcome }: HealthCheck, paint: Paint): string {
  if (outcome === "unknown") return paint.dim("— unknown");
  if (outcome === "ok") return `${paint.good("✓")} ok`;
  return outcome === "warn" ? "! warn" : `${paint.bad("✕")} fail`;
}
