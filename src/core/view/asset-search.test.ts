import { expect, test } from "vitest";
import { readAssetSearch } from "./asset-search.ts";

test("an asset page's state is read from its address", () => {
  const search = { tab: "contract", image: 3, zoom: 8, with: "v1", mode: "blink" };
  expect(readAssetSearch(search)).toEqual(search);
  expect(readAssetSearch({ zoom: "fit", image: "2" })).toEqual({ zoom: "fit", image: 2 });
});

test("what nobody can mean is left out", () => {
  expect(readAssetSearch({ tab: "colour", image: -1, zoom: 7, with: "", mode: 1 })).toEqual({});
});
