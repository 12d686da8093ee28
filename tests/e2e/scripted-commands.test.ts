import { readFileSync, readdirSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { touchstone, touchstoneJson } from "../support/touchstone.ts";

/** What scripts rely on: issue 2, "Commands others will script against"; contracts section 3. */
const PLAN_KEYS =
  "spec specDigest inputsDigest checkpoint profile baseline stack explanation contract prompt images parameters references adjustments renderer workflowDigest renderDigest recipeDigest rulesVersion";

interface AssetList {
  readonly assets: readonly {
    readonly versionId: string;
    readonly spec: string;
    readonly kind: string;
    readonly images: readonly { readonly variant: number; readonly part: string | null }[];
  }[];
}

const workshop = createWorkshop("scripted");
const cwd = workshop.at("game");
let listed: AssetList;

beforeAll(async () => {
  await copyMadeSample(cwd);
  listed = await touchstoneJson<AssetList>(["asset", "list"], { cwd });
});
afterAll(workshop.remove);

const versionOf = (spec: string): string => listed.assets.find((asset) => asset.spec === spec)?.versionId ?? "";

describe("touchstone plan SPEC --json", () => {
  test("prints the plan of contracts section 3, and nothing else", async () => {
    const ran = await touchstone(["plan", "emberhook-icon", "--json"], { cwd });
    expect([ran.exitCode, ran.stderr, ran.stdout.trimEnd().split("\n")]).toEqual([0, "", [ran.stdout.trimEnd()]]);
    const plan = JSON.parse(ran.stdout) as Record<string, unknown>;
    expect(Object.keys(plan)).toEqual(expect.arrayContaining(PLAN_KEYS.split(" ")));
    expect(plan).toMatchObject({
      spec: "emberhook-icon",
      checkpoint: { id: "pony", family: "pony" },
      profile: { id: "pony-scores", version: 2 },
      renderer: "builtin",
      explanation: { blocked: [] },
      images: [0, 1, 2].map((variant) => ({ variant, part: null, seed: expect.any(Number) as number })),
      parameters: { width: 64, height: 64 },
    });
    expect(Object.keys((plan["stack"] as object[])[0] ?? {})).toEqual(
      expect.arrayContaining("layer lora version weight why".split(" ")),
    );
    expect(plan["recipeDigest"]).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("with --diff it prints both plans and what differs", async () => {
    const answer = await touchstoneJson<{ plan: object; other: object; differences: readonly object[] }>(
      ["plan", "emberhook-icon", "--diff", "copax"],
      { cwd },
    );
    expect(answer).toMatchObject({ plan: { checkpoint: { id: "pony" } }, other: { checkpoint: { id: "copax" } } });
    expect(answer.differences[0]).toEqual({
      decision: "checkpoint",
      before: { id: "pony", family: "pony" },
      after: { id: "copax", family: "copax" },
    });
  });
});

test("touchstone make SPEC... --json prints one job per spec, in the order asked for", async () => {
  const { jobs } = await touchstoneJson<{ jobs: readonly object[] }>(["make", "tidestone", "emberhook-icon"], { cwd });
  expect(jobs).toHaveLength(2);
  for (const [index, spec] of ["tidestone", "emberhook-icon"].entries()) {
    expect(jobs[index]).toMatchObject({ id: expect.any(String) as string, status: "succeeded", versionId: versionOf(spec) });
  }
});

test("touchstone asset list --json prints each current version with its images", () => {
  expect(listed.assets).toHaveLength(26);
  const icon = listed.assets.find((asset) => asset.spec === "emberhook-icon");
  expect(Object.keys(icon ?? {})).toEqual(expect.arrayContaining("versionId spec kind verdict route images".split(" ")));
  expect(icon).toMatchObject({ kind: "single_image", verdict: "pass", route: "auto_advance" });
  expect(icon?.images).toHaveLength(3);
  expect(Object.keys(icon?.images[0] ?? {})).toEqual("variant part seed blob pixelSha256 width height".split(" "));
});

describe("touchstone asset export", () => {
  test("writes one image to the file that is named", async () => {
    const out = workshop.at("one.png");
    const args = ["asset", "export", versionOf("emberhook-icon"), "--out", out, "--variant", "1"];
    const { files } = await touchstoneJson<{ files: readonly object[] }>(args, { cwd });
    expect(files).toEqual([{ path: out, variant: 1, part: null }]);
    expect(await sharp(readFileSync(out)).metadata()).toMatchObject({ format: "png", width: 64, height: 64, hasAlpha: true });
  });

  test("writes several images into a folder, named after spec, variant and part", async () => {
    const out = workshop.at("frames");
    const ran = await touchstone(["asset", "export", versionOf("bogwick-idle"), "--out", out], { cwd });
    expect(ran.exitCode).toBe(0);
    const names = [0, 1, 2, 3, 4, 5].map((frame) => `bogwick-idle.v0.frame-${frame}.png`);
    expect(readdirSync(out).toSorted()).toEqual(names);
    expect(ran.stdout.trimEnd().split("\n")).toEqual(names.map((name) => `${out}/${name}`));
  });

  test("one part of several is chosen by --part", async () => {
    const out = workshop.at("hover.png");
    const args = ["asset", "export", versionOf("ember-button"), "--out", out, "--part", "state:hover"];
    expect(await touchstoneJson(args, { cwd })).toMatchObject({ files: [{ path: out, part: "state:hover" }] });
  });

  test("several images into one file is refused, and nothing is written", async () => {
    const out = workshop.at("all.png");
    const ran = await touchstone(["asset", "export", versionOf("emberhook-icon"), "--out", out], { cwd });
    expect([ran.exitCode, ran.stdout]).toEqual([4, ""]);
    expect(ran.stderr).toContain("is the name of one file, and there are 3 images to write");
    expect(readdirSync(workshop.dir)).not.toContain("all.png");
  });
});

test("touchstone replay VERSION --json answers three questions, the third only with --render", async () => {
  const version = versionOf("emberhook-icon");
  const same = { decisions: "equal", environment: "equal", differences: [] };
  expect(await touchstoneJson(["replay", version], { cwd })).toEqual({ ...same, pixels: "not_run" });
  expect(await touchstoneJson(["replay", version, "--render"], { cwd })).toEqual({ ...same, pixels: "identical" });
});

test("touchstone verify --json reports on events, chain, projections and blobs", async () => {
  const report = await touchstoneJson<Record<string, unknown>>(["verify"], { cwd });
  expect(Object.keys(report)).toEqual("ok events chain projections blobs problems".split(" "));
  expect(report).toMatchObject({ ok: true, chain: "ok", problems: [], blobs: { damaged: 0, unreferenced: 0 } });
});

test("what went wrong is data too: one JSON object on stdout, words on stderr", async () => {
  const ran = await touchstone(["plan", "emberhook-icn", "--json"], { cwd });
  expect(JSON.parse(ran.stdout)).toEqual({
    error: {
      code: "SPEC_NOT_FOUND",
      message: "there is no spec `emberhook-icn`: did you mean `emberhook-icon`?",
      hint: "List specs with `touchstone spec list`",
      place: null,
      problems: [],
    },
  });
  expect(ran.stderr).toBe(
    "✕ there is no spec `emberhook-icn`: did you mean `emberhook-icon`? [SPEC_NOT_FOUND]\n  → List specs with `touchstone spec list`\n",
  );
});

test("talk goes to stderr, and -q silences it", async () => {
  const loud = await touchstone(["make", "tidestone", "--again"], { cwd });
  expect(loud.stdout).toMatch(/^✓ made {2}tidestone {2}approved {2}[0-9a-f-]{36}\n$/);
  expect(loud.stderr).toMatch(/^▰{10} 4\/4 images of 1 spec · \d+\.\d s\n$/);
  const quiet = await touchstone(["make", "tidestone", "--again", "-q"], { cwd });
  expect([quiet.exitCode, quiet.stderr]).toEqual([0, ""]);
});
