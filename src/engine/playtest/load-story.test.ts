import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { MIST, writeFiles } from "../../../tests/support/stories.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { loadStory } from "./load-story.ts";

const workshop = createWorkshop("load-story");
afterAll(workshop.remove);

const load = async (name: string) => await loadStory({ path: workshop.at(name), name });

async function failureOf(name: string): Promise<TouchstoneError> {
  const failure = await load(name).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof TouchstoneError) return failure;
  throw new Error(`expected a failure, got ${String(failure)}`);
}

test("a scene is a scene whether it is written as YAML or as JSON", async () => {
  writeFiles(workshop.dir, { "mist.scene.yaml": MIST });
  const yaml = await load("mist.scene.yaml");
  const json = { format: "touchstone.scene/1", id: "plain", start: "a", nodes: [{ id: "a", end: "x" }] };
  writeFileSync(workshop.at("plain.json"), JSON.stringify(json));
  expect({ id: yaml.story.id, kind: yaml.story.kind, file: yaml.file }).toEqual({
    id: "mist",
    kind: "scene",
    file: "mist.scene.yaml",
  });
  expect((await load("plain.json")).story.id).toBe("plain");
});

test("what is no story says so, and where", async () => {
  writeFiles(workshop.dir, {
    "words.txt": "once upon a time",
    "broken.yaml": "format: [",
    "empty.yaml": "",
    "typo.yaml": MIST.replace("start: quay", "start: qay"),
    "lonely.yaml": MIST.replace("key: lamp, op: eq", "key: lmp, op: eq"),
    "foreign.json": '{"nodes":"x"}',
  });
  expect(await failureOf("words.txt")).toMatchObject({
    code: "INPUT_INVALID",
    message: "`words.txt` is not a story by its name",
  });
  expect(await failureOf("broken.yaml")).toMatchObject({ code: "FILE_SYNTAX", place: { file: "broken.yaml", line: 1 } });
  expect((await failureOf("empty.yaml")).code).toMatch(/^(INPUT_INVALID|FILE_SYNTAX)$/);
  const typo = await failureOf("typo.yaml");
  expect(typo.place).toEqual({ file: "typo.yaml", line: 4, column: 8 });
  expect(`${typo.message} ${typo.hint}`).toContain("quay");
  expect((await failureOf("lonely.yaml")).message).toContain("`lmp`");
  expect((await failureOf("foreign.json")).problems.length).toBeGreaterThan(1);
});

test("a file that cannot be read is no story, and each reason has its name", async () => {
  mkdirSync(workshop.at("folder.yaml"));
  writeFileSync(workshop.at("latin.yaml"), Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xe9]));
  writeFileSync(workshop.at("large.yaml"), Buffer.alloc(9 * 1_048_576, " "));
  symlinkSync("nowhere.yaml", workshop.at("dangling.yaml"));
  expect((await failureOf("none.yaml")).code).toBe("FILE_NOT_FOUND");
  expect((await failureOf("dangling.yaml")).code).toBe("FILE_NOT_FOUND");
  expect((await failureOf("folder.yaml")).code).toBe("INPUT_INVALID");
  expect((await failureOf("latin.yaml")).code).toBe("FILE_ENCODING");
  expect(await failureOf("large.yaml")).toMatchObject({ code: "FILE_TOO_LARGE", message: "`large.yaml` is larger than 8 MiB" });
});
