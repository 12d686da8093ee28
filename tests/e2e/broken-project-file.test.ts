import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assetListVerb } from "../../src/engine/assets.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { contactSheetVerb } from "../../src/engine/contact-sheet.ts";
import { eventExportVerb, eventListVerb, eventVerifyVerb } from "../../src/engine/events.ts";
import { jobListVerb } from "../../src/engine/jobs.ts";
import { loraListVerb } from "../../src/engine/loras.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { planVerb } from "../../src/engine/plan.ts";
import { specReadyVerb } from "../../src/engine/ready.ts";
import { specListVerb } from "../../src/engine/specs.ts";
import type { Verb } from "../../src/engine/verb.ts";
import { verifyVerb } from "../../src/engine/verify.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";

const workshop = createWorkshop("broken-project-file");
const template = workshop.at("template");
const SPECS = { specs: ["first-gem"] };

type Call = readonly [verb: Verb<never>, input: object];

/** What is stored is looked at: files that a person broke must not keep it from being read or proved. */
const OF_THE_RECORD = [
  [assetListVerb, {}],
  [jobListVerb, {}],
  [eventListVerb, {}],
  [eventVerifyVerb, {}],
  [verifyVerb, {}],
  [eventExportVerb, { out: workshop.at("all.jsonl") }],
] as unknown as readonly Call[];

const WITHOUT_LOCK = [
  [contactSheetVerb, { out: workshop.at("sheet") }],
  [loraListVerb, {}],
] as unknown as readonly Call[];

const WITH_LOCK = [
  [planVerb, { spec: "first-gem" }],
  [specListVerb, {}],
  [makeVerb, SPECS],
  [specReadyVerb, SPECS],
] as unknown as readonly Call[];

const named = (calls: readonly Call[]) => calls.map(([verb, input]) => ({ name: verb.name, verb, input }));

async function call(dir: string, { verb, input }: { verb: Verb<never>; input: object }): Promise<unknown> {
  return await callVerb(verb, { input, caller: { by: "person" }, withStudio: studioAt(dir) });
}

function copyProject(name: string): string {
  const dir = workshop.at(name);
  cpSync(template, dir, { recursive: true });
  return dir;
}

beforeAll(async () => {
  copySample(template, "starter");
  for (const [verb, input] of [[specReadyVerb, SPECS] as unknown as Call, [makeVerb, SPECS] as unknown as Call])
    await call(template, { verb, input });
});
afterAll(workshop.remove);

describe("with a line in touchstone.lock that is no entry", () => {
  let dir: string;
  beforeAll(() => {
    dir = copyProject("lock");
    editFile(`${dir}/touchstone.lock`, /\n/, "\n<<<<<<< HEAD\n");
  });

  test.each(named([...OF_THE_RECORD, ...WITHOUT_LOCK]))("$name works: it does not read the lock", async (one) => {
    await expect(call(dir, one)).resolves.toBeTypeOf("object");
  });

  test.each(named(WITH_LOCK))("$name is refused, at the line", async (one) => {
    const place = { file: "touchstone.lock", line: 2, column: 1 };
    await expect(call(dir, one)).rejects.toMatchObject({ code: "LOCK_DAMAGED", place });
  });
});

describe("with a misspelt key in touchstone.yaml", () => {
  let dir: string;
  beforeAll(() => {
    dir = copyProject("misspelt");
    editFile(`${dir}/touchstone.yaml`, /^policies:/m, "polices:");
  });

  test.each(named(OF_THE_RECORD))("$name works: of the file it needs the id alone", async (one) => {
    await expect(call(dir, one)).resolves.toBeTypeOf("object");
  });

  test.each(named(WITH_LOCK))("$name is refused, at the key", async (one) => {
    const place = { file: "touchstone.yaml", line: 14, column: 1 };
    await expect(call(dir, one)).rejects.toMatchObject({ code: "INPUT_INVALID", place });
  });
});

test("an id that cannot be read is named by whatever needs the store", async () => {
  const dir = copyProject("no-id");
  editFile(`${dir}/touchstone.yaml`, /^id: .*$/m, "id: No Slug");
  const listing = call(dir, { verb: eventListVerb as unknown as Verb<never>, input: {} });
  await expect(listing).rejects.toMatchObject({ code: "INPUT_INVALID", place: { file: "touchstone.yaml" } });
});
