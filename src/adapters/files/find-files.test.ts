import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { findFiles } from "./find-files.ts";

const workshop = createWorkshop("find-files");
beforeAll(() => {
  mkdirSync(workshop.at("models", "loras"), { recursive: true });
  mkdirSync(workshop.at("disk"));
  writeFileSync(workshop.at("disk", "big.pt"), "");
  writeFileSync(workshop.at("models", "b.pt"), "");
  writeFileSync(workshop.at("models", "a.safetensors"), "");
  writeFileSync(workshop.at("models", "loras", "c.pt"), "");
  symlinkSync(workshop.at("disk"), workshop.at("models", "elsewhere"));
  symlinkSync(workshop.at("models"), workshop.at("models", "loras", "round"));
  symlinkSync(workshop.at("gone"), workshop.at("models", "dangling"));
});
afterAll(workshop.remove);

test("files are found by name in the order of their names, through links, each folder once", async () => {
  const isWanted = (name: string): boolean => name.endsWith(".pt");
  const found = await findFiles(workshop.at("models"), isWanted);
  expect(found).toEqual({ files: ["b.pt", "elsewhere/big.pt", "loras/c.pt"], isCut: false });
  expect(await findFiles(workshop.at("models"), isWanted, 3)).toEqual({ files: ["b.pt"], isCut: true });
  expect(await findFiles(workshop.at("nowhere"), isWanted)).toEqual({ files: [], isCut: false });
});
