import { describe, expect, test } from "vitest";
import type { Gate } from "../scenario/scenario.ts";
import { earlyStop } from "./early-stop.ts";
import { exitCodeOfVerdict } from "./exit-code.ts";
import { labelFlake } from "./label-flake.ts";
import { reportScenario } from "./report-scenario.ts";
import { assertionResult, scenarioTrials, trials } from "./verdict.fixture.ts";

function verdict(...args: Parameters<typeof scenarioTrials>): string {
  return reportScenario(scenarioTrials(...args)).verdict;
}

describe("the gate", () => {
  test.each([
    ["pppppppppp", { minRate: 0.8, minLowerBound: 0.7 }, "pass"],
    ["ppppppppff", { minRate: 0.8 }, "pass"],
    ["ppppppppff", { minRate: 0.8, minLowerBound: 0.5 }, "fail"],
    ["ppppppppff", { passHatK: { k: 3, min: 0.46 } }, "pass"],
    ["ppppppppff", { passHatK: { k: 3, min: 0.47 } }, "fail"],
    ["pppf", { minScore: 0.75 }, "pass"],
    ["pppf", { minScore: 0.76 }, "fail"],
  ])("[VD8] %s by %j: %s", (letters, gate, expected) => {
    expect(verdict(letters, gate)).toBe(expected);
  });

  test("[VD9] without a gate the mean score must reach the threshold; a gate of its own takes its place", () => {
    expect([verdict("pppp"), verdict("pppf")]).toEqual(["pass", "fail"]);
    expect(verdict("pppf", { minRate: 0.5 })).toBe("pass");
    expect(verdict("pppf", {})).toBe("fail");
  });

  test("[VD10] too few trials meet nothing", () => {
    expect(reportScenario(scenarioTrials("pp", { passHatK: { k: 3, min: 0 } }))).toMatchObject({
      verdict: "fail",
      why: "2 of 2 trials passed; pass^3 needs 3 judged trials, and there are 2",
    });
    expect(verdict("")).toBe("infra");
    expect(verdict("ii", { minRate: 0 }, { allowInfra: true })).toBe("infra");
  });
});

describe("a scenario's report", () => {
  test("[VD13] infrastructure, then hard failures, then the gate", () => {
    expect(["pphi", "pphf", "ppff", "pppp"].map((letters) => verdict(letters))).toEqual(["infra", "hard_fail", "fail", "pass"]);
    expect(["pphi", "pppi", "ffi"].map((letters) => verdict(letters, null, { allowInfra: true }))).toEqual([
      "hard_fail",
      "pass",
      "fail",
    ]);
    expect((["pass", "fail", "hard_fail", "infra"] as const).map(exitCodeOfVerdict)).toEqual([0, 1, 2, 3]);
  });

  test("[VD13] says why with the figures", () => {
    const why = (...args: Parameters<typeof scenarioTrials>): string => reportScenario(scenarioTrials(...args)).why;
    expect(why("ppppppppff", { minRate: 0.9 })).toBe("8 of 10 trials passed; pass rate 0.8, at least 0.9 asked");
    expect(why("pi")).toBe("1 of 2 trials could not be judged");
    expect(why("ph")).toBe("1 of 2 trials did not meet what is required: `polite`");
    expect(why("ppi", { minRate: 1 }, { allowInfra: true })).toBe(
      "2 of 2 trials passed; pass rate 1, at least 1 asked; 1 of 3 trials could not be judged and are left out",
    );
  });

  test("[VD2] counts, shares and estimates are of the trials that were judged", () => {
    const report = reportScenario(scenarioTrials("pppphfii", { minRate: 0, passHatK: { k: 4, min: 0 } }, { allowInfra: true }));
    expect(report).toMatchObject({ trials: 8, passed: 4, failed: 1, hardFailed: 1, infra: 2, rate: 4 / 6 });
    expect(Object.keys(report.passAtK)).toEqual(["1", "2", "3", "4", "5"]);
    expect(report.passHatK["4"]).toBeCloseTo(1 / 15);
    expect(report.latencyMs).toEqual({ p50: 300, p95: 600, max: 600 });
    expect(report.score).toEqual({ mean: 4 / 6, min: 0 });
    expect(reportScenario(scenarioTrials("i"))).toMatchObject({
      rate: null,
      wilson: null,
      passAtK: {},
      score: { mean: null, min: null },
    });
  });

  test("[VD14] one unknown cost makes the sum unknown", () => {
    const [one, other] = trials("pp");
    const sum = (costUsd: number | null) =>
      reportScenario({
        ...scenarioTrials(""),
        results: [one, other].flatMap((each) => (each === undefined ? [] : [{ ...each, costUsd }])),
      }).cost;
    expect([sum(0.5), sum(null)]).toEqual([1, null]);
  });

  test("[VD13] names what failed, most often first", () => {
    const results = [
      [assertionResult({ name: "b", outcome: "fail", why: "first" }), assertionResult({ name: "a", outcome: "skipped" })],
      [assertionResult({ name: "b", outcome: "fail", why: "second" }), assertionResult({ name: "a", outcome: "fail" })],
    ].flatMap((assertions) => trials("f", { assertions }));
    expect(reportScenario({ ...scenarioTrials(""), results }).failures).toEqual([
      { name: "b", failed: 2, skipped: 0, why: "first" },
      { name: "a", failed: 1, skipped: 1, why: "so it is" },
    ]);
  });
});

describe("flakes", () => {
  test("[VD11] need one that goes another way, and their absence needs five", () => {
    expect(labelFlake(trials("ppppp"))).toEqual({ label: "stable", why: "all 5 judged trials passed" });
    expect(labelFlake(trials("fffhf"))).toEqual({ label: "stable", why: "all 5 judged trials failed" });
    expect(labelFlake(trials("ppppi")).label).toBe("unknown");
    expect(labelFlake(trials(""))).toMatchObject({ label: "unknown" });
    expect(labelFlake(trials("pfp"))).toEqual({ label: "flaky", why: "2 of 3 trials passed; trial 1 failed, by `polite`" });
    expect(labelFlake(trials("fffffpf")).why).toBe("1 of 7 trials passed; trial 5 passed, by `polite`");
  });
});

const GATES: readonly (Partial<Gate> | null)[] = [
  null,
  { minScore: 0.6 },
  { minRate: 0.75 },
  { minLowerBound: 0.3 },
  { minLowerBound: 0.9 },
  { passHatK: { k: 2, min: 0.5 } },
  { passHatK: { k: 6, min: 0.1 } },
  { minRate: 0.5, passHatK: { k: 3, min: 0.2 }, minLowerBound: 0.2 },
];

/** All outcomes of so many trials. */
function outcomes(count: number, letters: string): readonly string[] {
  return count === 0 ? [""] : outcomes(count - 1, letters).flatMap((rest) => letters.split("").map((letter) => rest + letter));
}

describe("stopping early", () => {
  test("[VD12] happens where nothing that is left can pass, and only there", () => {
    const requested = 5;
    for (const gate of GATES) {
      for (const allowInfra of [false, true]) {
        for (const seen of [1, 2, 3, 4].flatMap((count) => outcomes(count, allowInfra ? "pfi" : "pf"))) {
          const stops = earlyStop(scenarioTrials(seen, gate, { requested, allowInfra })) !== null;
          const rest = outcomes(requested - seen.length, allowInfra ? "pfi" : "pf");
          const canPass = rest.some((more) => verdict(seen + more, gate, { allowInfra }) === "pass");
          expect(stops, `${seen} of ${requested} by ${JSON.stringify(gate)}`).toBe(!canPass);
        }
      }
    }
  });

  test("[VD12] a hard failure is one reason; what is over needs none", () => {
    expect(earlyStop(scenarioTrials("ph", null, { requested: 9 }))).toBe("trial 1 is a hard failure");
    expect(earlyStop(scenarioTrials("hh"))).toBeNull();
    expect(earlyStop(scenarioTrials("ff", { minRate: 0.8 }, { requested: 4 }))).toBe(
      "the gate is out of reach even if the 2 left pass: pass rate 0.5, at least 0.8 asked",
    );
  });
});
