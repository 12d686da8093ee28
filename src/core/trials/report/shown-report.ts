import { stripReport } from "../record/strip-for-metadata.ts";
import type { RunReport } from "../verdict/scenario-report.ts";

/** A report as it may be shown and written: of a run in metadata_only, without what was said. Source: SPEC.md RT6. */
export function shownReport(report: RunReport): RunReport {
  return report.recordingMode === "metadata_only" ? stripReport(report) : report;
}
