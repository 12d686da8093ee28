import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAuthored } from "../../src/core/authored/parse.ts";
import { Project } from "../../src/core/assets/records/project.ts";
import { FILE_KINDS, jsonSchemaOf } from "../../src/core/authored/json-schemas.ts";
import { readScenario } from "../../src/core/trials/scenario/read-scenario.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/writing-scenarios.md", import.meta.url), "utf8");

/** The guide's examples of one kind. */
function examplesOf(kind: string): string[] {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`yaml ${kind}\n([^\`]*)\`\`\``, "g"))].map(([, text = ""]) => text);
}

const indent = (text: string): string => text.replaceAll(/^/gm, "  ");
const FRAME = "adapter: scripted\nprompt: a\nscript: [b]\n";
const TOOLS = "tools: [{ name: check_stock, mock: 6 }, { name: knock, mock: b }]\n";
const ASSERTIONS = "assertions: [{ type: output_contains, value: b }]\n";

/** What is wrong with a text, and what is probably not meant. */
function findingsIn(text: string): readonly string[] {
  const include = (file: string) => ({ file, text: file.endsWith(".md") ? "Be brief." : "{ name: check_stock, mock: 6 }" });
  const reading = readScenario({ file: "guide.scenario.yaml", text, include });
  return (reading.kind === "invalid" ? reading.problems : reading.warnings).map(({ message }) => message);
}

describe("the guide's examples", () => {
  test.each(examplesOf("scenario"))("scenario %# can be run", (text) => {
    expect(findingsIn(text)).toEqual([]);
  });

  test("parts of scenarios fit into one", () => {
    const [tools = ""] = examplesOf("tools");
    const [assertions = ""] = examplesOf("assertions");
    const [include = ""] = examplesOf("include");
    expect(findingsIn(`${FRAME}${ASSERTIONS}tools:\n${indent(tools)}`)).toEqual([]);
    expect(findingsIn(`${FRAME}${TOOLS}assertions:\n${indent(assertions)}`)).toEqual([]);
    expect(findingsIn(`${FRAME}${ASSERTIONS}${include}`)).toEqual([]);
  });

  test("the project's part is what a project says", () => {
    const [project = ""] = examplesOf("project");
    expect(parseAuthored({ file: "touchstone.yaml", text: project }, Project)).toMatchObject({ kind: "parsed" });
  });
});

test("the guide names every field of a scenario", () => {
  expect(FILE_KINDS).toContain("scenario");
  const names = new Set<string>();
  JSON.stringify(jsonSchemaOf("scenario"), (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "properties" in value) {
      for (const name of Object.keys(value.properties as object)) names.add(name);
    }
    return value;
  });
  // Counts of tokens by kind stand in the reference.
  const said = [...names].filter((name) => !name.endsWith("Tokens") && name !== "type");
  expect(said.filter((name) => !new RegExp(`\\b${name}\\b`).test(GUIDE))).toEqual([]);
});
