import type { FailureJson } from "../../core/api/failure.ts";

/** A request that was refused or failed: the facts of the catalogue, or that the server could not be reached. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  /** A code of the catalogue; `OFFLINE` when no answer came, `BUG` for a bug of the server. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly hint: string | null;
  readonly problems: FailureJson["problems"];

  constructor(status: number, { code, message, hint, problems }: Omit<FailureJson, "code" | "place"> & { code: string }) {
    super(message);
    this.code = code;
    this.status = status;
    this.hint = hint;
    this.problems = problems;
  }
}
