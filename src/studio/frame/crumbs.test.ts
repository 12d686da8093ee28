import { expect, test } from "vitest";
import { crumbsOf, titleOf } from "./crumbs.ts";

const labels = (path: string) => crumbsOf(path).map(({ label }) => label);

test("a place is its own way", () => {
  expect(crumbsOf("/pipeline")).toEqual([{ label: "Pipeline", to: "/pipeline" }]);
});

test("what lies deeper is said in words where there are some, and each step can be gone back to", () => {
  expect(crumbsOf("/settings/checkpoint/pony")).toEqual([
    { label: "Settings", to: "/settings" },
    { label: "Checkpoints", to: "/settings/checkpoint" },
    { label: "pony", to: "/settings/checkpoint/pony" },
  ]);
  expect(labels("/specs/new")).toEqual(["Specs", "New spec"]);
  expect(labels("/specs/emberhook-icon")).toEqual(["Specs", "emberhook-icon"]);
});

test("an asset is reached from the Library, and named by the end of its id", () => {
  expect(labels("/assets/01a2211c-c2e0-7402-ac1b-e4f34546d3fd")).toEqual(["Library", "Asset 4546d3fd"]);
});

test("an address that is mistyped is nowhere, and never an error", () => {
  expect(crumbsOf("/nowhere")).toEqual([]);
  expect(crumbsOf("/pipelines")).toEqual([]);
  expect(labels("/specs/%E0%A4%A")).toEqual(["Specs", "%E0%A4%A"]);
});

test("the title begins with what is on the screen", () => {
  expect(titleOf(crumbsOf("/specs/new"), "Wickwater")).toBe("New spec · Specs · Wickwater · Touchstone");
  expect(titleOf([], undefined)).toBe("Touchstone");
});
