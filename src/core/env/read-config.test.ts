import { expect, test } from "vitest";
import { EnvConfig } from "./config.ts";
import { readEnvConfig } from "./read-config.ts";
import { renderEnvConfig } from "./render-config.ts";

const file = "env/config.toml";
const LEAST = '[paths]\ncomfyui_dir = "../ComfyUI"\n';

test("[ET10] what is left out has its default", () => {
  const config = readEnvConfig({ file, text: `\uFEFF${LEAST}[tx]\r\nsmoke_test = ["python", "-c", "1"]\n` });
  expect(config).toMatchObject({ paths: { comfyui_dir: "../ComfyUI" }, rollback: { snapshot_retention: 50 } });
  expect(config.tx).toEqual({ timeout_seconds: 120, smoke_test: ["python", "-c", "1"] });
});

test.each([
  ["[tx]\ntimeout_second = 5", "`timeout_second` is not a key of `tx`: did you mean `timeout_seconds`?", 4, 1],
  ["[tx]\n  timeout_seconds = 0", "`tx.timeout_seconds` must be at least 1", 4, 21],
  ['[run]\nport = "8188"', "`run.port` must be a whole number, not the text `8188`", 4, 8],
  ['run.extra_args = [\n  "--cpu",\n  1,\n]', "`run` is not a key of `paths`", 3, 1],
  ["[run]\nextra_args = 1", "`run.extra_args` must be a list", 4, 14],
  ['[policy]\ngit_protocols = ["http"]', "`policy.git_protocols[0]` must be", 4, 17],
  ["[plicy]", "`plicy` is not a key: did you mean `policy`?", 3, 1],
  ["[tx]\nsmoke_test = 2026-01-01", "`tx.smoke_test` must be a list", 4, 14],
  ["[tx", "is no TOML", 3, 2],
  ["x = 1\nx = 2", "is no TOML", 4, 1],
])("[ET11] what is wrong is an error with its place: %#", (...[text, message, line, column]) => {
  const read = () => readEnvConfig({ file, text: LEAST + text });
  expect(read).toThrow(
    expect.objectContaining({
      code: "INPUT_INVALID",
      message: expect.stringContaining(message) as string,
      place: { file, line, column },
    }),
  );
});

test("[ET11] an empty file names what is missing", () => {
  expect(() => readEnvConfig({ file, text: "" })).toThrow("`paths` is missing");
});

test("[ET12] the first settings show every key with its meaning, and read as the defaults", () => {
  const text = renderEnvConfig({ comfyuiDir: 'C:\\a "b"\u007F', python: "3.11" });
  expect(readEnvConfig({ file, text })).toEqual(
    EnvConfig.parse({ paths: { comfyui_dir: 'C:\\a "b"\u007F' }, runtime: { python: "3.11" } }),
  );
  const keys = [...text.matchAll(/^# (.+)\n([a-z_]+) = /gm)].map(([, , key]) => key);
  expect(keys).toEqual(Object.values(EnvConfig.parse({ paths: { comfyui_dir: "x" } })).flatMap((table) => Object.keys(table)));
  expect(text).toMatchInlineSnapshot(`
    "# The governed environment of this project. A key that is left out has the value that stands here.

    [paths]
    # The ComfyUI folder, which holds \`main.py\`; relative to \`env/\`
    comfyui_dir = "C:\\\\a \\"b\\"\\u007F"

    [runtime]
    # The Python to build environments with: a version or a path; empty: found
    python = "3.11"

    [policy]
    # Packages that change only with \`--approve-core\`
    core_packages = [
        "torch",
        "torchvision",
        "torchaudio",
        "xformers",
        "triton",
        "onnxruntime",
        "onnxruntime-gpu",
        "numpy",
    ]
    # How node packs may be fetched
    git_protocols = ["https"]

    [tx]
    # How long a candidate's ComfyUI is observed, in seconds
    timeout_seconds = 120
    # Program and arguments that must exit with 0; \`python\` is the generation's own
    smoke_test = ["python", "-c", "import sys; print(sys.version)"]

    [rollback]
    # Snapshots that are kept
    snapshot_retention = 50
    # Generations kept for an instant rollback, besides what a transaction needs; guess
    kept_generations = 5

    [run]
    # Where \`env run\` serves ComfyUI
    port = 8188
    # Words that every start of ComfyUI gets, e.g. \`--cpu\`
    extra_args = []
    "
  `);
});
