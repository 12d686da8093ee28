import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildStudio } from "./build-studio.ts";

test("a build that fails is STUDIO_NOT_BUILT; where there is nothing to build it with, nothing is done", async () => {
  const root = mkdtempSync(join(tmpdir(), "touchstone-build-"));
  await expect(buildStudio(root)).resolves.toBeUndefined();
  mkdirSync(join(root, "scripts"));
  writeFileSync(join(root, "scripts", "build-studio.ts"), "process.exitCode = 1;\n");
  await expect(buildStudio(root)).rejects.toMatchObject({ code: "STUDIO_NOT_BUILT" });
  rmSync(root, { recursive: true });
});
