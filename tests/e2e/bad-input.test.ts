import { appendFileSync, copyFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Place, Problem } from "../../src/core/errors.ts";
import { BROKEN_SPEC_FILES, spec } from "../support/broken-spec-files.ts";
import { copySample, createWorkshop, editFile } from "../support/sample-game.ts";
import { type FailureJson, type Ran, touchstone, touchstoneJson } from "../support/touchstone.ts";

const workshop = createWorkshop("bad-input");
const cwd = workshop.at("broken");

function expectPlain(ran: Ran): void {
  expect(ran.stdout + ran.stderr).not.toMatch(/\n\s+at .*:\d+:\d+|this is a bug/);
}

afterAll(workshop.remove);

describe("a project with every fault a spec file can have", () => {
  let problems: readonly Problem[];
  let warnings: readonly Problem[];
  let ran: Ran;

  beforeAll(async () => {
    copySample(cwd, "starter");
    for (const { name, content } of BROKEN_SPEC_FILES) writeFileSync(`${cwd}/specs/${name}.yaml`, content);
    writeFileSync(`${cwd}/specs/gem.yml`, spec("gem"));
    copyFileSync(`${cwd}/specs/gem.yml`, `${cwd}/specs/gem.yaml`);
    writeFileSync(`${cwd}/specs/marked.yaml`, `\uFEFF${spec("marked")}`);
    writeFileSync(`${cwd}/specs/windows.yaml`, spec("windows").replaceAll("\n", "\r\n"));
    ran = await touchstone(["spec", "validate", "--json"], { cwd });
    ({ problems, warnings } = JSON.parse(ran.stdout) as { problems: Problem[]; warnings: Problem[] });
  });

  test("all faults are found at once, in less than two seconds, and nothing else is", () => {
    expect(ran.exitCode).toBe(4);
    expectPlain(ran);
    expect(new Set(problems.map(({ place }) => place?.file))).toEqual(
      new Set([...BROKEN_SPEC_FILES.map(({ name }) => `specs/${name}.yaml`), "specs/gem.yml"]),
    );
    expect(ran.durationMs).toBeLessThan(2_000 + STARTING_MS);
  });

  test.each(BROKEN_SPEC_FILES)("$name: $says", ({ name, code, at, says, hint }) => {
    const own = problems.filter(({ place }) => place?.file === `specs/${name}.yaml`);
    const found = own.find(({ message }) => message.includes(says));
    const atPlace = ({ line, column }: Place): string => `${line}:${column}`;
    expect({ code: found?.code, at: found?.place && atPlace(found.place), others: own.length - 1 }).toEqual({
      code,
      at,
      others: 0,
    });
    expect(found?.hint ?? "").toContain(hint ?? "");
  });

  test("two files with one id name each other, and stop only the spec they both claim", async () => {
    expect(problems.find(({ place }) => place?.file === "specs/gem.yml")).toMatchObject({
      code: "DUPLICATE_ID",
      message: "spec `gem` exists twice: it stands at specs/gem.yaml:1:5 already",
      hint: "Rename or remove one of them",
    });
    const { error } = await touchstoneJson<FailureJson>(["plan", "gem"], { cwd, exitCode: 4 });
    expect(error.code).toBe("DUPLICATE_ID");
  });

  test("a byte-order mark is a warning, and Windows line ends are none", () => {
    expect(warnings.map(({ place, message }) => [place?.file, message])).toEqual([
      ["specs/marked.yaml", "`specs/marked.yaml` begins with a byte-order mark, which is ignored"],
    ]);
  });

  test.concurrent.each(["first-gem", "marked", "windows"])("a broken spec stops no other: %s is planned", async (id) => {
    expect(await touchstoneJson<object>(["plan", id], { cwd })).toMatchObject({ spec: id, explanation: { blocked: [] } });
  });

  test.each(["huge", "bomb", "deep"])("%s is refused in less than two seconds, with its place and the way out", async (id) => {
    const refused = await touchstone(["plan", id], { cwd });
    expect([refused.exitCode, refused.stdout]).toEqual([4, ""]);
    expect(refused.stderr).toMatch(new RegExp(`^✕ specs/${id}\\.yaml:\\d+:\\d+: .* \\[FILE_TOO_LARGE\\]\n  → .*\n$`));
    expect(refused.durationMs).toBeLessThan(2_000 + STARTING_MS);
  });

  test("spec list shows the good ones, and each broken one with its first problem", async () => {
    const { stdout, exitCode } = await touchstone(["spec", "list"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^first-gem +draft/m);
    expect(stdout).toMatch(/^✕ nul +specs\/nul\.yaml:2:9: /m);
  });
});

/** What a process takes on a busy machine before it has read anything. */
const STARTING_MS = 3_000;

describe("plans that cannot be satisfied", () => {
  /** What each spec says beside the usual, and why its plan is blocked. */
  const BLOCKED: readonly (readonly [id: string, says: readonly string[], reasons: string])[] = [
    ["other-lora", ["loras: [{ lora: ember-core }]"], "incompatible_checkpoint"],
    ["other-baseline", ["baseline: pony-wick"], "incompatible_checkpoint"],
    ["other-profile", ["profile: pony-scores"], "incompatible_checkpoint incompatible_profile"],
    ["no-baseline", ["baseline: gilded"], "unknown_baseline"],
    ["no-entity", ["entityLink: { entity: nobody, role: portrait }"], "unknown_entity"],
    ["too-many", ["loras: [{ lora: old-brass }, { lora: new-brass }]"], "layer_cap"],
    ["two-in-all", ["loraPolicy: { maxActiveLoras: 0 }", "loras: [{ lora: old-brass }]"], "stack_cap stack_cap stack_cap"],
    ["too-strong", ["loras: [{ lora: old-brass, weight: 0.9 }]"], "weight_out_of_bounds"],
    ["looser", ["contract: { background: any }"], "contract_loosened"],
    ["no-anchor", ["style: { mode: lock_to_anchor_set, anchorRefs: [art/none.png] }"], "missing_anchor"],
  ];

  test("each names its reason in spec list, all at once", async () => {
    const game = copySample(workshop.at("blocked"));
    copyFileSync(`${game}/loras/old-brass.yaml`, `${game}/loras/new-brass.yaml`);
    editFile(`${game}/loras/new-brass.yaml`, "id: old-brass", "id: new-brass");
    for (const [id, says] of BLOCKED) writeFileSync(`${game}/specs/${id}.yaml`, spec(id, { and: says }));
    const { specs } = await touchstoneJson<{ specs: { id: string; blockers: string[] }[] }>(["spec", "list"], { cwd: game });
    const found = BLOCKED.map(([id]) => [id, specs.find((each) => each.id === id)?.blockers.join(" ")]);
    expect(found).toEqual(BLOCKED.map(([id, , reasons]) => [id, reasons]));
  });
});

/** Faults in what all specs share: a change to a ready project, and what every command then says. */
describe("what all specs share", () => {
  let ready: string;
  beforeAll(async () => {
    ready = copySample(workshop.at("ready"), "starter");
    await touchstoneJson(["spec", "ready", "first-gem"], { cwd: ready });
  });

  interface SharedFault {
    readonly fault: string;
    readonly breakIt: (dir: string) => void;
    readonly exitCode: number;
    readonly code: string;
    readonly place: string | null;
    readonly says: string;
  }

  const FAULTS: readonly SharedFault[] = [
    {
      fault: "a broken touchstone.yaml",
      breakIt: (dir) => editFile(`${dir}/touchstone.yaml`, /^policies:/m, "polices:"),
      exitCode: 4,
      code: "INPUT_INVALID",
      place: "touchstone.yaml:14:1",
      says: "`polices` is not a key: did you mean `policies`?",
    },
    {
      fault: "a tag that stands twice in the catalogue",
      breakIt: (dir) => appendFileSync(`${dir}/tags.yaml`, "  - id: item:gem\n    title: Again\n"),
      exitCode: 4,
      code: "DUPLICATE_ID",
      place: "tags.yaml:26:9",
      says: "tag `item:gem` exists twice: it stands at tags.yaml:6:9 already",
    },
    {
      fault: "a released profile that changed under its version",
      breakIt: (dir) => editFile(`${dir}/profiles/copax/copax-plain.v1.yaml`, "best quality", "finest quality"),
      exitCode: 4,
      code: "PROFILE_CHANGED",
      place: "profiles/copax/copax-plain.v1.yaml:1:1",
      says: "profile `copax-plain.v1` is released, yet its content has changed",
    },
    {
      fault: "a lock with a merge conflict",
      breakIt: (dir) => editFile(`${dir}/touchstone.lock`, /\n/, "\n<<<<<<< HEAD\n"),
      exitCode: 5,
      code: "LOCK_DAMAGED",
      place: "touchstone.lock:2:1",
      says: "line 2 of touchstone.lock is a merge conflict",
    },
    {
      fault: "a pin that disagrees with the lock",
      breakIt: (dir) => editFile(`${dir}/specs/first-gem.yaml`, "profileVersion: 1", "profileVersion: 2"),
      exitCode: 5,
      code: "LOCK_DAMAGED",
      place: null,
      says: "spec `first-gem` is pinned to profile `copax-plain.v2`, but touchstone.lock has frozen `copax-plain.v1`",
    },
    {
      fault: "no checkpoint of that name any more, and a lock that is gone",
      breakIt: (dir) => {
        rmSync(`${dir}/checkpoints/copax.yaml`);
        rmSync(`${dir}/touchstone.lock`);
      },
      exitCode: 6,
      code: "SPEC_NOT_READY",
      place: null,
      says: "spec `first-gem` says ready but is not in touchstone.lock",
    },
  ];

  test.concurrent.each(FAULTS)("$fault", async ({ fault, breakIt, exitCode, code, place, says }) => {
    const dir = workshop.at(fault.replaceAll(" ", "-"));
    cpSync(ready, dir, { recursive: true });
    breakIt(dir);
    const ran = await touchstone(["make", "first-gem", "--json"], { cwd: dir });
    const { error } = JSON.parse(ran.stdout) as FailureJson;
    expectPlain(ran);
    const found = error.place === null ? null : `${error.place.file}:${error.place.line}:${error.place.column}`;
    expect({ exitCode: ran.exitCode, code: error.code, place: found }).toEqual({ exitCode, code, place });
    expect(error.message).toContain(says);
    expect(error.hint ?? "").not.toBe("");
  });
});
