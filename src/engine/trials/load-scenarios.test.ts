import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { LIMITS } from "../../core/authored/limits.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { loadScenario } from "./load-scenario.ts";
import { loadScenarios } from "./load-scenarios.ts";
import { validateScenarios } from "./validate-scenarios.ts";

const workshop = createWorkshop("load-scenarios");
afterAll(workshop.remove);

const SMALL = "adapter: scripted\nscript: [b]\nassertions: [{ type: output_contains, value: b }]\n";
const GOOD = `prompt: a\n${SMALL}`;
const PROJECT = "id: game\ntitle: Game\npolicies: { trials: { retention_days: 9 }, retry: { maxAttempts: no } }\n";

/** Files of a folder of their own. @returns how one of them is named from there, and by a person who is in `from`. */
function folderWith(name: string, files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [file, content] of Object.entries(files)) {
    const path = workshop.at(name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return (file: string, from = "") => {
    const path = workshop.at(name, file);
    return { path, name: relative(workshop.at(name, from), path) };
  };
}

async function problemsOf(load: Promise<unknown>): Promise<string[]> {
  const error: unknown = await load.then(
    () => new TypeError("it was loaded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TouchstoneError)) throw error;
  const problems = error.problems.length > 0 ? error.problems : [error];
  return problems.map(({ place, message }) => `${place?.file}:${place?.line}: ${message}`);
}

describe("a scenario", () => {
  test("comes with its project and what that says about trials, whatever else is wrong there", async () => {
    const at = folderWith("in-project", { "touchstone.yaml": PROJECT, "scenarios/a.scenario.yaml": GOOD });
    const loaded = await loadScenario(at("scenarios/a.scenario.yaml"));
    expect(loaded).toMatchObject({ projectDir: workshop.at("in-project"), policy: { retentionDays: 9, prices: {} } });
    expect(loaded.scenario.file).toBe("scenarios/a.scenario.yaml");
  });

  test("is refused where what its project says about trials is wrong", async () => {
    const project = "id: game\ntitle: Game\npolicies:\n  trials: { retentiondays: 9 }\n";
    const at = folderWith("wrong-project", { "touchstone.yaml": project, "a.scenario.yaml": GOOD });
    expect(await problemsOf(loadScenario(at("a.scenario.yaml")))).toEqual([
      expect.stringMatching(/^touchstone\.yaml:4: `.*retentiondays`/),
    ]);
  });

  test("is told which providers there are, and never the key that stands where its variable should", async () => {
    const providers = "{ openia-chat: {}, anthropic: { apiKeyEnv: sk-oops, baseUrl: nowhere } }";
    const project = `id: game\ntitle: Game\npolicies:\n  trials:\n    providers: ${providers}\n`;
    const at = folderWith("wrong-providers", { "touchstone.yaml": project, "a.scenario.yaml": GOOD });
    const found = await problemsOf(loadScenario(at("a.scenario.yaml")));
    expect(found).toEqual([
      expect.stringContaining("did you mean `openai-chat`?"),
      expect.stringMatching(/apiKeyEnv` must be the name of an environment variable, never the key itself$/),
      expect.stringContaining("must be an address that begins with `http://` or `https://`, not `nowhere`"),
    ]);
  });

  test("includes files of its project, and problems are named there", async () => {
    const files = {
      "touchstone.yaml": PROJECT,
      "scenarios/a.scenario.yaml": `${SMALL}prompt: !include ../prompts/a.md\ntools: [!include tools/t.yaml]\n`,
      "prompts/a.md": "Say b.\n",
      "scenarios/tools/t.yaml": "name: t\nmock: { value: 1, eror: x }\n",
    };
    const at = folderWith("including", files);
    expect(await problemsOf(loadScenario(at("scenarios/a.scenario.yaml")))).toEqual([
      "scenarios/tools/t.yaml:2: `eror` is no key of a mock's case: did you mean `error`?",
    ]);
    writeFileSync(workshop.at("including", "scenarios/tools/t.yaml"), "name: t\nmock: 1\n");
    expect((await loadScenario(at("scenarios/a.scenario.yaml"))).scenario.turns).toEqual(["Say b.\n"]);
  });

  test("includes nothing from outside: not by its path, not by a link", async () => {
    folderWith("outside", { "secret.md": "hush" });
    const at = folderWith("inside", {
      "touchstone.yaml": PROJECT,
      "a.scenario.yaml": `${SMALL}prompt: !include ../outside/secret.md\n`,
      "b.scenario.yaml": `${SMALL}prompt: !include link.md\n`,
      "c.scenario.yaml": `${SMALL}prompt: !include none.md\n`,
      "d.scenario.yaml": `${SMALL}prompt: !include sub.md\n`,
      "e.scenario.yaml": `${SMALL}prompt: !include latin.md\n`,
      "latin.md": new Uint8Array([0xe9, 0x21]),
      "sub.md/x": "",
    });
    symlinkSync(workshop.at("outside", "secret.md"), workshop.at("inside", "link.md"));
    const said = async (file: string) => (await problemsOf(loadScenario(at(file))))[0];
    expect(await said("a.scenario.yaml")).toMatch(/^a\.scenario\.yaml:4: `\.\.\/outside\/secret\.md` leads out of/);
    expect(await said("b.scenario.yaml")).toContain("`link.md` leads out of");
    expect(await said("c.scenario.yaml")).toContain("there is no file `none.md` to include");
    expect(await said("d.scenario.yaml")).toContain("`sub.md` is not a file");
    expect(await said("e.scenario.yaml")).toContain("`latin.md` is not UTF-8 text");
  });

  test("outside of a project, includes what lies where the command was started", async () => {
    const files = { "scenarios/a.yaml": `${SMALL}prompt: !include ../prompts/a.md\n`, "prompts/a.md": "Say b." };
    const at = folderWith("alone", files);
    expect((await loadScenario(at("scenarios/a.yaml"))).scenario).toMatchObject({ name: "a", turns: ["Say b."] });
    expect(await problemsOf(loadScenario(at("scenarios/a.yaml", "scenarios")))).toEqual([
      expect.stringContaining("leads out of"),
    ]);
    expect(
      await problemsOf(loadScenario({ ...at("scenarios/a.yaml"), name: workshop.at("alone", "scenarios/a.yaml") })),
    ).toHaveLength(1);
  });

  test("names modules that are there, and judges that can be asked", async () => {
    const judge = "{ type: judge, criteria: [{ name: a, description: b }] }";
    const tools = "tools: [{ name: t, mock: { function: mocks/t.ts#t } }]\n";
    const text = `adapter: scripted\nprompt: a\nscript: [b]\n${tools}assertions:\n  - ${judge}\n`;
    const at = folderWith("modules", { "a.scenario.yaml": text });
    expect(await problemsOf(loadScenario(at("a.scenario.yaml")))).toEqual([
      "a.scenario.yaml:4: there is no file `mocks/t.ts` beside the scenario",
      "a.scenario.yaml:6: the judge would be `scripted`, which has nothing to say",
    ]);
    const project = PROJECT.replace("trials: {", "trials: { judge: { adapter: anthropic },");
    folderWith("modules", { "touchstone.yaml": project, "mocks/t.ts": "" });
    expect((await loadScenario(at("a.scenario.yaml"))).scenario.modules).toMatchObject([{ file: "mocks/t.ts", name: "t" }]);
  });

  test("is refused before it is read where it is huge, and where it is no text", async () => {
    const at = folderWith("huge", {
      "a.scenario.yaml": " ".repeat(LIMITS.maxBytes + 1),
      "b.scenario.yaml": new Uint8Array([0xff, 0x41]),
    });
    await expect(loadScenario(at("a.scenario.yaml"))).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
    await expect(loadScenario(at("b.scenario.yaml"))).rejects.toMatchObject({ code: "FILE_ENCODING" });
    await expect(loadScenario(at("c.scenario.yaml"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});

describe("a folder", () => {
  test("gives its scenarios and those below, by their names, sorted", async () => {
    const at = folderWith("folder", {
      "b.scenario.yml": GOOD,
      "a/c.scenario.yaml": GOOD,
      "A.scenario.json": '{"adapter":"scripted","prompt":"a","script":["b"],"assertions":[{"type":"regex","value":"b"}]}',
      "tools.yaml": "name: t",
      ".hidden/x.scenario.yaml": "",
      "node_modules/x.scenario.yaml": "",
    });
    symlinkSync("/", workshop.at("folder", "root"));
    const loaded = await loadScenarios([{ ...at(""), name: "." }]);
    expect(loaded.map(({ scenario }) => [scenario.name, scenario.file])).toEqual([
      ["A", "A.scenario.json"],
      ["c", "a/c.scenario.yaml"],
      ["b", "b.scenario.yml"],
    ]);
  });

  test("fails with the problems of all its files, two of one name among them", async () => {
    const at = folderWith("broken", {
      "a.scenario.yaml": "modle: x\n",
      "b.scenario.yaml": GOOD,
      "c/b.scenario.yaml": GOOD,
      "d.scenario.yaml": "prompt: [\n",
    });
    const problems = await problemsOf(loadScenarios([{ ...at(""), name: "." }]));
    expect(problems).toContain("a.scenario.yaml:1: `modle` is not a key: did you mean `model`?");
    expect(problems).toContain("c/b.scenario.yaml:1: two scenarios are called `b`: the other is `b.scenario.yaml`");
    expect(problems.at(-1)).toMatch(/^d\.scenario\.yaml:/);
    const { ok, files } = await validateScenarios([{ ...at(""), name: "." }, at("b.scenario.yaml")]);
    expect([ok, files.map(({ name, problems: found }) => [name, found.length > 0])]).toEqual([
      false,
      [
        ["a", true],
        ["b", false],
        ["b", true],
        ["d", true],
      ],
    ]);
  });

  test("without any is not found", async () => {
    mkdirSync(workshop.at("empty"));
    await expect(loadScenarios([{ path: workshop.at("empty"), name: "empty" }])).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });
});
