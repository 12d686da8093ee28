import { expect, test } from "vitest";
import { contractOf, imageOf } from "../../../tests/support/drawn-images.ts";
import type { ContractFields } from "../assets/records/contract.ts";
import { checkUnmeasured } from "./unmeasured.ts";

const outcomes = (contract: ContractFields, parts: readonly (string | null)[] = ["frame:0", "frame:1"]): string[] =>
  checkUnmeasured({
    contract: contractOf(contract),
    output: { kind: "animation", parts, variants: 1 },
    images: [imageOf(["r"])],
  })
    .filter((check) => check.outcome !== "not_applicable")
    .map((check) => `${check.check} ${check.outcome} ${check.severity}`);

const ALL: ContractFields = {
  alignmentTolerancePx: 2,
  perspective: { mode: "strict", view: "side" },
  silhouetteDriftTolerance: 0.2,
  tileable: true,
  noDropShadow: true,
};

test("[C12] every demand that nothing measures yet is uncalibrated and soft, and says so", () => {
  expect(outcomes(ALL)).toEqual([
    "alignment uncalibrated soft",
    "perspective uncalibrated soft",
    "silhouette_drift uncalibrated soft",
    "tileable uncalibrated soft",
    "drop_shadow uncalibrated soft",
  ]);
  const [check] = checkUnmeasured({
    contract: contractOf({ tileable: true }),
    output: { kind: "tileset", parts: ["tile:sea"], variants: 1 },
    images: [],
  }).filter((one) => one.check === "tileable");
  expect(check?.evidence.note).toBe("nothing measures `tileable` yet; a person must look");
});

test("[C12] what demands nothing is not applicable", () => {
  expect(outcomes({})).toEqual([]);
  expect(outcomes({ tileable: false, noDropShadow: false })).toEqual([]);
  expect(outcomes({ perspective: { mode: "any", view: "side" } })).toEqual([]);
  expect(outcomes({ perspective: { mode: "strict", view: "any" } })).toEqual([]);
});

test("[C12] alignment and drift need two parts to compare; a tolerance of 0 is a demand", () => {
  expect(outcomes({ alignmentTolerancePx: 0, silhouetteDriftTolerance: 0 }, [null])).toEqual([]);
  expect(outcomes({ alignmentTolerancePx: 0, silhouetteDriftTolerance: 0 })).toHaveLength(2);
});
