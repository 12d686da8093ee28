import * as codeRules from "./code-rules.ts";
import { findCycles } from "./cycles.ts";
import { findBrokenLinks, findDecisionBreaches, findDocumentBreaches, findMachinePaths } from "./documents.ts";
import { findUnusedFailureCodes } from "./failure-codes.ts";
import { findBadNames } from "./file-names.ts";
import type { HouseCheck } from "./finding.ts";
import { findLayerBreaches } from "./layers.ts";
import table from "./layers.json" with { type: "json" };
import { findUntestedRules } from "./rule-ids.ts";
import { findLargeCode } from "./sizes.ts";

/** Every house rule that no other tool checks, in the order of the report. */
export const HOUSE_CHECKS: readonly HouseCheck[] = [
  { name: "layers", level: "fail", find: (files) => findLayerBreaches(files, table) },
  { name: "import cycles", level: "fail", find: findCycles },
  { name: "barrels", level: "fail", find: codeRules.findBarrels },
  { name: "purity of core", level: "fail", find: codeRules.findImpurities },
  { name: "exact arithmetic in the renderer", level: "fail", find: codeRules.findApproximateMath },
  { name: "file names", level: "fail", find: findBadNames },
  { name: "empty catches", level: "fail", find: codeRules.findEmptyCatches },
  { name: "plain errors", level: "fail", find: codeRules.findPlainErrors },
  { name: "rules have tests", level: "fail", find: findUntestedRules },
  { name: "failure codes are used and tested", level: "fail", find: (files) => findUnusedFailureCodes(files) },
  { name: "documents", level: "fail", find: findDocumentBreaches },
  { name: "decision records", level: "fail", find: findDecisionBreaches },
  { name: "links", level: "fail", find: findBrokenLinks },
  { name: "machine paths", level: "fail", find: findMachinePaths },
  { name: "sizes", level: "report", find: findLargeCode },
];
