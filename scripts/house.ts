// Checks the house rules that no other tool checks, over the whole repository.
import path from "node:path";
import { HOUSE_CHECKS } from "./house/all-checks.ts";
import { formatFinding } from "./house/finding.ts";
import { readTree } from "./house/source-file.ts";

const files = readTree(path.dirname(import.meta.dirname));
let failures = 0;
for (const check of HOUSE_CHECKS) {
  const findings = check.find(files);
  if (check.level === "fail") failures += findings.length;
  const outcome = findings.length === 0 ? "ok" : `${findings.length} ${check.level === "fail" ? "to fix" : "to look at"}`;
  process.stdout.write(`${check.name}: ${outcome}\n`);
  for (const finding of findings) process.stdout.write(`  ${formatFinding(finding)}\n`);
}
process.exitCode = failures === 0 ? 0 : 1;
