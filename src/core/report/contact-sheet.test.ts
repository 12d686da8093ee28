import { expect, test } from "vitest";
import { sampleAsset, sampleSheet } from "../../../tests/support/sheet-sample.ts";
import { countVerdicts, groupAssets } from "./contact-sheet.ts";
import { imageName } from "./image-name.ts";

test("families come first by id, then what belongs to none by kind; each asset stands once", () => {
  const assets = [
    sampleAsset({ specId: "moss", kind: "tileset" }),
    sampleAsset({ specId: "gem" }),
    sampleAsset({ specId: "mara-walk", kind: "animation", entity: "mara" }),
    sampleAsset({ specId: "hush-icon", entity: "hush" }),
    sampleAsset({ specId: "mara-face", entity: "mara" }),
  ];
  const groups = groupAssets(assets).map(({ heading, assets: own }) => [heading, ...own.map((asset) => asset.specId)]);
  expect(groups).toEqual([
    ["hush", "hush-icon"],
    ["mara", "mara-face", "mara-walk"],
    ["Single images", "gem"],
    ["Tile sets", "moss"],
  ]);
});

test("only verdicts that occur are counted, the good news first", () => {
  const sheet = sampleSheet([
    sampleAsset({ verdict: "fail" }),
    sampleAsset({ verdict: "pass" }),
    sampleAsset({ verdict: "fail" }),
  ]);
  expect(countVerdicts(sheet)).toEqual([
    { verdict: "pass", count: 1 },
    { verdict: "fail", count: 2 },
  ]);
});

test("an image is named as commands take it", () => {
  expect(imageName({ variant: 1, part: null })).toBe("variant 1");
  expect(imageName({ variant: 0, part: "frame:3" })).toBe("variant 0, frame 3");
  expect(imageName({ variant: 0, part: "state:hover" })).toBe("variant 0, hover");
});
