import { expect, test } from "vitest";
import { TouchstoneError } from "../errors.ts";
import { problemLines } from "../authored/problem-lines.fixture.ts";
import { BACKENDS_FILE } from "./backends-file.ts";
import { readBackends } from "./read-backends.ts";

const read = (text: string) => readBackends({ file: BACKENDS_FILE, text });

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof TouchstoneError) return problemLines(error.problems);
    throw error;
  }
  return [];
}

test("[BK1] servers come in the file's order with defaults, addresses in one spelling, keys in snake_case as well", () => {
  const text = `format: touchstone.backends/1
backends:
  - { id: studio-pc, url: "http://192.168.1.20:8188/", checkpoints: [pony], models_dir: /models, slots: 1, enabled: false }
  - { id: local, url: HTTP://LocalHost:8188 }
`;
  expect(read(text)).toEqual([
    { id: "studio-pc", url: "http://192.168.1.20:8188", checkpoints: ["pony"], modelsDir: "/models", slots: 1, enabled: false },
    { id: "local", url: "http://localhost:8188", slots: 2, enabled: true },
  ]);
  expect([readBackends(undefined), read("format: touchstone.backends/1\n")]).toEqual([[], []]);
});

test("[BK2] every problem has its place and a way out", () => {
  const text = `format: touchstone.backends/1
backends:
  - id: builtin
    url: http://127.0.0.1:8188
    slot: 1
  - id: far
    url: ftp://127.0.0.1
    slots: 3
    modelsDir: models
`;
  const lines = problemsOf(text);
  expect(lines[0]).toMatch(/^3:9 .*another id than `builtin`/);
  expect(lines.join("\n")).toMatch(/^5:5 .*did you mean `slots`/m);
  expect(lines.join("\n")).toMatch(/^8:12 .*at most 2/m);
  expect(lines.join("\n")).toMatch(/^9:16 .*absolute path/m);
});

test("[BK2] an address that may not be connected to is a problem at its place", () => {
  const text = "format: touchstone.backends/1\nbackends:\n  - { id: meta, url: http://169.254.169.254 }\n";
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: "BACKEND_ADDRESS_REFUSED", place: { file: BACKENDS_FILE, line: 3, column: 22 } }) as Error,
  );
});

test("[BK3] a second entry of one id or one address names the first", () => {
  const text = `format: touchstone.backends/1
backends:
  - { id: a, url: http://127.0.0.1:8188 }
  - { id: a, url: http://127.0.0.1:8189 }
  - { id: b, url: "http://127.0.0.1:8188/" }
`;
  const lines = problemsOf(text).join("\n");
  expect(lines).toMatch(/^4:11 DUPLICATE_ID `a` is listed already, at \.touchstone\/backends\.yaml:3:11/);
  expect(lines).toMatch(/^5:19 .*`http:\/\/127\.0\.0\.1:8188` is listed already, at \.touchstone\/backends\.yaml:3:19/m);
});
