import { expect, test } from "vitest";
import { openEmpty } from "./database.ts";
import { columnName, EVENT_TABLE, PROJECTIONS, readRow, toSql } from "./tables.ts";

test("[S25] each table of the schema has the columns and the key that rows are read and compared by", () => {
  const db = openEmpty();
  for (const table of [...Object.values(PROJECTIONS), EVENT_TABLE]) {
    const columns = db.prepare("SELECT name, pk FROM pragma_table_info(?)").all(table.name);
    expect(new Set(columns.map((column) => column["name"]))).toEqual(new Set(table.columns.map((column) => column.name)));
    const key = columns.filter((column) => Number(column["pk"]) > 0).toSorted((a, b) => Number(a["pk"]) - Number(b["pk"]));
    expect(key.map((column) => column["name"])).toEqual(table.key.map(columnName));
  }
});

test("[S23] a row is read with the types of its fields", () => {
  const raw = {
    version_id: "v",
    position: 0,
    variant: 1,
    part: null,
    seed: 7,
    blob: "b",
    pixel_sha256: "p",
    width: 4,
    height: 5,
  };
  expect(readRow(PROJECTIONS.image, raw)).toEqual({
    versionId: "v",
    position: 0,
    variant: 1,
    part: null,
    seed: 7,
    blob: "b",
    pixelSha256: "p",
    width: 4,
    height: 5,
  });
  expect(toSql(true)).toBe(1);
  expect(toSql(false)).toBe(0);
});

test("[S23] a list lies in its column as JSON, and anything else there is damage", () => {
  const checks = [{ severity: "hard", outcome: "pass", check: "blank" }];
  const text = '[{"check":"blank","outcome":"pass","severity":"hard"}]';
  expect(toSql(checks)).toBe(text);
  const column = { field: "checks", name: "checks", kind: "list?" } as const;
  const read = (value: unknown) => readRow({ name: "version", columns: [column], key: [] }, { checks: value })["checks"];
  expect(read(text)).toEqual(checks);
  expect(read(null)).toBeNull();
  for (const other of ["{}", "pass", "[", 7]) {
    const message = `Column \`version.checks\` holds \`${other}\`, which is no list`;
    expect(() => read(other)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED", message }));
  }
});

test.each([
  ["versionId", { version_id: 7 }, "image.version_id"],
  ["seed", { seed: "7" }, "image.seed"],
  ["width", { width: null }, "image.width"],
])("[S23] a %s of another type is damage, named by table and column", (_, change, place) => {
  const raw = {
    version_id: "v",
    position: 0,
    variant: 1,
    part: null,
    seed: 7,
    blob: "b",
    pixel_sha256: "p",
    width: 4,
    height: 5,
  };
  const damaged = expect.objectContaining({ code: "STORE_DAMAGED", message: expect.stringContaining(`\`${place}\``) });
  expect(() => readRow(PROJECTIONS.image, { ...raw, ...change })).toThrow(damaged);
});
