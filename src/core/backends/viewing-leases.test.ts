import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Policies } from "../assets/records/project.ts";
import type { Priority } from "../jobs/schedule-input.ts";
import { effectivePriority, LEASE_MS, lend, viewedSpecs, type ViewingLeases } from "./viewing-leases.ts";

const weights = Policies.parse({}).priority;
/** Tabs that look at specs one after the other, at the beginning of time or when told. */
const look = (leases: ViewingLeases, ...views: (readonly [tab: string, specIds: readonly string[], nowMs?: number])[]) =>
  views.reduce((before, [tab, specIds, nowMs = 0]) => lend(before, { tab, specIds, nowMs }), leases);
const viewed = (leases: ViewingLeases, nowMs = 0): string[] => [...viewedSpecs(leases, nowMs)];

test("[V1] what several tabs look at counts once, and a tab that moves on no longer lends what it left", () => {
  const both = look([], ["a", ["sword", "shield"]], ["b", ["shield"]]);
  expect(viewed(both)).toEqual(["sword", "shield"]);
  expect(viewed(look(both, ["a", ["helmet"], 5000]), 5000)).toEqual(["shield", "helmet"]);
});

test("[V1] a tab that looks at nothing gives its lease back", () => {
  expect(look([], ["a", ["sword"]], ["a", []])).toEqual([]);
});

test("[V2] a lease holds for 15 seconds after the last word, and is forgotten after it", () => {
  const leases = look([], ["a", ["sword"]], ["b", ["shield"], 10_000]);
  expect(viewed(leases, LEASE_MS - 1)).toEqual(["sword", "shield"]);
  expect(viewed(leases, LEASE_MS)).toEqual(["shield"]);
  expect(look(leases, ["b", ["shield"], LEASE_MS])).toHaveLength(1);
});

test("[V2] a clock that is set back ends leases instead of prolonging them", () => {
  const leases = look([], ["a", ["sword"], 3_600_000]);
  expect(viewed(leases, 0)).toEqual([]);
});

test("[V3] of more than 64 tabs those that lent last are kept; renewing counts", () => {
  let leases: ViewingLeases = [];
  for (let index = 0; index < 64; index++) leases = look(leases, [`tab-${index}`, [`spec-${index}`], index]);
  leases = look(leases, ["tab-0", ["spec-0"], 64], ["new", ["spec-new"], 65]);
  expect(leases).toHaveLength(64);
  expect(viewed(leases, 65)).toEqual(expect.arrayContaining(["spec-0", "spec-new"]));
  expect(viewed(leases, 65)).not.toContain("spec-1");
});

test("[V3] of more than 500 specs the first are kept, each once", () => {
  const many = Array.from({ length: 600 }, (_, index) => `spec-${index}`);
  expect(viewed(look([], ["a", ["spec-0", "spec-0", ...many]]))).toEqual(many.slice(0, 500));
});

test("[V4] a job that someone looks at ranks as interactive, the others as they are", () => {
  const sword = new Set(["sword"]);
  expect(effectivePriority({ priority: "automation", specId: "sword" }, sword, weights)).toBe("interactive");
  expect(effectivePriority({ priority: "automation", specId: "shield" }, sword, weights)).toBe("automation");
});

test("[V4] looking never lowers the weight of a job, whatever a policy says of the weights", () => {
  const weight = fc.integer({ min: 0, max: 1000 });
  const anyWeights = fc.record({ interactive: weight, review: weight, normal: weight, automation: weight });
  const anyPriority = fc.constantFrom<Priority>("interactive", "review", "normal", "automation");
  fc.assert(
    fc.property(anyWeights, anyPriority, (some, priority) => {
      const lent = effectivePriority({ priority, specId: "sword" }, new Set(["sword"]), some);
      expect(some[lent]).toBe(Math.max(some[priority], some.interactive));
    }),
  );
});
