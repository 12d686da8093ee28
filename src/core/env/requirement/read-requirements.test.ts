import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseRequirement } from "./parse-requirement.ts";
import { readRequirements } from "./read-requirements.ts";

const file = "requirements.txt";

function read(text: string, allowed: readonly string[] = []) {
  return readRequirements({ file, text }, new Set(allowed));
}

test("[EQ5] marks, line ends, comments and continued lines are read as pip reads them", () => {
  const text =
    "\uFEFF# first\r\n  torch # for the model\rpillow#not-a-comment\nopencv-python\\\n  >=4.8 \\\n# the end of it\n\nnumpy<2\\\n";
  expect(read(text)).toEqual({
    requirements: [
      { name: "numpy", text: "numpy<2", place: { file, line: 8 } },
      { name: "opencv-python", text: "opencv-python>=4.8", place: { file, line: 4 } },
      { name: "torch", text: "torch", place: { file, line: 2 } },
    ],
    refused: [{ text: "pillow#not-a-comment", reason: "syntax", place: { file, line: 3, column: 1 } }],
  });
});

test.each([
  ["-r other.txt", "include"],
  ["-rother.txt", "include"],
  ["--constraint=c.txt", "include"],
  ["-e .", "editable"],
  ["./wheels/x.whl", "editable"],
  ["sub/folder", "editable"],
  [String.raw`C:\wheels\x.whl`, "editable"],
  ["x-1.0-py3-none-any.whl", "editable"],
  ["-i https://example.org/simple", "index"],
  ["--extra-index-url https://example.org/simple", "index"],
  ["--find-links ./x", "index"],
  ["--trusted-host example.org", "index"],
  ["--pre", "option"],
  ["--require-hashes", "option"],
  ["x==1 --config-settings a=b", "option"],
  ["x @ https://example.org/x.whl", "url"],
  ["https://example.org/x.whl", "url"],
  ["git+ssh://git@example.org/x.git", "url"],
  ["file:///etc/passwd", "url"],
  ["${HOME}", "syntax"],
  ["x; import os", "syntax"],
])("[EQ6] `%s` is refused: %s", (text, reason) => {
  expect(read(`torch\n  ${text}`)).toEqual({
    requirements: [{ name: "torch", text: "torch", place: { file, line: 1 } }],
    refused: [{ text, reason, place: { file, line: 2, column: 3 } }],
  });
});

test("[EQ7] an address with a password is refused, whoever allows it", () => {
  const line = "lamp @ https://me:secret@example.org/lamp-1.0-py3-none-any.whl";
  expect(read(line, [line])).toMatchObject({ requirements: [], refused: [{ reason: "url" }] });
});

test("[EQ7] an address is taken over where just this line was allowed", () => {
  const lines = ["x @ https://e.org/x.whl", "git+https://e.org/y.git@v1#egg=Y_lib", "https://e.org/z_lib-1.0-py3-none-any.whl"];
  const texts = read(lines.join("\n"), lines).requirements.map(({ text }) => text);
  expect(texts).toEqual([
    "x @ https://e.org/x.whl",
    "y-lib @ git+https://e.org/y.git@v1#egg=Y_lib",
    "z-lib @ https://e.org/z_lib-1.0-py3-none-any.whl",
  ]);
  expect(read("x @ https://e.org/x.whl2", lines).refused).toHaveLength(1);
  expect(read("https://e.org/nameless", ["https://e.org/nameless"]).refused).toMatchObject([{ reason: "url" }]);
});

test("[EQ8] digests are left out", () => {
  const { requirements, refused } = read("x==1.0 \\\n  --hash=sha256:0a \\\n  --hash sha256:0b ; nothing\ny==2 --hash=sha256:ff");
  expect(requirements.map(({ text }) => text)).toEqual(["y==2"]);
  expect(refused.map(({ reason }) => reason)).toEqual(["option"]);
});

test("[EQ9] a line or a file that is too long is refused", () => {
  const long = `x${"y".repeat(5000)}`;
  expect(read(long).refused[0]?.text.length).toBeLessThan(300);
  const { requirements, refused } = read(Array.from({ length: 5000 }, (_, index) => `p${index}`).join("\n"));
  expect(requirements).toHaveLength(2000);
  expect(refused).toMatchObject([{ text: "more than 2000 lines", place: { line: 2001 } }]);
});

const line = fc.oneof(
  fc.constantFrom("torch", "numpy<2", "a; os_name == 'nt'", "-r x", "--index-url x", "x @ https://e.org", "# c", "", "b\\"),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.stringMatching(/^[a-z[\]=<>;@ '"\\#-]{0,20}$/),
);

test("[EQ6][EQ9] whatever stands there, only requirements of one line are taken over, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const { requirements, refused } = read(lines.join("\n"));
      for (const { text, name } of requirements) {
        expect(parseRequirement(text)).toEqual({ text, name, url: null });
        expect(text).toMatch(/^[ -~]+$/);
      }
      for (const { place } of refused) expect(place.line).toBeLessThanOrEqual(lines.join("\n").split(/\r\n|\r|\n/).length);
      const hasWords = lines.some((text) => /^[a-z]+$/.test(text));
      if (hasWords && !lines.some((text) => text.includes("\\"))) expect(requirements.length + refused.length).toBeGreaterThan(0);
    }),
  );
});

test("[EQ9] the order of the lines changes nothing", () => {
  const lines = ["torch", "numpy<2", "numpy>=1", "Torch", "a"];
  const texts = (order: readonly string[]) => read(order.join("\n")).requirements.map(({ text }) => text);
  expect(texts(lines)).toEqual(["a", "numpy<2", "numpy>=1", "torch"]);
  expect(texts(lines.toReversed())).toEqual(texts(lines));
});
