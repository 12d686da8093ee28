import { expect, test } from "vitest";
import { isAboutNeeds, readStaticNeeds } from "./read-static-needs.ts";

const PROJECT = `[project]
name = "pack"
dependencies = [
  "torch", # "numpy" is not meant
  'numpy<2; python_version < "3.13"',
  "x\\u003d=1",
  "evil @ https://e.org/x.whl",
]
`;

function read(files: Readonly<Record<string, string>>, allowedUrls: readonly string[] = []) {
  return readStaticNeeds(new Map(Object.entries(files)), allowedUrls);
}

test("[EQ10] the dependencies of a pyproject.toml are read, each with its place", () => {
  const { requirements, refused, readFrom } = read({ "pyproject.toml": PROJECT });
  expect(requirements.map(({ text, place }) => [text, place.line])).toEqual([
    ['numpy<2; python_version < "3.13"', 5],
    ["torch", 4],
    ["x==1", 5],
  ]);
  expect(refused).toEqual([
    { text: "evil @ https://e.org/x.whl", reason: "url", place: { file: "pyproject.toml", line: 7, column: 4 } },
  ]);
  expect(readFrom).toEqual(["pyproject.toml"]);
  expect(read({ "pyproject.toml": PROJECT }, ["evil @ https://e.org/x.whl"]).refused).toEqual([]);
});

test.each([
  ["[project\n", 1],
  ['[project]\n\ndependencies = "torch"\n', 3],
  ["[project]\ndependencies = [1]\n", 2],
  ["project = 1\n", 1],
  ["[__proto__]\na = 1\n", 1],
  [`x = ${"[".repeat(100_000)}`, 1],
])("[EQ10] what is no list of texts is refused with its place: %#", (text, line) => {
  expect(read({ "pyproject.toml": text })).toMatchObject({ requirements: [], refused: [{ reason: "syntax", place: { line } }] });
});

test("[EQ10] a pyproject.toml without dependencies asks for nothing", () => {
  expect(read({ "pyproject.toml": "\uFEFF[tool.x]\n" })).toMatchObject({ requirements: [], refused: [] });
});

test("[EQ11] requirements.txt counts before pyproject.toml; what else there is gets noted", () => {
  const files = {
    "requirements.txt": "pillow\n",
    "requirements-dev.txt": "pytest\n",
    "pyproject.toml": PROJECT,
    "install.py": "",
    "prestartup_script.py": "",
  };
  expect(read(files)).toEqual({
    requirements: [{ name: "pillow", text: "pillow", place: { file: "requirements.txt", line: 1 } }],
    refused: [],
    readFrom: ["requirements.txt"],
    notes: [
      "install.py is code that runs by itself",
      "prestartup_script.py is code that runs by itself",
      "requirements-dev.txt is not read: only requirements.txt is",
    ],
  });
  expect(read({})).toEqual({ requirements: [], refused: [], readFrom: [], notes: [] });
  expect(Object.keys(files).every(isAboutNeeds)).toBe(true);
  expect(["setup.py", "sub/requirements.txt", "sub/pyproject.toml", "__init__.py"].some(isAboutNeeds)).toBe(false);
});
