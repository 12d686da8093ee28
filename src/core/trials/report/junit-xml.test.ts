import { expect, test } from "vitest";
import { junitXml } from "./junit-xml.ts";
import { parseXml, type XmlElement } from "./parse-xml.fixture.ts";
import { failedTrial, runOf, scenarioOf, trialResult, trialsOf, unansweredTrial } from "./run-report.fixture.ts";

/** Children and attributes by element, those that must be there with `!`. Source: junit-10.xsd of Jenkins' xUnit plugin. */
const SCHEMA: Readonly<Record<string, { readonly children: readonly string[]; readonly attributes: readonly string[] }>> = {
  testsuites: { children: ["testsuite"], attributes: ["name", "time", "tests", "failures", "errors"] },
  testsuite: {
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
    attributes: ["name!", "tests!", "failures!", "errors!", "time", "skipped", "timestamp", "hostname", "id", "package", "file"],
  },
  testcase: {
    children: ["skipped", "error", "failure", "system-out", "system-err"],
    attributes: ["name!", "time", "classname", "group"],
  },
  properties: { children: ["property"], attributes: [] },
  property: { children: [], attributes: ["name!", "value!"] },
  failure: { children: [], attributes: ["type", "message"] },
  error: { children: [], attributes: ["type", "message"] },
  skipped: { children: [], attributes: ["type", "message"] },
  "system-out": { children: [], attributes: [] },
};

const TIME = /^\d+\.\d{3}$/;

function checkSchema({ name, attributes, children }: XmlElement): void {
  const rule = SCHEMA[name];
  if (rule === undefined) throw new Error(`no element <${name}>`);
  const known = rule.attributes.map((attribute) => attribute.replace("!", ""));
  expect(known, name).toEqual(expect.arrayContaining(Object.keys(attributes)));
  for (const needed of rule.attributes.filter((attribute) => attribute.endsWith("!")))
    expect(attributes).toHaveProperty(needed.slice(0, -1));
  if ("time" in attributes) expect(attributes["time"]).toMatch(TIME);
  for (const child of children) {
    expect(rule.children, name).toContain(child.name);
    checkSchema(child);
  }
}

const NEVER_RUN = scenarioOf([], { name: "never-run", requested: 3, stoppedEarly: "the run was interrupted" });
const HARD = trialResult(0, { status: "hard_fail", score: 0.2 });
const RUN = runOf([
  scenarioOf(trialsOf(3, 0), { name: "good" }),
  scenarioOf(trialsOf(1, 2), { name: "bad" }),
  scenarioOf([HARD], { name: "worse" }),
  scenarioOf([trialResult(0), unansweredTrial(1)], { name: "unanswered" }),
  NEVER_RUN,
]);

test("[RT7] a run fits the schema, and each scenario is one test case that counts as what it is", () => {
  const root = parseXml(junitXml(RUN));
  checkSchema(root);
  expect(root.attributes).toMatchObject({ tests: "5", failures: "2", errors: "1" });
  const cases = root.children.map(({ attributes, children }) => ({
    ...attributes,
    cases: children.filter(({ name }) => name === "testcase"),
  }));
  expect(cases.map((suite) => suite.cases.map(({ attributes, children }) => [attributes["name"], children[0]?.name]))).toEqual([
    [["good", "system-out"]],
    [["bad", "failure"]],
    [["worse", "failure"]],
    [["unanswered", "error"]],
    [["never-run", "skipped"]],
  ]);
  expect(
    root.children.map(({ attributes }) => [attributes["failures"], attributes["errors"], attributes["skipped"]].join("")),
  ).toEqual(["000", "100", "100", "010", "001"]);
});

test("[RT7] trials, figures and what is unknown stand in it", () => {
  const suite = parseXml(junitXml(RUN)).children[3];
  const properties = suite?.children[0]?.children.map(({ attributes }) => [attributes["name"], attributes["value"]]) ?? [];
  expect(Object.fromEntries(properties)).toMatchObject({
    verdict: "infra",
    trials: "2",
    passed: "1",
    rate: "1",
    costUsd: "unknown",
    recording: "full",
  });
  const [error, out] = suite?.children[1]?.children ?? [];
  expect(error).toMatchObject({
    attributes: { type: "infra", message: "1 of 2 trials could not be judged" },
    text: "trial 1: 429 at each of 3 tries [PROVIDER_BUSY]",
  });
  expect(out?.text.split("\n")).toEqual([
    "trial 0 passed: score 1, 400 ms, cost $0.002, trace 0199a000-0000-7000-8000-000000000000",
    "trial 1 infra_error: score unknown, 410 ms, cost unknown, trace 0199a000-0000-7000-8000-000000000001",
    "  429 at each of 3 tries [PROVIDER_BUSY]",
  ]);
});

test("[RT7] any text is escaped, and what XML has no place for is left out", () => {
  const evil = `</failure> & "quoted" <b> ]]> \u0000\u0008\u001b[31mred\u001b[0m \ud800 \uffff \u{1f600}\r\nnext`;
  const root = parseXml(junitXml(runOf([scenarioOf([failedTrial(0, evil)], { name: evil })])));
  const kept = `</failure> & "quoted" <b> ]]> red   \u{1f600}\r\nnext`;
  const [suite] = root.children;
  expect(suite?.attributes["name"]).toBe(kept);
  expect(suite?.children[1]?.children[0]?.text).toContain(kept);
});
