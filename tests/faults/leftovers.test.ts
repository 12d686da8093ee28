import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createReadyProject } from "../support/faults/ready-project.ts";
import { createWorkshop, TINY } from "../support/faults/sample-project.ts";
import { touchstoneJson } from "../support/touchstone.ts";

const HALVES = [
  "specs/.phial.yaml.0123456789ab.tmp",
  ".touchstone.lock.0123456789ab.tmp",
  ".touchstone/blobs/tmp/4711-1",
  ".touchstone/owner.json.tmp",
];

test("what killed processes left half written is gone after the next make, and was never read", async () => {
  const workshop = createWorkshop("leftovers");
  const projectDir = await createReadyProject(TINY, workshop.dir);
  mkdirSync(path.join(projectDir, ".touchstone", "blobs", "tmp"), { recursive: true });
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const file of HALVES) {
    writeFileSync(path.join(projectDir, file), "{ half");
    utimesSync(path.join(projectDir, file), longAgo, longAgo);
  }
  const young = path.join(projectDir, "specs", ".pebble.yaml.0123456789ab.tmp");
  writeFileSync(young, "another process may be about to rename it");

  const made = await touchstoneJson(["make", "pebble", "--project", projectDir]);
  expect(made).toMatchObject({ jobs: [{ status: "succeeded" }] });
  const { leftovers, problems } = await inspectProject(projectDir);
  expect(problems).toEqual([]);
  expect(leftovers).toEqual([path.relative(projectDir, young)]);
  expect(existsSync(young)).toBe(true);
  workshop.remove();
});
