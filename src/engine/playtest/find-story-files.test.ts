import { symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { TIDE, writeFiles } from "../../../tests/support/stories.ts";
import { findStoryFiles, stampStoryFiles } from "./find-story-files.ts";

const workshop = createWorkshop("find-story-files");
afterAll(workshop.remove);

test("a project without stories has none", () => {
  expect(findStoryFiles(workshop.at("nothing"))).toEqual({ stories: [], suites: [], stamp: "" });
});

test("scenes and ink stories are found by their names, at any depth, sorted; what is a part of one is none by itself", () => {
  const ink = Object.fromEntries(Object.entries(TIDE).map(([name, text]) => [`story/sea/${name}`, text]));
  writeFiles(workshop.dir, {
    ...ink,
    "story/sea/tide.ink.json": '{"inkVersion":21}',
    "story/b.scene.json": "{}",
    "story/a.scene.yaml": "",
    "story/old.ink.json": '{"inkVersion":21}',
    "story/a.ink.map.yaml": "",
    "story/notes.txt": "",
    "story/.hidden/x.scene.yaml": "",
    "suites/all.suite.yml": "",
    "suites/plan.yaml": "",
  });
  symlinkSync("/", workshop.at("story/root"));
  const { stories, suites } = findStoryFiles(workshop.dir);
  expect(stories.map(({ name }) => name)).toEqual([
    "story/a.scene.yaml",
    "story/b.scene.json",
    "story/old.ink.json",
    "story/sea/tide.ink",
  ]);
  expect(suites).toEqual([{ path: workshop.at("suites", "all.suite.yml"), name: "suites/all.suite.yml" }]);
});

test("the stamp changes when a file does, an included one too", () => {
  const before = findStoryFiles(workshop.dir).stamp;
  expect(stampStoryFiles(workshop.dir)).toBe(before);
  writeFileSync(workshop.at("story/sea/rope.ink"), "=== rope ===\nThe rope gives.\n-> END\n");
  utimesSync(workshop.at("story/sea/rope.ink"), 1, 1);
  expect(findStoryFiles(workshop.dir).stamp).not.toBe(before);
});
