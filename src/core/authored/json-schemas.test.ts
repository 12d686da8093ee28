import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { schemaHeader } from "./schema-header.ts";
import { FILE_KINDS, jsonSchemaOf, listSchemaFiles } from "./json-schemas.ts";

/** Every map in a schema, with the path to it. */
function mapsOf(schema: unknown, path = ""): { path: string; schema: object }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => mapsOf(value, `${path}/${key}`));
  return "properties" in schema && typeof schema.properties === "object" && !path.endsWith("/properties")
    ? [{ path, schema }, ...inner]
    : inner;
}

describe.each(FILE_KINDS)("the schema of %s", (kind) => {
  test("[A50] is draft 2020-12 with a relative id", () => {
    expect(jsonSchemaOf(kind)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `${kind}.schema.json`,
      type: "object",
    });
  });

  test("[A50] describes every key and refuses unknown ones", () => {
    for (const { path, schema } of mapsOf(jsonSchemaOf(kind))) {
      expect([path, "additionalProperties" in schema && schema.additionalProperties]).toEqual([path, false]);
      for (const [key, value] of Object.entries(
        (schema as { properties: Record<string, { description?: string }> }).properties,
      )) {
        expect([path, key, value.description?.length ?? 0]).not.toEqual([path, key, 0]);
      }
    }
  });

  test("[A50] in `schemas/` is current", () => {
    const [file] = listSchemaFiles().filter((each) => each.name === `${kind}.schema.json`);
    expect(readFileSync(new URL(`../../../schemas/${kind}.schema.json`, import.meta.url), "utf8")).toBe(file?.text);
  });
});

test("[A50] what has a default may be left out", () => {
  expect(jsonSchemaOf("spec")["required"]).toEqual(["id", "title", "assetType", "output"]);
});

test("[A51] the header leads to the project's own copy from any depth", () => {
  expect(schemaHeader("project", 0)).toBe("# yaml-language-server: $schema=.touchstone/schemas/project.schema.json");
  expect(schemaHeader("profile", 2)).toBe("# yaml-language-server: $schema=../../.touchstone/schemas/profile.schema.json");
});
