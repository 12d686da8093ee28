import path from "node:path";

/** How much of a failure's message the summary repeats: the stage's own output has all of it. */
const MESSAGE_LINES = 6;

/** The part of vitest's JSON report that is read. */
interface FailureReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/**
 * Each failed test of a stage, with the first lines of why: told again at the end, where a reader who sees only the last
 * lines of a long log finds it.
 *
 * @param report  Vitest's JSON report.
 * @param root  The folder that file names are told from.
 */
export function listFailures(report: string, root: string): string[] {
  const { testResults } = JSON.parse(report) as FailureReport;
  return testResults.flatMap((file) => {
    const name = path.relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    const tests = failed.map((test) => tell(`${name}: ${test.fullName}`, (test.failureMessages ?? []).join("\n")));
    const isBrokenFile = failed.length === 0 && (file.message ?? "") !== "";
    return isBrokenFile ? [tell(name, file.message ?? "")] : tests;
  });
}

function tell(title: string, message: string): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return [title, ...lines.slice(0, MESSAGE_LINES).map((line) => `    ${line.trim()}`)].join("\n");
}
