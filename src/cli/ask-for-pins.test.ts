import { expect, test } from "vitest";
import type { Conflict } from "../core/env/conflict/conflict.ts";
import { askForPins } from "./ask-for-pins.ts";
import { conflictText } from "./env-conflict-text.ts";
import { createPaint } from "./paint.ts";

const CONFLICT: Conflict = {
  format: "touchstone.conflict/1",
  txid: "tx-1",
  nodeId: "wind",
  createdAtMs: 0,
  kind: "incompatible",
  packages: [
    {
      package: "numpy",
      requirers: [
        { by: "core", kind: "core", requirement: "numpy==1.26.4", via: [] },
        { by: "wind", kind: "node", requirement: "numpy>=2", via: ["beta"] },
        { by: "alpha", kind: "package", requirement: "numpy<2", via: [] },
      ],
    },
  ],
  proposals: [
    { pin: "numpy==1.26.4", breaks: ["wind asks for numpy>=2"], isCore: false },
    { pin: "numpy==2.1.0", breaks: [], isCore: true },
  ],
  explanation: "Because beta depends on numpy>=2 …",
};

async function talk(answers: readonly (string | undefined)[], conflict = CONFLICT) {
  const left = [...answers];
  const asked: string[] = [];
  const pins = await askForPins(conflict, createPaint(false, 80), async (question) => {
    asked.push(question);
    return left.shift();
  });
  return { pins, asked };
}

test.each([
  ["1", ["numpy==1.26.4"]],
  ["2 beta==1.0", ["numpy==2.1.0", "beta==1.0"]],
  ["beta==1.0, 1", ["beta==1.0", "numpy==1.26.4"]],
  ["torch==2.5.1+cu124", ["torch==2.5.1+cu124"]],
])("`%s` is understood", async (answer, pins) => {
  expect((await talk([answer])).pins).toEqual(pins);
});

test("what is no pin is said, and asked again; nothing, or nobody, leaves the conflict", async () => {
  const { pins, asked } = await talk(["3", "numpy>=2", "0", ""]);
  expect(pins).toBeNull();
  expect(asked.slice(1)).toEqual([
    "there is no proposal 3; once more: ",
    "`numpy>=2` is not package==version; once more: ",
    "there is no proposal 0; once more: ",
  ]);
  expect((await talk([undefined])).pins).toBeNull();
});

test("the question shows who asks for what, and the proposals by number", async () => {
  const [question = ""] = (await talk([""])).asked;
  expect(question.split("\n")).toEqual([
    "? No set of packages satisfies everybody",
    "  numpy",
    "    your core packages ask for numpy==1.26.4",
    "    node pack wind asks for numpy>=2 (through beta)",
    "    alpha asks for numpy<2",
    "  Pins that could",
    "    1  numpy==1.26.4 overrules that wind asks for numpy>=2",
    "    2  numpy==2.1.0 moves a core package, which promote asks about",
    "A number from 1 to 2, or package==version, several with spaces between; Enter alone leaves it: ",
  ]);
});

test("without a terminal the very command to type ends it, and words that were not understood are shown whole", () => {
  const text = conflictText(CONFLICT, createPaint(false, 80));
  expect(text.split("\n").at(-1)).toBe("→ touchstone env resolve tx-1 --pin numpy==1.26.4");
  expect(text).not.toContain("Because");
  const unread = conflictText({ ...CONFLICT, kind: "unread", packages: [], proposals: [] }, createPaint(false, 80));
  expect(unread.split("\n")).toEqual([
    "? No set of packages satisfies everybody; the resolver says why",
    "  Because beta depends on numpy>=2 …",
    "  No pin that is known of would resolve it",
    "→ touchstone env tx abort tx-1  # or, if you know a version: env resolve tx-1 --pin PACKAGE==VERSION",
  ]);
  const build = { ...CONFLICT, kind: "needs_build" as const, proposals: [] };
  const last = conflictText(build, createPaint(false, 80)).split("\n").at(-1);
  expect(last).toBe("→ touchstone env tx run wind --allow-build numpy  # runs its code on this machine");
});
