import { doctorVerb, type HealthCheck } from "../../engine/doctor.ts";
import { defineCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";

export const doctorCommand = defineCommand({
  path: ["doctor"],
  summary: "Look at what work here needs: Node, files, lock, store, disk, owner, images, renderer, clock",
  examples: ["touchstone doctor"],
  verb: doctorVerb,
  toInput: () => ({}),
  render: ({ checks }, paint) =>
    formatTable(
      checks.map((check) => [
        markOf(check, paint),
        paint.bold(check.id),
        check.hint === null ? check.detail : `${check.detail} → ${check.hint}`,
      ]),
      paint.columns,
    ),
  exitCode: ({ checks }) => {
    const failed = checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id);
    if (failed.length === 0) return 0;
    return failed.some((id) => id === "files" || id === "lock") ? 4 : 3;
  },
});

function markOf({ outcome }: HealthCheck, paint: Paint): string {
  if (outcome === "unknown") return paint.dim("— unknown");
  if (outcome === "ok") return `${paint.good("✓")} ok`;
  return outcome === "warn" ? "! warn" : `${paint.bad("✕")} fail`;
}
