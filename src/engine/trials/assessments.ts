import { openAppendFile } from "../../adapters/files/append-file.ts";
import { redactResult, redactVote } from "../../core/trials/privacy/redact-entry.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import { type Assessment, parseAssessment } from "../../core/trials/record/assessment.ts";
import { stripAssessment } from "../../core/trials/record/strip-for-metadata.ts";
import type { TrialHeader } from "../../core/trials/record/trial-lines.ts";
import { readOrNull } from "./read-run-folder.ts";
import { assessmentsFileOf } from "./run-files.ts";

/**
 * Appends an assessment to `<traceId>.assessments.jsonl` beside the trace, redacted, and without content where the trace has
 * none. Resolves when it is on disk; what was there stays.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED
 */
export async function appendAssessment(
  traceFile: string,
  assessment: Assessment,
  { redactor, mode }: { readonly redactor: Redactor; readonly mode: TrialHeader["recordingMode"] },
): Promise<void> {
  const kept = mode === "full" ? assessment : stripAssessment(assessment);
  const assertions = kept.assertions.map((result) => redactResult(result, redactor));
  const votes = kept.votes.map((vote) => redactVote(vote, redactor));
  const path = assessmentsFileOf(traceFile);
  // A line that a loss of power cut off must not swallow this one.
  const before = (await readOrNull(path)) ?? "";
  const file = openAppendFile(path);
  try {
    const gap = before === "" || before.endsWith("\n") ? "" : "\n";
    file.append(`${gap}${JSON.stringify({ ...kept, assertions, votes })}\n`);
    await file.sync();
  } finally {
    file.close();
  }
}

/** All assessments of a trace, oldest first; lines that are none are passed over. */
export async function readAssessments(traceFile: string): Promise<readonly Assessment[]> {
  const text = (await readOrNull(assessmentsFileOf(traceFile))) ?? "";
  return text.split("\n").flatMap((line) => parseAssessment(line) ?? []);
}
