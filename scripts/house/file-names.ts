import type { Finding } from "./finding.ts";
import { isCode, type SourceFile } from "./source-file.ts";

/** Words that say nothing about what a file holds, alone or as part of a name. */
const EMPTY_WORDS = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "misc",
  "manager",
  "service",
  "services",
  "handler",
  "handlers",
]);
/** Words that say nothing when they are the whole name. */
const EMPTY_NAMES = new Set(["common", "index", "shared", "data", "info", "types", "stuff", "lib"]);
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Names that a tool asks for. */
const GIVEN = new Set(["src/lib.ts"]);

/** Code files and their folders whose names are banned or not in kebab case. */
export function findBadNames(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isCode(file.path) && !GIVEN.has(file.path))
    .flatMap((file) => {
      const message = judgePath(file.path);
      return message === undefined ? [] : [{ file: file.path, line: 1, message }];
    });
}

function judgePath(file: string): string | undefined {
  const steps = file.replace(/(\.test|\.fixture|\.config)?\.[a-z]+$/, "").split("/");
  const folders = steps.slice(0, -1);
  const stem = steps.at(-1) ?? "";
  if (EMPTY_NAMES.has(stem)) return `the file name \`${stem}\` says nothing; name it after its main export`;
  const word = steps.flatMap((step) => step.split("-")).find((part) => EMPTY_WORDS.has(part));
  if (word !== undefined) return `\`${word}\` says nothing about the content; name the thing itself`;
  const odd = [...folders, stem].find((step) => !KEBAB_CASE.test(step));
  return odd === undefined || file.startsWith("src/studio/") ? undefined : `\`${odd}\` is not in kebab case`;
}
