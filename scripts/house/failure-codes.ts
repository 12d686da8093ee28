import { FAILURES } from "../../src/core/errors.ts";
import type { Finding } from "./finding.ts";
import { isProductCode, isTest, type SourceFile } from "./source-file.ts";

const CATALOGUE = "src/core/errors.ts";

/** Codes of the failure catalogue that nothing raises, or that no test mentions. */
export function findUnusedFailureCodes(
  files: readonly SourceFile[],
  codes: readonly string[] = Object.keys(FAILURES),
): Finding[] {
  const product = files.filter((file) => isProductCode(file.path) && file.path !== CATALOGUE);
  const tests = files.filter((file) => isTest(file.path));
  const catalogue = files.find((file) => file.path === CATALOGUE)?.text ?? "";
  return codes.flatMap((code) => {
    const missing = [
      ...(mentions(product, code) ? [] : ["nothing raises it"]),
      ...(mentions(tests, code) ? [] : ["no test mentions it"]),
    ];
    if (missing.length === 0) return [];
    const line = catalogue.split("\n").findIndex((text) => text.includes(` ${code}:`)) + 1;
    return [{ file: CATALOGUE, line, message: `\`${code}\`: ${missing.join(" and ")}` }];
  });
}

function mentions(files: readonly SourceFile[], code: string): boolean {
  const word = new RegExp(`\\b${code}\\b`);
  return files.some((file) => word.test(file.text));
}
