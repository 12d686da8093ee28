import type { Problem } from "../../src/core/errors.ts";

/** A spec without faults, to which a case adds one. */
const LINES = ["title: X", "assetType: ui_icon", "tags: [item:gem]", "checkpoint: copax", "output: { kind: single_image }"];

export function spec(id: string, { without = "", and = [] as readonly string[] } = {}): string {
  return [`id: ${id}`, ...LINES.filter((line) => without === "" || !line.startsWith(without)), ...and, ""].join("\n");
}

interface BrokenFile {
  readonly name: string;
  readonly content: string | Buffer;
  readonly code: Problem["code"];
  /** `line:column` */
  readonly at: string;
  readonly says: string;
  /** Absent where the sentence itself names the way out. */
  readonly hint?: string;
}

const bomb = (): string => {
  const levels = [1, 2, 3, 4, 5, 6, 7, 8].map(
    (level) => `a${level}: &a${level} [${"*a".concat(String(level - 1), ", ").repeat(10)}]`,
  );
  return ["id: bomb", `a0: &a0 [${"x, ".repeat(10)}]`, ...levels, ""].join("\n");
};

/** One fault per file, with what must be said about it; all of them may stand in one project. */
export const BROKEN_SPEC_FILES: readonly BrokenFile[] = [
  {
    name: "misspelt",
    content: spec("misspelt", { without: "checkpoint", and: ["chekpoint: copax"] }),
    code: "INPUT_INVALID",
    at: "6:1",
    says: "`chekpoint` is not a key: did you mean `checkpoint`?",
    hint: "Use one of `id`",
  },
  {
    name: "missing",
    content: spec("missing", { without: "title" }),
    code: "INPUT_INVALID",
    at: "1:1",
    says: "`title` is missing",
    hint: "Add `title`: name for people",
  },
  {
    name: "choice",
    content: spec("choice", { and: ["status: redy"] }),
    code: "INPUT_INVALID",
    at: "7:9",
    says: "`status` must be one of `draft`, `ready`, `deprecated`, not `redy`: did you mean `ready`?",
  },
  {
    name: "type",
    content: spec("type", { without: "tags", and: ["tags: item:gem"] }),
    code: "INPUT_INVALID",
    at: "6:7",
    says: "`tags` must be a list, not the text `item:gem`",
    hint: "Put the value into brackets: `[…]`",
  },
  {
    name: "range",
    content: spec("range", { without: "output", and: ["output: { kind: single_image, width: 100000 }"] }),
    code: "INPUT_INVALID",
    at: "6:38",
    says: "`output.width` must be at most 4096, not `100000`",
  },
  {
    name: "parts",
    content: spec("parts", { without: "output", and: ["output: { kind: single_image, frames: 3 }"] }),
    code: "INPUT_INVALID",
    at: "6:39",
    says: "`frames` does not go with kind `single_image`",
  },
  {
    name: "bracket",
    content: spec("bracket", { and: ["loras: [{ lora: gold"] }),
    code: "FILE_SYNTAX",
    at: "8:1",
    says: "a `}` is missing here, or stands too far to the left",
    hint: "Add the closing `}`",
  },
  {
    name: "another",
    content: spec("other"),
    code: "INPUT_INVALID",
    at: "1:5",
    says: "`id` is `other`, but the file's path says `another`",
    hint: "Write `id: another`, or rename the file",
  },
  {
    name: "unknown-tag",
    content: spec("unknown-tag", { without: "tags", and: ["tags: [item:gme]"] }),
    code: "INPUT_INVALID",
    at: "6:8",
    says: "tag `item:gme` does not exist: did you mean `item:gem`?",
    hint: "Name a tag of `tags.yaml`",
  },
  {
    name: "unknown-entity",
    content: spec("unknown-entity", { and: ["entityLink: { entity: nobody, role: portrait }"] }),
    code: "INPUT_INVALID",
    at: "7:23",
    says: "entity `nobody` does not exist",
    hint: "Name an entity of `entities/`",
  },
  {
    name: "empty",
    content: "",
    code: "INPUT_INVALID",
    at: "1:1",
    says: "the file is empty",
    hint: "Write a map of keys and values",
  },
  {
    name: "twice",
    content: spec("twice", { and: ["title: Y"] }),
    code: "FILE_SYNTAX",
    at: "7:1",
    says: "`title` is given twice: it stands at specs/twice.yaml:2:1 already",
    hint: "Remove one of them",
  },
  {
    name: "quote",
    content: 'id: quote\ntitle: "never closed\nassetType: ui_icon\n',
    code: "FILE_SYNTAX",
    at: "2:8",
    says: 'the quote " is never closed',
    hint: 'Add the closing "',
  },
  {
    name: "tab",
    content: "id: tab\noutput:\n\tkind: single_image\n",
    code: "FILE_SYNTAX",
    at: "3:1",
    says: "a tab is used for indentation",
    hint: "Indent with spaces",
  },
  {
    name: "conflict",
    content: `id: conflict\n<<<<<<< HEAD\ntitle: X\n=======\ntitle: Y\n>>>>>>> theirs\n`,
    code: "FILE_SYNTAX",
    at: "2:1",
    says: "a merge conflict begins here",
    hint: "Keep one side",
  },
  {
    name: "forbidden",
    content: spec("forbidden", { and: ["__proto__: { status: ready }"] }),
    code: "FILE_SYNTAX",
    at: "7:1",
    says: "`__proto__` cannot be a key",
    hint: "Choose another name",
  },
  {
    name: "huge",
    content: `${spec("huge")}# ${"x".repeat(10_000_000)}\n`,
    code: "FILE_TOO_LARGE",
    at: "1:1",
    says: "`specs/huge.yaml` is larger than 1024 KiB",
    hint: "Split the file",
  },
  {
    name: "bomb",
    content: bomb(),
    code: "FILE_TOO_LARGE",
    at: "6:10",
    says: "holds more than 20000 values, aliases counted as what they stand for",
    hint: "Split the file, or write fewer aliases",
  },
  {
    name: "deep",
    content: `id: deep\ntags: ${"[".repeat(5000)}${"]".repeat(5000)}\n`,
    code: "FILE_TOO_LARGE",
    at: "2:72",
    says: "nests deeper than 64 levels",
    hint: "Flatten the file",
  },
  {
    name: "nul",
    content: "id: nul\ntitle: a\0b\n",
    code: "FILE_ENCODING",
    at: "2:9",
    says: "it contains a NUL character",
    hint: "Save the file as UTF-8",
  },
  {
    name: "latin",
    content: Buffer.from("id: latin\ntitle: caf\u00e9\n", "latin1"),
    code: "FILE_ENCODING",
    at: "1:1",
    says: "is not UTF-8 text",
    hint: "Save the file as UTF-8",
  },
];
