import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { readIncluding } from "./read-including.ts";
import { readSource } from "./read-source.ts";
import { spanOfPath, toValue } from "./source-tree.ts";

type Files = Readonly<Record<string, string>>;

/** Reads `scenarios/main.yaml` from files by their path from its folder. */
function read(files: Files) {
  const include = (name: string) => (files[name] === undefined ? null : { file: `scenarios/${name}`, text: files[name] });
  return readIncluding({ file: "scenarios/main.yaml", text: files["main.yaml"] ?? "" }, include);
}

function valueOf(files: Files): unknown {
  const reading = read(files);
  if (reading.kind === "unreadable") throw new Error(reading.problems.map(({ message }) => message).join("; "));
  return toValue(reading.root);
}

function problemsOf(files: Files): string[] {
  const reading = read(files);
  if (reading.kind === "read") return [];
  return reading.problems.map(({ place, message }) => `${place?.file}:${place?.line}:${place?.column} ${message}`);
}

describe("including", () => {
  test("[A70] YAML and JSON are what they hold, everything else is text", () => {
    const files = {
      "main.yaml": "a: !include a.yaml\nb: [!include b.json, !include 'c.md']\n",
      "a.yaml": "x: [1]\n",
      "b.json": '{"y": 2}',
      "c.md": "# z: 3\n",
    };
    expect(valueOf(files)).toEqual({ a: { x: [1] }, b: [{ y: 2 }, "# z: 3\n"] });
  });

  test("[A70] no other kind of file has it, and no other tag", () => {
    const reading = readSource({ file: "a.yaml", text: "a: !include b.yaml" });
    expect(reading).toMatchObject({ kind: "unreadable", problems: [{ message: "the YAML tag `!include` is not accepted" }] });
    expect(problemsOf({ "main.yaml": "a: !includes b.yaml" })).toEqual([
      "scenarios/main.yaml:1:4 the YAML tag `!includes` is not accepted",
    ]);
    expect(problemsOf({ "main.yaml": "a: !include\nb: !include [c]\n" })).toEqual([
      expect.stringContaining("`!include` needs the path of a file"),
      expect.stringContaining("`!include` needs the path of a file"),
    ]);
  });

  test("[A71] a path counts from the file that it stands in", () => {
    const files = {
      "main.yaml": "!include ../tools/all.yaml",
      "../tools/all.yaml": "[!include ./one.yaml, !include ../scenarios/two.yaml]",
    };
    expect(valueOf({ ...files, "../tools/one.yaml": "1 one", "../scenarios/two.yaml": "2 two" })).toEqual(["1 one", "2 two"]);
  });

  test.each(["/etc/passwd", "C:/a.yaml", "https://example.org/a.yaml", "~/a.yaml", "a\\b.yaml", "tools/", "."])(
    "[A71] %s is none",
    (path) => {
      expect(problemsOf({ "main.yaml": `a: !include '${path}'` })).toEqual([
        expect.stringMatching(/^scenarios\/main\.yaml:1:\d+ `.*` must /),
      ]);
    },
  );

  test("[A72] a file within itself is refused with the way there", () => {
    const files = {
      "main.yaml": "a: !include b.yaml",
      "b.yaml": "\nc: !include sub/../c.yaml",
      "c.yaml": "d: !include ./b.yaml",
    };
    expect(problemsOf(files)).toEqual(["scenarios/c.yaml:1:13 a file is included within itself: `b.yaml` → `c.yaml` → `b.yaml`"]);
    expect(problemsOf({ "main.yaml": "!include main.yaml" })[0]).toContain("within itself: `main.yaml` → `main.yaml`");
  });

  test("[A73] what a few lines stand for is bounded", () => {
    const bomb = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [
        index === 0 ? "main.yaml" : `${index}.yaml`,
        `[${`!include ${index + 1}.yaml,`.repeat(10)}]`,
      ]),
    );
    expect(problemsOf({ ...bomb, "7.yaml": "x" })).toEqual([
      expect.stringContaining(`more than ${LIMITS.maxNodes} values with all that it includes`),
    ]);
    const deep = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [index === 0 ? "main.yaml" : `${index}.yaml`, `a: !include ${index + 1}.yaml`]),
    );
    expect(problemsOf(deep)).toEqual(["scenarios/8.yaml:1:13 more than 8 files are included within each other"]);
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`${index}.yaml`, "x"]));
    const list = Object.keys(many).map((name) => `- !include ${name}\n`);
    expect(problemsOf({ ...many, "main.yaml": list.join("") })).toContain(
      "scenarios/main.yaml:65:12 more than 64 files are included",
    );
  });

  test("[A74] places are those of the file where something stands", () => {
    const reading = read({ "main.yaml": "a: 1\nb: !include b.yaml\nc: !include b.yaml\n", "b.yaml": "\n\n  x: [1, 2]\n" });
    if (reading.kind === "unreadable") throw new Error("it can be read");
    const placeOf = (...path: (string | number)[]) => reading.locate(spanOfPath(reading.root, path).start);
    expect(placeOf("b", "x", 1)).toEqual({ file: "scenarios/b.yaml", line: 3, column: 10 });
    expect(placeOf("c", "x", 1)).toEqual({ file: "scenarios/b.yaml", line: 3, column: 10 });
    expect(placeOf("c", "missing")).toEqual({ file: "scenarios/main.yaml", line: 3, column: 1 });
    expect(problemsOf({ "main.yaml": "a: !include b.yaml", "b.yaml": "x: [" })).toEqual([
      expect.stringMatching(/^scenarios\/b\.yaml:1:/),
    ]);
    expect(problemsOf({ "main.yaml": "\na: !include gone.yaml" })).toEqual([
      "scenarios/main.yaml:2:13 there is no file `gone.yaml` to include",
    ]);
  });

  test("[A75] whoever has the files says which may be included", () => {
    const refuse = () => ({ refused: "leads out of `/games`", hint: "Move it" });
    const source = { file: "main.yaml", text: "a: !include ../../x.yaml" };
    expect(readIncluding(source, refuse)).toMatchObject({
      problems: [{ message: "`../../x.yaml` leads out of `/games`", hint: "Move it" }],
    });
    expect(readIncluding(source)).toMatchObject({ problems: [{ message: "there is no file `../../x.yaml` to include" }] });
  });
});
