import { expect, test } from "vitest";
import { FAILURES } from "../../core/errors.ts";
import { ROUTES } from "../../core/api/routes.ts";
import { VERBS } from "../verb-table.ts";
import { buildOpenApi, type PathItem } from "./build-openapi.ts";
import type { Operation } from "./verb-operation.ts";

const document = buildOpenApi({ version: "1.2.3" });
/** As a client gets it. */
const json = JSON.parse(JSON.stringify(document)) as unknown;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => (item[method] === undefined ? [] : [{ path, method, item, operation: item[method] }])),
);

/** Every object inside, with the path to it. */
function* objectsIn(value: unknown, at = "#"): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Record<string, unknown>];
  for (const [key, child] of Object.entries(value))
    yield* objectsIn(child, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

function resolve(ref: string): unknown {
  return ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], json);
}

function parametersOf(item: PathItem, operation: Operation): readonly { in: string; name: string; required: boolean }[] {
  const all = [...(item.parameters ?? []), ...operation.parameters];
  return all.map((each) => ("$ref" in each ? resolve(each.$ref) : each) as { in: string; name: string; required: boolean });
}

test("every verb that is served is described at its route", () => {
  for (const name of Object.keys(VERBS) as (keyof typeof VERBS)[]) {
    const { method, path } = ROUTES[name];
    const item = document.paths[`/api/projects/{project}${path}`];
    expect(item?.[method.toLowerCase() as "get"]?.summary, name).toBe(VERBS[name].summary);
  }
});

test("every reference leads to something, and every named thing is referred to", () => {
  const refs = [...objectsIn(json)].flatMap(([at, value]) =>
    typeof value["$ref"] === "string" ? [[at, value["$ref"]] as const] : [],
  );
  expect(refs.length).toBeGreaterThan(200);
  for (const [at, ref] of refs) expect(resolve(ref), at).toBeTypeOf("object");
  const used = new Set(refs.map(([, ref]) => ref));
  const named = ["schemas", "parameters"].flatMap((kind) =>
    Object.keys(document.components[kind] ?? {}).map((name) => `#/components/${kind}/${name}`),
  );
  expect(named.filter((ref) => !used.has(ref))).toEqual([]);
});

test("the fields in a path are its path parameters, each once and required", () => {
  for (const { path, method, item, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const declared = parametersOf(item, operation).filter((each) => each.in === "path");
    expect(declared.map(({ name }) => name).toSorted(), `${method} ${path}`).toEqual(inPath.toSorted());
    expect(declared.every(({ required }) => required)).toBe(true);
  }
});

test("no two parameters of an operation share a name and a place", () => {
  for (const { item, operation } of operations) {
    const names = parametersOf(item, operation).map((each) => `${each.in} ${each.name}`);
    expect(new Set(names).size, operation.operationId).toBe(names.length);
  }
});

test("every operation has an id of its own, a summary, and a tag that is described", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = document.tags.map(({ name }) => name);
  for (const { operation } of operations) {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(operation.summary).not.toBe("");
    expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
  }
});

test("every answer is described, and one of them is a success", () => {
  for (const { operation } of operations) {
    expect(Object.keys(operation.responses)).toContain("200");
    for (const [status, response] of Object.entries(operation.responses)) {
      const { description } = ("$ref" in response ? resolve(response.$ref) : response) as { description: string };
      expect(description, `${operation.operationId} ${status}`).toMatch(/./);
      expect(status).toMatch(/^([2-5]\d\d|default)$/);
    }
  }
});

test("writes carry a JSON body and the write header; reads carry neither", () => {
  for (const { method, item, operation } of operations) {
    const isWrite = method !== "get";
    expect(operation.requestBody !== undefined, operation.operationId).toBe(isWrite);
    expect(parametersOf(item, operation).some((each) => each.in === "header" && each.name === "X-Touchstone")).toBe(isWrite);
  }
});

test("every failure of the catalogue stands at its status", () => {
  const told = JSON.stringify(document.components["responses"]);
  for (const [code, { http }] of Object.entries(FAILURES)) {
    expect(document.components["responses"]?.[`Failure${http}`], code).toMatchObject({
      description: expect.stringContaining(`\`${code}\``) as unknown,
    });
  }
  expect(told).toContain("Retry-After");
});

test("schemas are of draft 2020-12 and nothing else: no `nullable`, no list of `items`, no `$schema` inside", () => {
  for (const [at, value] of objectsIn((json as typeof document).components["schemas"])) {
    if (at.endsWith("/properties")) continue;
    expect(Object.keys(value), at).not.toEqual(expect.arrayContaining(["nullable"]));
    expect(Object.keys(value), at).not.toEqual(expect.arrayContaining(["$schema"]));
    expect(Array.isArray(value["items"]), at).toBe(false);
  }
});

test("it says its version, and comes out the same each time", () => {
  expect(document.info["version"]).toBe("1.2.3");
  expect(JSON.stringify(buildOpenApi({ version: "1.2.3" }))).toBe(JSON.stringify(document));
});
