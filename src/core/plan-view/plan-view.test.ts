import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PromptPackage } from "../assets/plan/plan.ts";
import { changedLines } from "./changed-lines.ts";
import { groupDifferences } from "./group-differences.ts";
import { plainText } from "./plain-text.ts";
import { promptLayers } from "./prompt-layers.ts";

describe("a plan in words", () => {
  it("says values shortly", () => {
    expect(
      [{ width: 64, height: 32 }, { id: "plain", version: 2 }, true, null, ["a", "b"], `sha256:${"ab".repeat(32)}`].map(
        plainText,
      ),
    ).toEqual(["64 × 32", "plain v2", "yes", "—", "a, b", "abababab"]);
  });

  it("shows of two values only what differs, and every kind of decision", () => {
    const groups = groupDifferences([
      { decision: "checkpoint", before: { id: "copax", family: "a" }, after: { id: "pony", family: "b" } },
      { decision: "stack moss", before: null, after: { layer: "tag", weight: 0.5, file: "x", why: "fits" } },
      { decision: "stack iron", before: { layer: "tag", weight: 1 }, after: { layer: "tag", weight: 0.7 } },
      { decision: "fragment tag_prompt_map positive item:gem a gem", before: { weight: 1 }, after: null },
    ]);
    expect(groups.filter((group) => group.rows.length > 0)).toMatchObject([
      { id: "model", rows: [{ name: "checkpoint", before: "copax", after: "pony" }] },
      {
        id: "stack",
        rows: [
          { name: "moss", before: null, after: "× 0.5, tag layer: fits" },
          { name: "iron", before: "weight 1", after: "weight 0.7" },
        ],
      },
      { id: "prompt", rows: [{ name: "Tags", origin: "item:gem", before: "a gem", after: null }] },
    ]);
    expect(groups.map((group) => group.id)).toContain("seeds");
  });

  it("shows a prompt by layer, with what is not in the text and why", () => {
    const base = { recordId: "fen", recordVersion: 2, polarity: "positive", weight: 1, position: "body" } as const;
    const prompt: PromptPackage = {
      positive: "a",
      negative: "",
      packageHash: "sha256:0",
      trace: [
        { ...base, layer: "spec_override", text: "a", order: 0 },
        { ...base, layer: "baseline_hints", text: "b", order: null, displaced: true },
        { ...base, layer: "baseline_hints", text: "a", order: null, duplicateOf: 0, weight: 1.2, position: "prefix" },
      ],
    };
    expect(promptLayers(prompt)).toMatchObject([
      {
        id: "baseline_hints",
        fragments: [
          { text: "b", source: "fen v2", lost: "displaced by this spec's prompt" },
          { text: "a", lost: "said already", manner: "× 1.2, prefix" },
        ],
      },
      { id: "spec_override", fragments: [{ lost: null, manner: "" }] },
    ]);
  });
});

describe("changed lines", () => {
  it("marks what goes and what comes", () => {
    expect(changedLines("a\nb\nc", "a\nx\nc\nd").map(({ text, change }) => `${change} ${text}`)).toEqual([
      "same a",
      "removed b",
      "added x",
      "same c",
      "added d",
    ]);
  });

  it("always gives both texts back", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = changedLines(before, after);
        const without = (change: string): string =>
          lines
            .filter((line) => line.change !== change)
            .map((line) => line.text)
            .join("\n");
        expect(without("removed")).toBe(after);
        expect(without("added")).toBe(before);
      }),
    );
  });
});
