import { expect, test } from "vitest";
import { chooseReusableVersion } from "./reusable-version.ts";

type Version = Parameters<typeof chooseReusableVersion>[0][number];
const version = (id: string, changes: Partial<Version> = {}): Version & { readonly id: string } => {
  return { id, decision: "pending", route: "manual_review_queue", ...changes };
};
const chosen = (...versions: readonly Version[]) => (chooseReusableVersion(versions) as { id: string } | undefined)?.id;

test("[P83] the newest equal version is reused, whether it waits or is approved", () => {
  expect(chosen(version("v2"), version("v1", { decision: "approved" }))).toBe("v2");
  expect(chosen(version("v2", { decision: "approved" }), version("v1"))).toBe("v2");
  expect(chosen()).toBeUndefined();
});

test("[P83] a version that was sent to regeneration is never reused", () => {
  const regenerated = version("v1", { route: "auto_regenerate" });
  expect(chosen(version("v2"), regenerated)).toBe("v2");
  expect(chosen(regenerated)).toBeUndefined();
  expect(chosen(version("v2", { route: "auto_regenerate" }), version("v0", { decision: "approved" }))).toBe("v0");
  expect(chosen(version("v1", { route: "auto_regenerate", decision: "approved" }))).toBe("v1");
});

test("[P83] a rejected version is never reused, an older one that was not rejected is", () => {
  const rejected = version("v2", { decision: "rejected" });
  expect(chosen(rejected, version("v1", { route: "auto_regenerate" }))).toBeUndefined();
  expect(chosen(rejected, version("v0", { decision: "approved" }))).toBe("v0");
  expect(chosen(version("v3"), rejected)).toBe("v3");
});
