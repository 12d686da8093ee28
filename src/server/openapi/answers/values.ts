import { z } from "zod";
import { FAILURES, type FailureCode } from "../../../core/errors.ts";

/** Values that many answers share. */

/** SHA-256 of canonical JSON or of bytes. */
export const DigestValue = z
  .templateLiteral(["sha256:", z.string().regex(/^[0-9a-f]{64}$/)])
  .describe("SHA-256 in lower-case hex");

export const EpochMs = z.number().describe("Epoch ms, UTC");
export const Seq = z.int().min(0).describe("Position in the project's stream of events");
export const Verdict = z.enum(["pass", "fail", "uncertain", "unchecked"]).describe("Derived from the checks");
export const Decision = z.enum(["pending", "approved", "rejected"]).describe("What was decided about the version");

const CODES = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]];

export const PlaceValue = z
  .strictObject({
    file: z.string().describe("File of the project"),
    line: z.int().describe("From 1"),
    column: z.int().describe("From 1"),
  })
  .describe("Where in an authored file something is");

export const ProblemValue = z
  .strictObject({
    code: z.enum(CODES).describe("Failure code"),
    message: z.string().describe("One sentence"),
    place: PlaceValue.exactOptional(),
    hint: z.string().describe("The way out").exactOptional(),
  })
  .describe("One thing wrong with input");

export const FailureValue = z
  .strictObject({
    code: z.enum([...CODES, "BUG"]).describe("Failure code; `BUG` for what is no failure of anyone's but ours"),
    message: z.string().describe("One sentence"),
    hint: z.string().nullable().describe("The way out"),
    place: PlaceValue.nullable(),
    problems: z.array(ProblemValue).describe("All findings, when there is more than one thing to fix"),
  })
  .describe("What went wrong, and the way out");
