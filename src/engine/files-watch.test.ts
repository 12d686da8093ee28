import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { copySample, createWorkshop } from "../../tests/support/sample-game.ts";
import { writeFiles } from "../../tests/support/stories.ts";
import { watchFiles } from "./files-watch.ts";

const workshop = createWorkshop("files-watch");
afterAll(workshop.remove);

test("the stamp changes when a file is written, added or removed, also the lock, and only then", async () => {
  const projectDir = copySample(workshop.at("game"), "starter");
  const watch = watchFiles({ projectDir }, 10);
  await expect.poll(() => watch.stamp()).not.toBeNull();
  const seen = [watch.stamp()];
  const changes = [
    () => appendFileSync(`${projectDir}/specs/first-gem.yaml`, "# looked at again\n"),
    () => writeFileSync(`${projectDir}/specs/second-gem.yaml`, "id: second-gem\n"),
    () => rmSync(`${projectDir}/specs/second-gem.yaml`),
    () => writeFileSync(`${projectDir}/touchstone.lock`, ""),
    () => void writeFiles(projectDir, { "story/tide.ink": "-> END\n" }),
    () => void writeFiles(projectDir, { "suites/all.suite.yaml": "plan: {}\n" }),
  ];
  for (const change of changes) {
    change();
    await expect.poll(() => watch.stamp()).not.toBe(seen.at(-1));
    seen.push(watch.stamp());
  }
  writeFileSync(`${projectDir}/NOTES.md`, "no record");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(watch.stamp()).toBe(seen.at(-1));
  watch.stop();
});
