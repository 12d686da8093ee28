import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { sweepTemporary } from "./sweep-temporary.ts";

const NOW_MS = 1_800_000_000_000;

test("abandoned halves of writes are removed; young ones and everything else stay", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "touchstone-sweep-"));
  for (const folder of ["profiles/pony", ".touchstone/blobs"]) mkdirSync(path.join(dir, folder), { recursive: true });
  const write = (file: string, ageMs: number): string => {
    writeFileSync(path.join(dir, file), "");
    utimesSync(path.join(dir, file), (NOW_MS - ageMs) / 1000, (NOW_MS - ageMs) / 1000);
    return file;
  };
  const abandoned = [
    write(".touchstone.lock.0123456789ab.tmp", 61_000),
    write("profiles/pony/.a.v1.yaml.0123456789ab.tmp", 1e9),
    write(".touchstone/..gitignore.0123456789ab.tmp", 1e9),
  ];
  const others = [
    write(".tags.yaml.0123456789ab.tmp", 59_000),
    write("notes.tmp", 1e9),
    write(".touchstone/blobs/.a.0123456789ab.tmp", 1e9),
    write(".0123456789ab.tmp", 1e9),
    write("profiles/pony/a.v1.yaml", 1e9),
  ];
  expect(await sweepTemporary(dir, NOW_MS)).toBe(abandoned.length);
  expect([...abandoned, ...others].filter((file) => existsSync(path.join(dir, file)))).toEqual(others);
  rmSync(dir, { recursive: true });
});
