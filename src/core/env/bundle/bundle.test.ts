import { expect, test } from "vitest";
import { Bundle } from "./bundle.ts";
import { judgeFiles, judgeMachine } from "./judge-bundle.ts";

const digest = (letter: string): string => `file sha256:${letter.repeat(64)}`;
const PYTHON = { version: "3.11.7", implementation: "CPython", platform: "linux-x86_64" };
const BUNDLE: Bundle = {
  format: "touchstone.env-bundle/1",
  createdAtMs: 1,
  touchstone: "0.1.0",
  generation: 3,
  envId: `sha256:${"a".repeat(64)}`,
  python: PYTHON,
  uvVersion: "0.13.9",
  comfyui: { commit: null, version: null },
  files: { "nodes.json": digest("1"), "uv.lock": digest("2") },
};

test("[EB2] files that are missing, changed or extra are named", () => {
  const found = new Map([
    ["nodes.json", digest("1")],
    ["uv.lock", digest("3")],
    ["zz", digest("4")],
  ]);
  const problems = judgeFiles({ ...BUNDLE.files, "gone.py": digest("5") }, found);
  expect(problems.map(({ message }) => message)).toEqual(["`gone.py` is missing", "`uv.lock` was changed", "`zz` is not listed"]);
  expect(judgeFiles(BUNDLE.files, new Map(Object.entries(BUNDLE.files)))).toEqual([]);
});

test("[EB1][EB3] the platform is judged first, then implementation and minor version", () => {
  expect(judgeMachine(BUNDLE, { ...PYTHON, version: "3.11.9" })).toBeUndefined();
  expect(judgeMachine(BUNDLE, { ...PYTHON, version: "3.12.1", platform: "macosx-14.0-arm64" })?.message).toContain(
    "linux-x86_64",
  );
  expect(judgeMachine(BUNDLE, { ...PYTHON, version: "3.12.1" })?.message).toBe(
    "it needs CPython 3.11, and CPython 3.12 was found",
  );
  expect(judgeMachine(BUNDLE, { ...PYTHON, implementation: "PyPy" })?.message).toContain("PyPy 3.11");
});

test("[EB4] paths that lead out, or could, make it no bundle", () => {
  const paths = ["../x", "a/../b", "/etc/x", "a//b", "./a", "a/.", "a\\b", "a\nb", ""];
  const accepted = (path: string): boolean => Bundle.safeParse({ ...BUNDLE, files: { [path]: digest("1") } }).success;
  expect(paths.filter(accepted)).toEqual([]);
  expect(["a", "custom_nodes/glow/.hidden", "a/..b"].filter((path) => !accepted(path))).toEqual([]);
});
