import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Policies, ROUTES, type Route } from "../assets/records/project.ts";
import type { Check, CheckOutcome, Verdict } from "./check.ts";
import { decideRoute, type Regeneration, type RouteDecision } from "./route.ts";
import { deriveVerdict } from "./verdict.ts";

const checkOf = (name: string, outcome: CheckOutcome): Check => ({
  check: name,
  version: 1,
  outcome,
  severity: "hard",
  evidence: { numbers: {} },
});
const first: Regeneration = { seedMode: "derived", chainLength: 1, depth: 0, maxAttempts: 3, escalateTo: "exception_inbox" };

interface Case {
  readonly checks: readonly Check[];
  readonly routing?: object;
  readonly regeneration?: Partial<Regeneration>;
}

function decide({ checks, routing = {}, regeneration = {} }: Case): RouteDecision {
  const policies = Policies.parse({ routing });
  const verdict = deriveVerdict(checks);
  return decideRoute({ verdict, checks, routing: policies.routing, regeneration: { ...first, ...regeneration } });
}

const pass = [checkOf("blank", "pass")];
const marginFails = [checkOf("blank", "pass"), checkOf("margin", "fail")];
const unsure = [checkOf("blank", "pass"), checkOf("palette", "uncalibrated"), checkOf("margin", "uncertain")];

test("[C15] by default a pass advances, and uncertain and unchecked go to a person", () => {
  expect(decide({ checks: pass })).toEqual({
    route: "auto_advance",
    reasons: ["verdict is pass", "policy `routing.onPass` is `auto_advance`"],
    regenerate: false,
  });
  expect(decide({ checks: unsure })).toEqual({
    route: "manual_review_queue",
    reasons: [
      "verdict is uncertain: `palette` is uncalibrated, `margin` is uncertain",
      "policy `routing.onUncertain` is `manual_review_queue`",
    ],
    regenerate: false,
  });
  expect(decide({ checks: [] }).route).toBe("manual_review_queue");
});

test("[C15] policy may send a pass to a person all the same", () => {
  expect(decide({ checks: pass, routing: { onPass: "manual_review_queue" } }).route).toBe("manual_review_queue");
});

test("[C16] by default a fail is made again", () => {
  expect(decide({ checks: marginFails })).toEqual({
    route: "auto_regenerate",
    reasons: ["verdict is fail: `margin` failed", "policy `routing.onFail` is `auto_regenerate`"],
    regenerate: true,
  });
});

test("[C16] a failed check's own route goes before onFail; entries of checks that passed count for nothing", () => {
  const routing = { perCheck: { margin: "manual_review_queue", blank: "reject" } };
  const decision = decide({ checks: marginFails, routing });
  expect(decision.route).toBe("manual_review_queue");
  expect(decision.reasons).toContain("policy `routing.perCheck.margin` is `manual_review_queue`");
});

test("[C16] of several failed checks the sternest route wins, and a lenient entry carries no other failure along", () => {
  const both = [checkOf("margin", "fail"), checkOf("blank", "fail")];
  expect(decide({ checks: both, routing: { perCheck: { margin: "auto_advance", blank: "reject" } } }).route).toBe("reject");
  expect(decide({ checks: both, routing: { perCheck: { margin: "auto_advance" } } }).route).toBe("auto_regenerate");
  const routes: readonly Route[] = ["reject", "exception_inbox", "manual_review_queue", "auto_regenerate", "auto_advance"];
  for (const [index, sterner] of routes.entries()) {
    for (const milder of routes.slice(index + 1)) {
      expect(decide({ checks: both, routing: { perCheck: { margin: milder, blank: sterner } } }).route).toBe(sterner);
    }
  }
});

test("[C17] a fixed seed is never regenerated: it would give the same images", () => {
  const decision = decide({ checks: marginFails, regeneration: { seedMode: "fixed" } });
  expect(decision).toMatchObject({ route: "exception_inbox", regenerate: false });
  expect(decision.reasons).toContain("a fixed seed would give the same images again, so it is not regenerated");
  expect(decision.reasons.at(-1)).toBe("exhausted work goes to `exception_inbox` by policy `retry.escalateTo`");
});

test("[C17] a chain has at most maxAttempts jobs, then goes to escalateTo", () => {
  const at = (chainLength: number): RouteDecision => decide({ checks: marginFails, regeneration: { chainLength } });
  expect([1, 2, 3, 4].map((length) => at(length).regenerate)).toEqual([true, true, false, false]);
  expect(at(3).reasons).toContain("its chain has had 3 of 3 jobs, so it is not regenerated");
  const rejected = decide({ checks: marginFails, regeneration: { chainLength: 3, escalateTo: "reject" } });
  expect(rejected).toMatchObject({ route: "reject", regenerate: false });
  expect(decide({ checks: marginFails, regeneration: { maxAttempts: 1 } }).regenerate).toBe(false);
});

test("[C17] the limits hold wherever auto_regenerate comes from", () => {
  const routing = { onUncertain: "auto_regenerate", onPass: "auto_regenerate" };
  for (const checks of [unsure, pass, []]) {
    expect(decide({ checks, routing }).regenerate).toBe(true);
    expect(decide({ checks, routing, regeneration: { seedMode: "fixed" } }).route).toBe("exception_inbox");
    expect(decide({ checks, routing, regeneration: { chainLength: 3 } }).route).toBe("exception_inbox");
  }
});

test("[C18] policy alone can advance what did not pass, and the reasons say so", () => {
  const said = "it advances without a pass because policy says so";
  const cases: readonly Case[] = [
    { checks: unsure, routing: { onUncertain: "auto_advance" } },
    { checks: [], routing: { onUncertain: "auto_advance" } },
    { checks: marginFails, routing: { onFail: "auto_advance" } },
    { checks: marginFails, routing: { perCheck: { margin: "auto_advance" } } },
  ];
  for (const one of cases) expect(decide(one)).toMatchObject({ route: "auto_advance", reasons: expect.arrayContaining([said]) });
  expect(decide({ checks: pass }).reasons).not.toContain(said);
});

const OUTCOMES: readonly CheckOutcome[] = ["pass", "uncalibrated", "uncertain", "fail", "not_applicable"];
const anyCase = fc.record({
  checks: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom("blank", "margin", "size", "palette"), fc.constantFrom(...OUTCOMES))
      .map(([name, outcome]) => checkOf(name, outcome)),
    { selector: (check) => check.check },
  ),
  regeneration: fc.record({
    seedMode: fc.constantFrom("fixed" as const, "derived" as const, "random_recorded" as const),
    chainLength: fc.integer({ min: 1, max: 9 }),
    maxAttempts: fc.integer({ min: 1, max: 6 }),
    escalateTo: fc.constantFrom("reject" as const, "exception_inbox" as const, "manual_review_queue" as const),
  }),
});

test("[C18] under the default policies nothing but a pass ever advances, and regenerate means auto_regenerate", () => {
  fc.assert(
    fc.property(anyCase, ({ checks, regeneration }) => {
      const decision = decide({ checks, regeneration });
      expect(decision.route === "auto_advance").toBe(deriveVerdict(checks) === "pass");
      expect(decision.regenerate).toBe(decision.route === "auto_regenerate");
      expect(ROUTES).toContain(decision.route);
    }),
  );
});

test("[C16] the order of the checks does not change the route", () => {
  const routing = { perCheck: { margin: "exception_inbox", size: "auto_advance" } };
  fc.assert(
    fc.property(anyCase, ({ checks, regeneration }) => {
      const there = decide({ checks, routing, regeneration });
      const back = decide({ checks: checks.toReversed(), routing, regeneration });
      expect(back.route).toBe(there.route);
    }),
  );
});

test("[C16] a verdict of fail without a failed check is a bug, not a route", () => {
  const verdict: Verdict = "fail";
  const routing = Policies.parse({}).routing;
  expect(() => decideRoute({ verdict, checks: pass, routing, regeneration: first })).toThrow("failed check");
});

test("[C18] a chain of automatic consequences ends at its limit, whatever policy allows", () => {
  const decided = decide({ checks: marginFails, regeneration: { depth: 8, chainLength: 9, maxAttempts: 100 } });
  expect(decided).toMatchObject({ route: "exception_inbox", regenerate: false });
  expect(decided.reasons).toContain("8 automatic consequences have followed each other, which is the limit");
});
