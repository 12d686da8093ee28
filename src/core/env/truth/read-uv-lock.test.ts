import { expect, test } from "vitest";
import { readUvLock } from "./read-uv-lock.ts";

const file = "uv.lock";
const LOCK = `version = 1
revision = 5
requires-python = "==3.11.*"

[[package]]
name = "torch"
version = "2.5.1+cu124"
source = { registry = "https://download.pytorch.org/whl/cu124" }
dependencies = [
    { name = "numpy", marker = "sys_platform == 'linux'" },
    { name = "filelock" },
]
wheels = [
    { url = "https://download.pytorch.org/t.whl", hash = "sha256:00" },
]

[package.optional-dependencies]
fast = [
    { name = "triton" },
    { name = "numpy" },
]

[[package]]
name = "comfy-env"
version = "0"
source = { virtual = "." }
dependencies = [{ name = "torch" }]

[[package]]
name = "old"
source = { git = "https://example.org/old.git?rev=main#0123" }

[[package]]
name = "old"
version = "0.9"
source = { registry = "idx" }
sdist = { path = "old-0.9.tar.gz" }
`;

test("[ET7] the facts of a resolution are those of its lock", () => {
  expect(readUvLock({ file, text: LOCK })).toEqual({
    schemaVersion: 1,
    packages: [
      { name: "old", version: "0", source: "https://example.org/old.git?rev=main#0123", isSourceOnly: true, needs: [] },
      { name: "old", version: "0.9", source: "idx", isSourceOnly: true, needs: [] },
      {
        name: "torch",
        version: "2.5.1+cu124",
        source: "https://download.pytorch.org/whl/cu124",
        isSourceOnly: false,
        needs: ["filelock", "numpy", "triton"],
      },
    ],
  });
});

test.each([
  ["version = 1", "version = 2", "`version` must be one of `1`", 1],
  ['name = "torch"', "name = 7", "`package[0].name` must be text", 6],
  ["[[package]]", "[[package", "is no TOML", 5],
  [LOCK, "", "`version` is missing", 1],
  [LOCK, "<<<<<<< HEAD\n", "is no TOML", 1],
])("[ET6] a lock that is not as uv wrote it is damage: %#", (...[from, to, message, line]) => {
  const read = () => readUvLock({ file, text: LOCK.replace(from, to) });
  expect(read).toThrow(expect.objectContaining({ code: "ENV_DAMAGED", message: expect.stringContaining(message) as string }));
  expect(read).toThrow(expect.objectContaining({ place: expect.objectContaining({ file, line }) as object }));
});
