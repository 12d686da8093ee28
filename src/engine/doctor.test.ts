import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copySample, createWorkshop, editFile, studioAt } from "../../tests/support/sample-game.ts";
import { callVerb, type WithStudio } from "./call-verb.ts";
import { doctorVerb } from "./doctor.ts";
import type { HealthCheck } from "./health-check.ts";
import { makeVerb } from "./make.ts";
import { specReadyVerb } from "./ready.ts";

const workshop = createWorkshop("doctor");
const person = { by: "person" } as const;
let dir: string;
let games = 0;

beforeEach(() => {
  games += 1;
  dir = copySample(workshop.at(`game-${games}`), "starter");
});
afterEach(() => workshop.remove());

async function examine(): Promise<{ ok: boolean; found: Readonly<Partial<Record<HealthCheck["id"], HealthCheck>>> }> {
  const { ok, checks } = await callVerb(doctorVerb, { input: {}, caller: person, withStudio: studioAt(dir) });
  return { ok, found: Object.fromEntries(checks.map((check) => [check.id, check])) };
}

async function makeGem(): Promise<void> {
  const call = { input: { specs: ["first-gem"] }, caller: person, withStudio: studioAt(dir) };
  await callVerb(specReadyVerb, call);
  await callVerb(makeVerb, call);
}

test("a healthy project is healthy in every respect, before and after something was made", async () => {
  const before = await examine();
  expect(before.ok).toBe(true);
  expect(before.found.store?.detail).toBe("no events yet");
  await makeGem();
  const after = await examine();
  expect(Object.values(after.found).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 10 }, () => "ok"));
  expect(after.found.store?.detail).toContain("the last link holds");
});

test("a broken file is found, with the way to see it, and hides nothing else", async () => {
  writeFileSync(`${dir}/specs/bad.yaml`, "id: bad\nstatus: unsure\n");
  const { ok, found } = await examine();
  expect([ok, found.files?.outcome, found.lock?.outcome]).toEqual([false, "fail", "ok"]);
  expect(found.files?.hint).toContain("spec validate");
});

test("what cannot be looked at is unknown, not failed a second time", async () => {
  await makeGem();
  writeFileSync(`${dir}/.touchstone/store.db`, "no database");
  const { ok, found } = await examine();
  expect([ok, found.store?.outcome, found.clock?.outcome]).toEqual([false, "fail", "unknown"]);
});

test("an event that was altered breaks the last link", async () => {
  await makeGem();
  const db = new DatabaseSync(`${dir}/.touchstone/store.db`);
  db.exec("UPDATE event SET ts = ts + 1 WHERE seq = (SELECT max(seq) FROM event)");
  db.close();
  expect((await examine()).found.store).toMatchObject({ outcome: "fail", hint: expect.stringContaining("verify") as string });
});

test("a lock that disagrees with a pin is found", async () => {
  await makeGem();
  editFile(`${dir}/specs/first-gem.yaml`, /profileVersion: \d+/, "profileVersion: 99");
  expect((await examine()).found.lock).toMatchObject({ outcome: "fail" });
});

test("a clock behind the newest event is a warning, for nothing is lost by it", async () => {
  await makeGem();
  const behind: WithStudio = async (access, use) =>
    await studioAt(dir)(access, async (studio) => await use({ ...studio, nowMs: () => 1000 }));
  const { ok, checks } = await callVerb(doctorVerb, { input: {}, caller: person, withStudio: behind });
  expect([ok, checks.find(({ id }) => id === "clock")?.outcome]).toEqual([true, "warn"]);
});

test("the owner is named", async () => {
  await studioAt(dir)("own", async () => {
    expect((await examine()).found.owner?.detail).toContain("`vitest`");
  });
});
