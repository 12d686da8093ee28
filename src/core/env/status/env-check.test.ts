import { expect, test } from "vitest";
import { badlyFound, healthOf, notLookedAt, wellFound } from "./env-check.ts";

test("[ES10] a failure alone makes it unwell, and what was not looked at is unknown", () => {
  const checks = [
    { id: "uv" as const, ...wellFound("uv 0.13.9") },
    { id: "models" as const, ...badlyFound("warn", { detail: "2 model files", hint: "Look" }) },
    { id: "python" as const, ...notLookedAt("there is no generation") },
  ];
  expect(healthOf(checks)).toEqual({ ok: true, checks });
  expect(checks.map(({ outcome }) => outcome)).toEqual(["ok", "warn", "unknown"]);
  expect(healthOf([...checks, { id: "git", ...badlyFound("fail", { detail: "no git", hint: "Install git" }) }]).ok).toBe(false);
});

test("[ES15] of many findings the first 50 are named and the rest counted", () => {
  const items = Array.from({ length: 53 }, (_, index) => `file ${index}`);
  expect(badlyFound("warn", { detail: "", hint: "", items }).items.slice(49)).toEqual(["file 49", "and 3 more"]);
  expect(badlyFound("warn", { detail: "", hint: "", items: items.slice(0, 50) }).items).toHaveLength(50);
});
