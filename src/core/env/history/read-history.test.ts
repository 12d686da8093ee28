import { expect, test } from "vitest";
import { readHistoryText } from "./read-history.ts";
import { historyLine } from "./history-line.fixture.ts";

const text = (...lines: readonly (object | string)[]): string =>
  lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

test("[EH1] a line that cannot be read is named with the reason, and those around it are read", () => {
  const good = [historyLine("a"), historyLine("b"), historyLine("c")];
  const bad = [
    "{",
    "[]",
    { ...historyLine("d"), type: "exploded" },
    { ...historyLine("e"), envId: "short" },
    historyLine("no id!"),
  ];
  const read = readHistoryText(text(good[0] ?? "", ...bad.slice(0, 2), good[1] ?? "", ...bad.slice(2), good[2] ?? ""));
  expect(read.lines).toEqual(good);
  expect(read.damaged).toEqual([
    { line: 2, why: "it is not a history line" },
    { line: 3, why: "it is not a history line" },
    { line: 5, why: expect.stringContaining("`type`: ") },
    { line: 6, why: expect.stringContaining("`envId`: ") },
    { line: 7, why: "its id is none" },
  ]);
});

test("[EH2] what is still being written is neither a line nor damage", () => {
  const whole = text(historyLine("a"));
  expect(readHistoryText(`${whole}{"id":"b","at`)).toEqual({ lines: [historyLine("a")], damaged: [] });
  expect(readHistoryText(whole.trimEnd())).toEqual({ lines: [], damaged: [] });
  expect(readHistoryText("")).toEqual({ lines: [], damaged: [] });
});

test("[EH3] a line that stands there twice is one, and an id that says two things says the first", () => {
  const other = { ...historyLine("a"), detail: "something else" };
  const read = readHistoryText(text(historyLine("a"), historyLine("a"), other));
  expect(read.lines).toEqual([historyLine("a")]);
  expect(read.damaged).toEqual([{ line: 3, why: "a line before it has the same id and says something else" }]);
});
