import { expect, test } from "vitest";
import { failedTrial, runOf, scenarioOf, trialsOf, unansweredTrial } from "./run-report.fixture.ts";
import { summaryMarkdown } from "./summary-markdown.ts";

test("[RT8] a table of all scenarios, then why some did not pass", () => {
  const text = summaryMarkdown(
    runOf([
      scenarioOf(trialsOf(10, 0), { name: "good" }),
      scenarioOf(trialsOf(1, 9), { name: "bad" }),
      scenarioOf([unansweredTrial(0)], { name: "dark" }),
    ]),
  );
  expect(text).toContain("## ? Trials: 1 of 3 scenarios passed");
  expect(text).toContain("| ✓ pass | `good` | 10/10 | 100 % [72–100 %] | 1 | stable | $0.02 | 440 ms / 490 ms |");
  expect(text).toContain(
    "| ? infra | `dark` | 0/0, 1 without answer | none judged | unknown | too few | unknown | unknown / unknown |",
  );
  expect(text).toContain("- 9× `refund issued`: it was not called\n");
  expect(text).not.toContain("### ✓");
});

test("[RT8] text stays text, whatever it is", () => {
  const why = "| a | **b** <img src=x> [c](d) @team #1 `code` `";
  const text = summaryMarkdown(runOf([scenarioOf([failedTrial(0, why)], { name: "x`|`y" })]));
  expect(text).toContain("| ``x`\\|`y`` |");
  expect(text).toContain(String.raw`\| a \| \*\*b\*\* \<img src=x\> \[c\](d) \@team \#1 \`code\` \``);
  for (const row of text.split("\n").filter((line) => line.startsWith("| "))) expect(row.match(/(?<!\\)\|/g)).toHaveLength(9);
});
