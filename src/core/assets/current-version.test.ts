import { expect, test } from "vitest";
import { findCurrentVersions } from "./current-version.ts";

type Version = Parameters<typeof findCurrentVersions>[0][number];

const version = (id: string, decision: Version["decision"], specId = "sword"): Version => ({ id, specId, decision });

test("[P80] the newest approved version stands for its spec, also when newer ones wait or are rejected", () => {
  const versions = [version("v4", "pending"), version("v3", "rejected"), version("v2", "approved"), version("v1", "approved")];
  expect([...findCurrentVersions(versions)]).toEqual(["v2"]);
});

test("[P80] without an approved one it is the newest, whatever was decided about it", () => {
  expect([...findCurrentVersions([version("v2", "rejected"), version("v1", "pending")])]).toEqual(["v2"]);
});

test("[P80] each spec has its own, and no versions have none", () => {
  const versions = [version("b2", "pending", "bow"), version("a1", "pending", "axe"), version("b1", "approved", "bow")];
  expect(findCurrentVersions(versions)).toEqual(new Set(["b1", "a1"]));
  expect(findCurrentVersions([])).toEqual(new Set());
});
