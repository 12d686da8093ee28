import { expect, test } from "vitest";
import { baselineOf, type Changes, inputsOf, loraOf, SETTINGS, sketchOf, tagOf } from "../../../../tests/support/records.ts";
import { workflowWith } from "../../../../tests/support/workflows.ts";
import { TouchstoneError } from "../../errors.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import { planSpec } from "../plan/plan-spec.ts";
import { Profile } from "../records/checkpoint.ts";
import { findChangedProfiles } from "./find-changed-profiles.ts";
import { EMPTY_LOCK, formatLock, freezeSpec, type Lock, parseLock } from "./lock.ts";
import { lockedInputs } from "./locked-inputs.ts";
import { specState, staleDifferences } from "./spec-state.ts";

const READY = { status: "ready", pin: { profile: "plain", profileVersion: 1, at: 1 } } as const;

/** A ready spec that reads one record of every kind. */
const RICH: Changes = {
  spec: {
    ...READY,
    tags: ["mood:b", "item:a"],
    baseline: "best",
    entityLink: { entity: "blade", role: "portrait" },
    loras: [{ lora: "z1" }, { lora: "a_b" }],
    style: { mode: "lock_to_anchor_set", anchorRefs: ["two.png", "one.png"] },
    workflow: "flow",
  },
  checkpoint: { weights: { uri: "https://example.org/pony.safetensors", sha256: "0".repeat(64) } },
  baselines: [baselineOf("best", { contract: { size: { width: 64, height: 64 } } })],
  loras: [loraOf("z1"), loraOf("a_b"), loraOf("unused")],
  tags: [tagOf("item:a"), tagOf("mood:b"), tagOf("item:unused")],
  entities: [{ id: "blade", title: "Blade", kind: "weapon", anchor: "three.png", palette: ["#112233"] }],
  workflows: [workflowWith()],
  images: ["three.png", "two.png", "one.png"].map((ref) => ({ ref, pixelSha256: `pixels of ${ref}`, colors: ["#445566"] })),
  policies: { contract: { size: { height: 64, width: 64 }, marginPx: 2 }, stack: { caps: { total: 3 } } },
};

const inputsWith = (changes: Changes): PlanInputs =>
  inputsOf(sketchOf({ ...RICH, ...changes, spec: { ...RICH.spec, ...changes.spec } }));
const CURRENT = inputsWith({});

function frozen(inputs: PlanInputs): Lock {
  const found = inputDocuments(inputs);
  const lock = freezeSpec(EMPTY_LOCK, inputs.spec.id, { inputs: found, inputsDigest: inputsDigestOf(found) });
  return parseLock(formatLock(lock));
}

const LOCK = frozen(CURRENT);

function failureOf(action: () => unknown): TouchstoneError {
  try {
    action();
  } catch (error) {
    if (error instanceof TouchstoneError) return error;
    throw error;
  }
  throw new TypeError("failureOf: nothing was refused");
}

test("[P63] the plan from the lock is the plan that was frozen, byte for byte, reasons and key order included", () => {
  const locked = lockedInputs(LOCK, "sword");
  if (locked === undefined) throw new TypeError("no entry");
  const plan = planSpec(locked, SETTINGS);
  expect(plan.explanation.blocked).toEqual([]);
  expect(JSON.stringify(plan)).toBe(JSON.stringify(planSpec(CURRENT, SETTINGS)));
  expect(inputDocuments(locked)).toEqual(inputDocuments(CURRENT));
});

test("[P63] defaults that were filled in and options that were left out come back as they were", () => {
  const bare = inputsOf(sketchOf({ spec: { status: "ready" } }));
  const locked = lockedInputs(frozen(bare), "sword");
  expect(locked?.spec).toEqual({ ...bare.spec, title: "-" });
  expect(locked?.checkpoint).toEqual({ ...bare.checkpoint, title: "-" });
  expect([locked?.profile, locked?.policies, locked?.loras]).toEqual([bare.profile, bare.policies, bare.loras]);
});

test("[P63] whatever happens to the files, a ready spec's plan stays", () => {
  const before = JSON.stringify(planSpec(specState(CURRENT, LOCK).inputs, SETTINGS));
  const moved: readonly Changes[] = [
    { profile: { base: { positive: "other" } } },
    { baselines: [] },
    { loras: [] },
    { tags: [] },
    { entities: [] },
    { policies: {} },
    { workflows: [] },
    { images: [] },
    { checkpoint: { family: "other" } },
    { spec: { prompt: { positive: "other" }, output: { kind: "animation", frames: 3 } } },
  ];
  for (const changes of moved) {
    const state = specState(inputsWith(changes), LOCK);
    expect([state.stale, JSON.stringify(planSpec(state.inputs, SETTINGS))]).toEqual([true, before]);
  }
});

test("[P63] a draft is planned from its files, whether or not the lock knows it", () => {
  const draft = inputsWith({ spec: { status: "draft", prompt: { positive: "other" } } });
  const state = specState(draft, LOCK);
  expect([state.inputs, state.stale, state.unlocked, state.lockedDigest]).toEqual([draft, false, false, null]);
});

test("[P63] a missing document and one of another shape are refused by the spec's name", () => {
  const lost = { ...LOCK, documents: new Map([...LOCK.documents].slice(1)) };
  expect(failureOf(() => lockedInputs(lost, "sword")).message).toMatch(
    /^touchstone\.lock cannot give the inputs of `sword`: document sha256:\w+ \(\w+ `.+`\) is missing$/,
  );
  const bent = { ...LOCK, documents: new Map([...LOCK.documents].map(([digest]) => [digest, { bent: true }])) };
  const failure = failureOf(() => lockedInputs(bent, "sword"));
  expect([failure.code, failure.cause instanceof Error]).toEqual(["LOCK_DAMAGED", true]);
  expect(lockedInputs(LOCK, "lost")).toBeUndefined();
});

test("[P64] what decides nothing makes nothing stale", () => {
  const renamed = inputsOf(
    sketchOf({
      ...RICH,
      spec: { ...RICH.spec, title: "Renamed" },
      checkpoint: { ...RICH.checkpoint, title: "Renamed" },
      profile: { notes: "a remark" },
      tags: RICH.tags?.map((tag) => ({ ...tag, title: "Renamed" })) ?? [],
      entities: RICH.entities?.map((entity) => ({ ...entity, title: "Renamed" })) ?? [],
      policies: { ...RICH.policies, retry: { maxAttempts: 9 }, concurrency: { project: 1 }, routing: { onPass: "reject" } },
    }),
  );
  expect(specState(renamed, LOCK).stale).toBe(false);
});

test("[P64] the difference of a stale spec is that of its plans; one that is not stale has none", () => {
  const moved = inputsWith({ policies: { ...RICH.policies, contract: { ...RICH.policies?.contract, marginPx: 3 } } });
  const state = specState(moved, LOCK);
  const differences = staleDifferences(state, moved, SETTINGS);
  expect(differences.map(({ decision }) => decision)).toEqual(["contract marginPx", "digest recipe"]);
  expect(differences[0]).toMatchObject({ before: { value: 2 }, after: { value: 3 } });
  expect(staleDifferences(specState(CURRENT, LOCK), CURRENT, SETTINGS)).toEqual([]);
});

test("[P64] a ready spec without a lock entry is not stale but unlocked", () => {
  const state = specState(CURRENT, EMPTY_LOCK);
  expect([state.unlocked, state.stale, state.inputs]).toEqual([true, false, CURRENT]);
});

test("[P66] a pin that names another profile or version than the lock is refused, and both are named", () => {
  for (const [pin, named] of [
    [{ profile: "plain", profileVersion: 2, at: 1 }, "plain.v2"],
    [{ profile: "other", profileVersion: 1, at: 1 }, "other.v1"],
  ] as const) {
    const failure = failureOf(() => specState(inputsWith({ spec: { pin } }), LOCK));
    expect(failure.code).toBe("LOCK_DAMAGED");
    expect(failure.message).toBe(`spec \`sword\` is pinned to profile \`${named}\`, but touchstone.lock has frozen \`plain.v1\``);
    expect(failure.hint).toContain("touchstone spec ready sword");
  }
});

test("[P66] the pin's time, a spec without a pin, and a draft's old pin disagree with nothing", () => {
  const fine: readonly NonNullable<Changes["spec"]>[] = [
    { pin: { ...READY.pin, at: 999 } },
    { pin: undefined },
    { status: "draft", pin: { profile: "other", profileVersion: 9, at: 1 } },
  ];
  for (const spec of fine) expect(specState(inputsWith({ spec }), LOCK).stale).toBe(false);
});

const profileOf = (changes: Partial<Profile> = {}): Profile =>
  Profile.parse({ id: "plain", version: 1, checkpointId: "pony", ...changes });

test("[P67] a released profile whose content changed is named with its file and the way out", () => {
  const changed = profileOf({ base: { positive: "other", negative: "" } });
  const [problem, ...others] = findChangedProfiles(LOCK, [changed, profileOf({ version: 2 })]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: "PROFILE_CHANGED",
    place: { file: "profiles/pony/plain.v1.yaml", line: 1, column: 1 },
    hint: "Restore the file and write the change as version 2",
  });
  expect(problem?.message).toMatch(/^profile `plain\.v1` is released, yet its content has changed \(now sha256:[0-9a-f]{64}\)$/);
});

test("[P67] changed profiles are listed by path, whatever the order of the files", () => {
  const profiles = ["plain", "other"].map((id) => profileOf({ id, separator: "; " }));
  const records = inputsOf(sketchOf({ spec: { id: "shield", profile: "other" }, moreProfiles: [profileOf({ id: "other" })] }));
  const found = inputDocuments(records);
  const lock = freezeSpec(LOCK, "shield", { inputs: found, inputsDigest: inputsDigestOf(found) });
  const files = findChangedProfiles(lock, profiles).map((problem) => problem.place?.file);
  expect(files).toEqual(["profiles/pony/other.v1.yaml", "profiles/pony/plain.v1.yaml"]);
});

test("[P67] remarks, versions that nothing froze, and another checkpoint's profile of that name may differ", () => {
  const fine = [
    profileOf(),
    profileOf({ notes: "a remark" }),
    profileOf({ version: 2, separator: "; " }),
    profileOf({ checkpointId: "copax", separator: "; " }),
  ];
  expect(findChangedProfiles(LOCK, fine)).toEqual([]);
  expect(findChangedProfiles(EMPTY_LOCK, [profileOf({ separator: "; " })])).toEqual([]);
});
