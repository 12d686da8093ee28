import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { findMissingFiles, readDistributions } from "./read-distributions.ts";

const workshop = createWorkshop("distributions");
const venv = workshop.at("venv");
const site = join(venv, "lib", "python3.11", "site-packages");

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeAll(() => {
  write(join(site, "wind-1.0.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: Wind\nVersion: 1.0\n\nName: other\n");
  const record = ["wind/__init__.py,sha256=a,1", '"wind/a,b.py",,', "wind/x.pyc,,", "wind-1.0.dist-info/RECORD,,"];
  write(join(site, "wind-1.0.dist-info", "RECORD"), [...record, "../../../bin/wind,,", "../../../../outside,,", ""].join("\n"));
  write(join(site, "wind-2.0.dist-info", "METADATA"), "Name: wind\r\nVersion: 2.0\r\n");
  write(join(site, "wind", "__init__.py"), "");
  write(join(venv, "bin", "wind"), "");
});
afterAll(workshop.remove);

test("what is installed is read with its files, two of one name included; what a record names elsewhere is left out", async () => {
  const place = "lib/python3.11/site-packages";
  expect(await readDistributions(venv)).toEqual([
    { name: "Wind", version: "1.0", files: [`${place}/wind/__init__.py`, `${place}/wind/a,b.py`, "bin/wind"] },
    { name: "wind", version: "2.0", files: [] },
  ]);
  expect(await readDistributions(workshop.at("nothing"))).toEqual([]);
});

test("files of a distribution that are not on the disk are named", async () => {
  const [first] = await readDistributions(venv);
  expect(await findMissingFiles(venv, first!)).toEqual(["lib/python3.11/site-packages/wind/a,b.py"]);
  rmSync(join(venv, "bin", "wind"));
  expect(await findMissingFiles(venv, first!)).toHaveLength(2);
});
