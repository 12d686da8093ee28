import { readFileSync } from "node:fs";
import { FAILURES } from "../../src/core/errors.ts";
import { code, renderPage, renderTable, type Page } from "./markdown.ts";

/** What each exit code tells a shell. Several findings of one command give the most urgent: `combineExitCodes`. */
const EXIT_MEANINGS: readonly (readonly [exit: number, meaning: string])[] = [
  [0, "Done, everything holds. Waiting for a person is 0 too."],
  [1, "Something does not hold, or what was named does not exist."],
  [2, "Hard failure: policy routed a version to `reject`."],
  [3, "Infrastructure failed (a renderer, an index, the disk); the answer is unknown."],
  [4, "Usage or invalid input, with `file:line:column` where there is one."],
  [5, "Replay diverged, or stored data is missing, obsolete or damaged."],
  [6, "Refused by policy, by a gate, or because another process owns the folder."],
  [70, "A bug in Touchstone."],
  [130, "Interrupted; what was done is kept and can be resumed."],
];

/** `errors.md`: every failure code a person can meet, and the exit codes. */
export function renderErrors(root: string): Page {
  const meanings = readMeanings(readFileSync(`${root}/src/core/errors.ts`, "utf8"));
  const rows = Object.entries(FAILURES).map(([name, failure]) => [
    code(name),
    meanings.get(name) ?? "",
    code(failure.exit),
    code(failure.http),
    code(failure.retry),
  ]);
  const undocumented = rows.find(([, meaning]) => meaning === "");
  if (undocumented !== undefined) throw new TypeError(`${undocumented[0]} has no doc comment in src/core/errors.ts`);
  const unexplained = Object.entries(FAILURES).find(([, failure]) => !EXIT_MEANINGS.some(([exit]) => exit === failure.exit));
  if (unexplained !== undefined) throw new TypeError(`${unexplained[0]} has an exit code that the table does not explain`);
  return renderPage("errors.md", "Failures and exit codes", [
    "## Exit codes",
    renderTable(
      ["exit", "meaning"],
      EXIT_MEANINGS.map(([exit, meaning]) => [code(exit), meaning]),
    ),
    "When one command has several findings, the most urgent decides: 70, 130, 4, 6, 3, 2, 1, 5, in that order.",
    "## Failure codes",
    INTRODUCTION,
    renderTable(["code", "meaning", "exit", "HTTP", "retry class"], rows),
  ]);
}

/** The doc comment above each entry of the catalogue. */
function readMeanings(source: string): ReadonlyMap<string, string> {
  const entries = source.matchAll(/\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\s*([A-Z_]+): \{ http:/g);
  return new Map([...entries].map(([, comment = "", name = ""]) => [name, comment.replaceAll(/\s*\n\s*\*\s*/g, " ")]));
}

const INTRODUCTION = `Codes are public: a script may rely on them, and \`--json\` prints them. The retry class decides whether a job that
failed this way is tried again (\`policies.retry.retryOn\`).`;
