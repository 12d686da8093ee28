import path from "node:path";
import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-file.ts";

/** Longest allowed length of each document, in lines. */
const LINE_LIMITS = { "README.md": 100, "ARCHITECTURE.md": 130, "CONTRIBUTING.md": 60 } as const;
const DECISION = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/;
const DECISION_LINES = 60;
const DECISION_SECTIONS = ["Context", "Options", "Evidence", "Consequences"];

/** Documents that are missing or too long for the place they have. */
export function findDocumentBreaches(files: readonly SourceFile[]): Finding[] {
  return Object.entries(LINE_LIMITS).flatMap(([file, limit]) => {
    const found = files.find((other) => other.path === file);
    if (found === undefined) return [{ file, line: 1, message: "is missing" }];
    const lines = countLines(found);
    return lines > limit ? [{ file, line: limit + 1, message: `has ${lines} lines; the limit is ${limit}` }] : [];
  });
}

/** Decision records: numbered from 0001 without gaps, one page, with every section. */
export function findDecisionBreaches(files: readonly SourceFile[]): Finding[] {
  const records = files.filter((file) => file.path.startsWith("docs/decisions/"));
  return records.flatMap((file, index) =>
    judgeDecision(file, index + 1).map((message) => ({ file: file.path, line: 1, message })),
  );
}

function judgeDecision(file: SourceFile, position: number): string[] {
  const number = DECISION.exec(file.path)?.[1];
  if (number === undefined) return ["is not named `NNNN-title.md`"];
  const expected = String(position).padStart(4, "0");
  const lines = countLines(file);
  const missing = DECISION_SECTIONS.filter((section) => !file.text.includes(`\n## ${section}\n`));
  return [
    ...(number === expected ? [] : [`is number ${number}; ${expected} comes next`]),
    ...(lines > DECISION_LINES ? [`has ${lines} lines; the limit is ${DECISION_LINES}`] : []),
    ...(/^Status: (proposed|accepted|replaced by \d{4})$/m.test(file.text) ? [] : ["has no line `Status: accepted`"]),
    ...missing.map((section) => `has no section \`## ${section}\``),
  ];
}

function countLines(file: SourceFile): number {
  return file.text.trimEnd().split("\n").length;
}

/** Paths that exist on one machine only. The last one is what a Windows profile looks like. */
const MACHINE_PATH = /(?<![\w.])\/(?:home|Users)\/[a-z][\w.-]*\/|(?<![\w.])\/(?:root|work|tmp)\/[\w.-]+|\b[A-Z]:\\+Users\\+\w+/;

/** Paths of one machine in any text of the repository. */
export function findMachinePaths(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    file.text.split("\n").flatMap((text, index) => {
      const found = MACHINE_PATH.exec(text)?.[0];
      return found === undefined
        ? []
        : [{ file: file.path, line: index + 1, message: `\`${found}\` exists on one machine only` }];
    }),
  );
}

const LINK = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;

/** Links in documents to files of the repository that do not exist. */
export function findBrokenLinks(files: readonly SourceFile[]): Finding[] {
  const documents = files.filter((file) => file.path.endsWith(".md"));
  return documents.flatMap((file) =>
    [...file.text.matchAll(LINK)].flatMap((link) => {
      const [, address = ""] = link;
      if (/^[a-z]+:/.test(address)) return [];
      const target = path.posix.join(path.posix.dirname(file.path), address);
      const isThere = files.some((other) => other.path === target || (target.endsWith("/") && other.path.startsWith(target)));
      const line = file.text.slice(0, link.index).split("\n").length;
      return isThere ? [] : [{ file: file.path, line, message: `links to \`${address}\`, which does not exist` }];
    }),
  );
}
