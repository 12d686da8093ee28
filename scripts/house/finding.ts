import type { SourceFile } from "./source-file.ts";

/** One breach of a house rule. */
export interface Finding {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** One sentence that says what is wrong and what to do instead. */
  readonly message: string;
}

/** A house rule: looks at the whole repository and names every breach. */
export interface HouseCheck {
  readonly name: string;
  readonly find: (files: readonly SourceFile[]) => readonly Finding[];
  /** `report` is printed and fails nothing; for tripwires that ask for a look. */
  readonly level: "fail" | "report";
}

/** `file:line message`, as editors and terminals make clickable. */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line} ${finding.message}`;
}
