import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acquireOwner } from "../../src/store/owner-lock.ts";
import { copySample, createWorkshop, editFile } from "../support/sample-game.ts";
import { type FailureJson, startTouchstone, touchstone, touchstoneJson } from "../support/touchstone.ts";
import { WORKFLOW_FILES } from "../support/workflows.ts";

/** Specs whose making ends in every way there is. */
const SPECS: Readonly<Record<string, string>> = {
  fine: "output: { kind: single_image, width: 32, height: 32 }",
  // No picture has a margin of half its size, and a fixed seed is never advanced.
  stuck: "output: { kind: single_image, width: 16, height: 16 }\ncontract: { marginPx: 8 }\nseed: { mode: fixed, baseSeed: 7 }",
  remote: "output: { kind: single_image, width: 32, height: 32 }\nworkflow: flow",
  long: "output: { kind: animation, width: 64, height: 64, frames: 256, variants: 4 }",
  retired: "output: { kind: single_image, width: 32, height: 32 }\nstatus: deprecated",
  wishful: "output: { kind: single_image, width: 32, height: 32 }\nbaseline: gilded\nloras: [{ lora: chrome }]",
};

const workshop = createWorkshop("exits");
const cwd = workshop.at("game");
const run = async (...args: string[]) => await touchstone(args, { cwd });

/** Runs a command that must fail, and returns its exit code with the code and message of the failure. */
async function failureOf(...args: string[]): Promise<readonly [exitCode: number | null, code: string, message: string]> {
  const ran = await run(...args, "--json");
  const { error } = JSON.parse(ran.stdout) as FailureJson;
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  return [ran.exitCode, error.code, error.message];
}

beforeAll(async () => {
  copySample(cwd, "starter");
  for (const [id, text] of Object.entries(SPECS)) {
    const words = `id: ${id}\ntitle: ${id}\nassetType: ui_icon\ntags: [item:gem]\ncheckpoint: copax\n`;
    writeFileSync(workshop.at("game", "specs", `${id}.yaml`), words + text);
  }
  mkdirSync(workshop.at("game", "workflows"));
  for (const [file, text] of Object.entries(WORKFLOW_FILES)) writeFileSync(workshop.at("game", file), text);
  editFile(
    workshop.at("game", "checkpoints", "copax.yaml"),
    /$/,
    `weights: { path: a.safetensors, sha256: ${"a".repeat(64)} }\n`,
  );
  editFile(workshop.at("game", "touchstone.yaml"), /^policies:\n/m, "policies:\n  retry: { maxAttempts: 1 }\n");
  await touchstoneJson(["spec", "ready", "fine", "stuck", "remote", "long"], { cwd });
});
afterAll(workshop.remove);

describe("0: done, everything holds", () => {
  test("an asset is made and approved by its evidence", async () => {
    expect(await run("make", "fine")).toMatchObject({ exitCode: 0 });
  });
});

describe("1: something does not hold, or what was named does not exist", () => {
  test("a blocked plan is printed whole, with its reasons", async () => {
    const plan = await touchstoneJson<{ recipeDigest: null; explanation: { blocked: { reasonCode: string }[] } }>(
      ["plan", "wishful"],
      { cwd, exitCode: 1 },
    );
    expect(plan.recipeDigest).toBeNull();
    expect(plan.explanation.blocked.map((item) => item.reasonCode)).toEqual(["unknown_baseline", "unknown_lora"]);
  });

  test.concurrent.each([
    ["plan fin", "SPEC_NOT_FOUND", "there is no spec `fin`: did you mean `fine`?"],
    ["spec validate fin", "SPEC_NOT_FOUND", "there is no spec `fin`: did you mean `fine`?"],
    ["asset list --spec fin", "SPEC_NOT_FOUND", "there is no spec `fin`: did you mean `fine`?"],
    ["plan fine --diff copx", "CHECKPOINT_NOT_FOUND", "there is no checkpoint `copx`: did you mean `copax`?"],
    ["lora show chrome", "LORA_NOT_FOUND", "there is no LoRA `chrome`"],
    ["asset show nothing", "VERSION_NOT_FOUND", "there is no version `nothing`"],
    ["job show nothing", "JOB_NOT_FOUND", "there is no job `nothing`"],
  ])("touchstone %s", async (line, code, message) => {
    expect(await failureOf(...line.split(" "))).toEqual([1, code, message]);
  });

  test("an image that a version does not have", async () => {
    const { jobs } = await touchstoneJson<{ jobs: [{ versionId: string }] }>(["make", "fine"], { cwd });
    const args = ["asset", "export", jobs[0].versionId, "--out", workshop.at("no.png"), "--variant", "9"];
    expect((await failureOf(...args)).slice(0, 2)).toEqual([1, "IMAGE_NOT_FOUND"]);
  });

  test("a version that policy sends to the exception inbox", async () => {
    const answer = await touchstoneJson<object>(["make", "stuck"], { cwd, exitCode: 1 });
    expect(answer).toMatchObject({ jobs: [{ status: "succeeded", route: "exception_inbox" }] });
  });
});

test("2: policy routed a version to reject, beside one that is fine", async () => {
  editFile(workshop.at("game", "touchstone.yaml"), "onFail: auto_regenerate", "onFail: reject");
  const answer = await touchstoneJson<object>(["make", "fine", "stuck", "--again"], { cwd, exitCode: 2 });
  expect(answer).toMatchObject({ jobs: [{ route: "auto_advance" }, { route: "reject" }] });
});

describe("3: infrastructure failed, so the answer is unknown", () => {
  test("a renderer that this machine does not have", async () => {
    const answer = await touchstoneJson<object>(["make", "remote"], { cwd, exitCode: 3 });
    expect(answer).toMatchObject({ jobs: [{ status: "escalated", versionId: null, reasonCode: "RENDERER_MISSING" }] });
  });

  test("a store that the doctor cannot open", async () => {
    const sick = copySample(workshop.at("sick"), "starter");
    mkdirSync(`${sick}/.touchstone`);
    writeFileSync(`${sick}/.touchstone/store.db`, "no database");
    const answer = await touchstoneJson<object>(["doctor"], { cwd: sick, exitCode: 3 });
    expect(answer).toMatchObject({ ok: false });
    writeFileSync(`${sick}/specs/bad.yaml`, "id: bad\n");
    await touchstoneJson<object>(["doctor"], { cwd: sick, exitCode: 4 });
  });

  test("a place that cannot be written", async () => {
    const [exitCode, code] = await failureOf("event", "export", "--out", "/proc/touchstone/events.jsonl");
    expect([exitCode, code]).toEqual([3, "READ_ONLY"]);
  });
});

describe("4: usage or invalid input", () => {
  test.concurrent.each([
    ["plna fine", "USAGE", "unknown command `plna`: did you mean `plan`?"],
    ["plan fine --dif copax", "USAGE", "unknown option `--dif`: did you mean `--diff`?"],
    ["asset export some", "USAGE", "required option `--out <PATH>` not specified"],
    ["spec ready", "USAGE", "no spec is named"],
    ["job list --limit many", "USAGE", "option `--limit <N>` argument `many` is invalid: it must be a whole number"],
    ["job list --limit 0", "INPUT_INVALID", "`limit` must be at least 1, not `0`"],
    [
      "init new --template wickwatr",
      "INPUT_INVALID",
      "`template` must be one of `starter`, `wickwater`, `sdxl`, not `wickwatr`: did you mean `wickwater`?",
    ],
    ["event export --out specs", "INPUT_INVALID", expect.stringContaining("is a folder") as string],
    ["event export --out touchstone.yaml/x", "INPUT_INVALID", expect.stringContaining("a file of that name is there") as string],
    ["init .", "PROJECT_EXISTS", expect.stringContaining("holds a project already") as string],
    ["plan fine --project /dev", "PROJECT_NOT_FOUND", "no `touchstone.yaml` in `/dev`"],
    ["spec list --project specs", "PROJECT_NOT_FOUND", expect.stringMatching(/^no `touchstone.yaml` in `.*specs`$/) as string],
  ])("touchstone %s", async (line, code, message) => {
    expect(await failureOf(...line.split(" "))).toEqual([4, code, message]);
  });

  test("naming a group alone shows its commands", async () => {
    const ran = await run("spec");
    expect([ran.exitCode, ran.stdout]).toEqual([4, ""]);
    expect(ran.stderr).toContain("rebind [options] [specs...]");
  });
});

describe("6: refused by policy or a gate", () => {
  test("ready names every blocker of every spec at once, and freezes none", async () => {
    const ran = await run("spec", "ready", "wishful", "retired", "--json");
    const { error } = JSON.parse(ran.stdout) as FailureJson;
    expect([ran.exitCode, error.code]).toEqual([6, "READY_REFUSED"]);
    expect(error.problems.map(({ message }) => message)).toEqual([
      "wishful: baseline `gilded` does not exist",
      "wishful: LoRA `chrome` does not exist (named by the spec)",
      "retired: spec `retired` is deprecated",
    ]);
    expect(error.problems.every(({ hint }) => (hint ?? "") !== "")).toBe(true);
  });

  test("drafts and deprecated specs are not made", async () => {
    const ran = await run("make", "fine", "first-gem", "retired");
    expect([ran.exitCode, ran.stdout]).toEqual([6, ""]);
    expect(ran.stderr).toMatch(/spec `first-gem` is draft\n.*touchstone spec ready first-gem`\n.*spec `retired` is deprecated/);
  });

  test("what is decided already is not decided again", async () => {
    const { jobs } = await touchstoneJson<{ jobs: [{ versionId: string }] }>(["make", "fine"], { cwd });
    const [exitCode, code] = await failureOf("asset", "approve", jobs[0].versionId);
    expect([exitCode, code]).toEqual([6, "STATE_CONFLICT"]);
  });

  test("a folder that another process owns: who that is, and reading goes on", async () => {
    const info = { pid: process.pid, command: "touchstone make everything", startedAtMs: 0, sessionId: "other" };
    const owner = await acquireOwner(workshop.at("game", ".touchstone"), info);
    const [exitCode, code, message] = await failureOf("make", "fine");
    const reading = await run("asset", "list");
    owner.release();
    expect([exitCode, code]).toEqual([6, "PROJECT_LOCKED"]);
    expect(message).toContain(`\`touchstone make everything\` (pid ${process.pid})`);
    expect(reading.exitCode).toBe(0);
  });
});

test("130: the first Ctrl-C ends at a safe point; what is done is kept, and the job waits", async () => {
  const blobs = (): number => readdirSync(workshop.at("game", ".touchstone", "blobs")).length;
  const before = blobs();
  const child = startTouchstone(["make", "long"], { cwd });
  const ended = once(child, "exit");
  while (blobs() < before + 12 && child.exitCode === null) await sleep(20);
  child.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  const { jobs } = await touchstoneJson<{ jobs: [{ id: string; state: string; rendersDone: number }] }>(
    ["job", "list", "--spec", "long"],
    { cwd },
  );
  expect(jobs[0].state).toBe("queued");
  expect(jobs[0].rendersDone).toBeGreaterThan(0);
  expect(await run("job", "cancel", jobs[0].id)).toMatchObject({ exitCode: 0 });
});

describe("5: the record is damaged", () => {
  test("an event that was edited is found by verify and by event verify", async () => {
    const db = new DatabaseSync(workshop.at("game", ".touchstone", "store.db"));
    db.exec("UPDATE event SET payload = replace(payload, 'exception_inbox', 'auto_advance') WHERE type = 'version.routed'");
    db.close();
    const report = await touchstoneJson<{ ok: boolean; chain: string; problems: string[] }>(["verify"], { cwd, exitCode: 5 });
    expect(report).toMatchObject({ ok: false, chain: "damaged" });
    expect(report.problems[0]).toMatch(/seq \d+/);
    expect(await run("event", "verify")).toMatchObject({ exitCode: 5 });
  });

  test("a store that cannot even be opened is a report of verify, and a failure of everything else", async () => {
    const dir = workshop.at("cut");
    cpSync(cwd, dir, { recursive: true });
    truncateSync(`${dir}/.touchstone/store.db`, 20_000);
    const report = await touchstoneJson<{ ok: boolean; problems: string[] }>(["verify"], { cwd: dir, exitCode: 5 });
    expect([report.ok, report.problems.length]).toEqual([false, 1]);
    const { error } = await touchstoneJson<FailureJson>(["asset", "list"], { cwd: dir, exitCode: 5 });
    expect([error.code, error.hint]).toEqual(["STORE_DAMAGED", "Run `touchstone verify` to see what is damaged."]);
  });

  test("a line of touchstone.lock that is not what its digest says", async () => {
    editFile(workshop.at("game", "touchstone.lock"), '"frames":256', '"frames":255');
    const [exitCode, code, message] = await failureOf("plan", "long");
    expect([exitCode, code]).toEqual([5, "LOCK_DAMAGED"]);
    expect(message).toMatch(/^line \d+ of touchstone\.lock does not match its own digest$/);
  });
});
