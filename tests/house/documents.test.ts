import { describe, expect, test } from "vitest";
import * as documents from "../../scripts/house/documents.ts";
import { findUnusedFailureCodes } from "../../scripts/house/failure-codes.ts";
import type { Finding } from "../../scripts/house/finding.ts";
import { findUntestedRules } from "../../scripts/house/rule-ids.ts";
import { files } from "./repository-files.ts";

const show = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.file}:${finding.line} ${finding.message}`);

describe("rule ids", () => {
  const spec = "# Rules\n\n- **J1** one.\n- **J2** two.\n";

  test("rules count as tested by titles of every form, several ids in one included", () => {
    const tests = `test("[J1][J2] both", () => {});`;
    expect(findUntestedRules(files({ "src/core/jobs/SPEC.md": spec, "src/core/jobs/a.test.ts": tests }))).toEqual([]);
    const forms = `test.each([1])(\`[J1] \${x} x\`, () => {});\nit.skipIf(a)("[J2] x", () => {});`;
    expect(findUntestedRules(files({ "src/core/jobs/SPEC.md": spec, "src/core/jobs/a.test.ts": forms }))).toEqual([]);
  });

  test("a rule without a test, an id given twice and a cited id that no rule has are findings", () => {
    const found = findUntestedRules(
      files({
        "src/a/SPEC.md": `${spec}- **J1** again.\n`,
        "src/a/a.test.ts": `test("[J1] x", () => {});\ntest("[J9] x", () => {});\n// [J2] is only mentioned\ntest("about [J2]", () => {});`,
      }),
    );
    expect(show(found)).toEqual([
      "src/a/SPEC.md:5 rule `J1` is defined twice",
      "src/a/SPEC.md:4 rule `J2` has no test; start a test title with `[J2]`",
      "src/a/a.test.ts:2 cites rule `J9`, which no SPEC.md defines",
    ]);
  });
});

test("a failure code that nothing raises or no test mentions is reported", () => {
  const found = findUnusedFailureCodes(
    files({
      "src/core/errors.ts": "{\n  A: 1,\n  B: 1,\n  C: 1,\n}",
      "src/a.ts": `throw new TouchstoneError("A", ""); throw new TouchstoneError("B", "");`,
      "src/a.test.ts": `expect(a).toBe("A");`,
    }),
    ["A", "B", "C"],
  );
  expect(show(found)).toEqual([
    "src/core/errors.ts:3 `B`: no test mentions it",
    "src/core/errors.ts:4 `C`: nothing raises it and no test mentions it",
  ]);
});

test("a document that is missing or too long is a finding", () => {
  const found = documents.findDocumentBreaches(files({ "README.md": "x\n".repeat(101), "CONTRIBUTING.md": "x\n" }));
  expect(show(found)).toEqual(["README.md:101 has 101 lines; the limit is 100", "ARCHITECTURE.md:1 is missing"]);
});

describe("decision records", () => {
  const good = "# Title\n\nStatus: accepted\n\n## Context\n\n## Options\n\n## Evidence\n\n## Consequences\n";

  test("numbered from 0001 with every section, they pass", () => {
    expect(documents.findDecisionBreaches(files({ "docs/decisions/0001-a.md": good, "docs/decisions/0002-b.md": good }))).toEqual(
      [],
    );
  });

  test("a gap, a missing section, a missing status and a stray file are findings", () => {
    const found = documents.findDecisionBreaches(
      files({
        "docs/decisions/0001-a.md": good.replace("## Evidence\n", ""),
        "docs/decisions/0003-c.md": good.replace("Status: accepted", ""),
        "docs/decisions/notes.md": good,
      }),
    );
    expect(show(found)).toEqual([
      "docs/decisions/0001-a.md:1 has no section `## Evidence`",
      "docs/decisions/0003-c.md:1 is number 0003; 0002 comes next",
      "docs/decisions/0003-c.md:1 has no line `Status: accepted`",
      "docs/decisions/notes.md:1 is not named `NNNN-title.md`",
    ]);
  });
});

test("paths of one machine are findings in any text", () => {
  const home = ["", "home", "mira", "x"].join("/");
  const profile = ["C:", "Users", "mira"].join("\\");
  const texts = {
    "docs/a.md": `ok\nsee ${home} there`,
    "src/a.ts": `"${profile}"`,
    "b.md": "https://example.org/home/page and src/home/x",
  };
  expect(documents.findMachinePaths(files(texts)).map((finding) => `${finding.file}:${finding.line}`)).toEqual([
    "docs/a.md:2",
    "src/a.ts:1",
  ]);
});

test("a link to a file that does not exist is a finding; folders, pictures, anchors and the web are fine", () => {
  const text = "[a](b.md#part) ![p](../p.png) [f](../src/) [w](https://example.org) [here](#part)\n[gone](gone.md)";
  const found = documents.findBrokenLinks(files({ "docs/a.md": text, "docs/b.md": "", "p.png": "", "src/x.ts": "" }));
  expect(show(found)).toEqual(["docs/a.md:2 links to `gone.md`, which does not exist"]);
});
