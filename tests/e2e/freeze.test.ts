import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseLock } from "../../src/core/assets/ready/lock.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import { specReadyVerb, specRebindVerb } from "../../src/engine/ready.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { specFixVerb, specValidateVerb } from "../../src/engine/validate.ts";
import { acquireOwner } from "../../src/store/owner-lock.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";
import { touchstone } from "../support/touchstone.ts";

/** A spec of the starter project's kind, under any id. */
const spec = (id: string, more = ""): string =>
  `id: ${id}\ntitle: ${id}\nassetType: ui_icon\ncheckpoint: copax\noutput: { kind: single_image, width: 16, height: 16 }\n${more}`;

const caller = { by: "person" } as const;
const workshop = createWorkshop("freeze");
const drafts = workshop.at("drafts");
const frozen = workshop.at("frozen");
let copies = 0;

/** The verbs on one project. */
function openProject(dir: string, withStudio: WithStudio = studioAt(dir)) {
  const call = { caller, withStudio };
  return {
    dir,
    ready: async (input: object) => await callVerb(specReadyVerb, { ...call, input: { specs: [], ...input } }),
    rebind: async (input: object) => await callVerb(specRebindVerb, { ...call, input: { specs: [], ...input } }),
    fix: async (...specs: string[]) => await callVerb(specFixVerb, { ...call, input: { specs } }),
    validate: async () => await callVerb(specValidateVerb, { ...call, input: { specs: [] } }),
    locked: () => [...parseLock(readFileSync(`${dir}/touchstone.lock`, "utf8")).specs.keys()],
    write: (id: string, text: string) => writeFileSync(`${dir}/specs/${id}.yaml`, text),
  };
}

function copyOf(template: string) {
  copies += 1;
  const dir = workshop.at(`copy-${copies}`);
  cpSync(template, dir, { recursive: true });
  return openProject(dir);
}

beforeAll(async () => {
  copySample(drafts, "starter");
  for (const id of ["axe", "bow"]) openProject(drafts).write(id, spec(id));
  cpSync(drafts, frozen, { recursive: true });
  await openProject(frozen).ready({ all: true });
});
afterAll(workshop.remove);

describe("--all", () => {
  test("of ready: what passes is frozen; drafts with blockers and broken specs are named", async () => {
    const project = copyOf(drafts);
    project.write("bow", spec("bow", "loras: [{ lora: chrome }]\n"));
    project.write("club", spec("club", "bogus: 1\n"));
    const { ready, unchanged, refused } = await project.ready({ all: true });
    expect([ready.map((one) => one.spec), unchanged]).toEqual([["axe", "first-gem"], []]);
    expect(refused).toMatchObject([
      { code: "INPUT_INVALID", place: { file: "specs/club.yaml", line: 6 } },
      { code: "READY_REFUSED", message: "bow: LoRA `chrome` does not exist (named by the spec)" },
    ]);
  });

  test("of ready: what is frozen is not looked at again, be it stale", async () => {
    const project = copyOf(frozen);
    editFile(`${project.dir}/specs/axe.yaml`, "width: 16", "width: 32");
    project.write("club", spec("club"));
    const { ready, ...others } = await project.ready({ all: true });
    expect([ready.map((one) => one.spec), others]).toEqual([["club"], { unchanged: [], refused: [] }]);
  });

  test("of rebind: what is stale is frozen anew; one that is blocked, broken or at odds with its pin is named", async () => {
    const project = copyOf(frozen);
    editFile(`${project.dir}/touchstone.yaml`, /^policies:\n/m, "policies:\n  contract: { marginPx: 1 }\n");
    editFile(`${project.dir}/specs/bow.yaml`, "profileVersion: 1", "profileVersion: 7");
    project.write("club", spec("club", "bogus: 1\n"));
    const { rebound, unchanged, refused } = await project.rebind({ all: true });
    expect([rebound.map((one) => one.spec), unchanged]).toEqual([["axe", "first-gem"], []]);
    expect(rebound[0]?.differences.map((one) => one.decision)).toContain("contract marginPx");
    expect(refused.map((one) => one.code)).toEqual(["INPUT_INVALID", "LOCK_DAMAGED"]);
  });

  const SHARED = [
    {
      what: "a broken file of one that all share",
      breakIt: (dir: string) => writeFileSync(`${dir}/checkpoints/other.yaml`, "id: other\n"),
      code: "INPUT_INVALID",
    },
    {
      what: "a released profile that changed under its version",
      breakIt: (dir: string) => editFile(`${dir}/profiles/copax/copax-plain.v1.yaml`, "best quality", "finest quality"),
      code: "PROFILE_CHANGED",
    },
  ];
  test.each(SHARED)("with $what is refused as a whole, like specs that are named", async ({ breakIt, code }) => {
    const project = copyOf(frozen);
    project.write("club", spec("club"));
    breakIt(project.dir);
    const before = readFileSync(`${project.dir}/touchstone.lock`, "utf8");
    for (const input of [{ all: true }, { specs: ["axe"] }]) {
      await expect(project.ready(input)).rejects.toMatchObject({ code });
      await expect(project.rebind(input)).rejects.toMatchObject({ code });
    }
    expect(readFileSync(`${project.dir}/touchstone.lock`, "utf8")).toBe(before);
  });

  test("ends with the most urgent of the codes of what it passed over", async () => {
    const { dir, write } = copyOf(drafts);
    write("bow", spec("bow", "loras: [{ lora: chrome }]\n"));
    expect(await touchstone(["spec", "ready", "--all"], { cwd: dir })).toMatchObject({ exitCode: 6 });
    write("club", spec("club", "bogus: 1\n"));
    const ran = await touchstone(["spec", "ready", "--all"], { cwd: dir });
    expect(ran.exitCode).toBe(4);
    expect(ran.stdout).toMatch(/^! specs\/club\.yaml:6:1: `bogus` is not a key/m);
  });
});

describe("specs that are named", () => {
  test("are frozen all or none", async () => {
    const project = copyOf(drafts);
    project.write("bow", spec("bow", "loras: [{ lora: chrome }]\n"));
    await expect(project.ready({ specs: ["axe", "bow"] })).rejects.toMatchObject({ code: "READY_REFUSED" });
    expect(readdirSync(project.dir)).not.toContain("touchstone.lock");
  });

  test("and are not ready have nothing to rebind", async () => {
    const failure = { code: "SPEC_NOT_READY", message: "axe: spec `axe` is draft", hint: "Run `touchstone spec ready axe`" };
    await expect(copyOf(drafts).rebind({ specs: ["axe"] })).rejects.toMatchObject(failure);
  });

  test("whose lock is gone are frozen again by ready, and an event says so no second time", async () => {
    const project = copyOf(frozen);
    rmSync(`${project.dir}/touchstone.lock`);
    const countEvents = async () =>
      await studioAt(project.dir)("read", async (studio) => await Promise.resolve(storeOf(studio).head().seq));
    const before = await countEvents();
    expect((await project.ready({ specs: ["axe"] })).ready.map((one) => one.spec)).toEqual(["axe"]);
    expect([project.locked(), await countEvents()]).toEqual([["axe"], before]);
  });
});

describe("callers of one studio", () => {
  test("who freeze at once lose nothing of one another", async () => {
    const project = copyOf(drafts);
    await studioAt(project.dir)("own", async (studio) => {
      const shared = openProject(project.dir, async (_access, use) => await use(studio));
      await Promise.all(["axe", "bow", "first-gem"].map(async (id) => await shared.ready({ specs: [id] })));
      editFile(`${project.dir}/touchstone.yaml`, /^policies:\n/m, "policies:\n  contract: { marginPx: 1 }\n");
      await Promise.all(["axe", "bow"].map(async (id) => await shared.rebind({ specs: [id] })));
    });
    expect(project.locked()).toEqual(["axe", "bow", "first-gem"]);
    expect(await project.rebind({ all: true })).toMatchObject({ rebound: [{ spec: "first-gem" }], unchanged: ["axe", "bow"] });
    expect(await project.validate()).toMatchObject({ ok: true });
  });

  test("who fix and freeze at once lose nothing of one another", async () => {
    const project = copyOf(drafts);
    project.write("axe", spec("axe").replace("assetType", "asset_type"));
    await studioAt(project.dir)("own", async (studio) => {
      const shared = openProject(project.dir, async (_access, use) => await use(studio));
      const [{ fixed }] = await Promise.all([shared.fix(), shared.ready({ specs: ["axe"] })]);
      expect(fixed).toHaveLength(1);
    });
    expect(readFileSync(`${project.dir}/specs/axe.yaml`, "utf8")).toMatch(/^assetType: ui_icon$[^]*^status: ready$/m);
  });
});

describe("fix", () => {
  test("needs the folder for itself; checking does not", async () => {
    const project = copyOf(drafts);
    project.write("axe", spec("axe").replace("assetType", "asset_type"));
    const info = { pid: process.pid, command: "touchstone make", startedAtMs: 0, sessionId: "other" };
    const owner = await acquireOwner(`${project.dir}/.touchstone`, info);
    await expect(project.fix()).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
    expect(await project.validate()).toMatchObject({ ok: true, fixed: [] });
    owner.release();
    expect((await project.fix()).fixed).toHaveLength(1);
  });

  test("of specs that are named leaves other specs as they are", async () => {
    const project = copyOf(drafts);
    for (const id of ["axe", "bow"]) project.write(id, spec(id).replace("assetType", "asset_type"));
    expect((await project.fix("bow")).fixed).toMatchObject([{ place: { file: "specs/bow.yaml" } }]);
    await expect(project.fix("bwo")).rejects.toMatchObject({ code: "SPEC_NOT_FOUND" });
    expect((await project.fix()).fixed).toMatchObject([{ place: { file: "specs/axe.yaml" } }]);
  });

  test("works where touchstone.yaml itself is broken, and makes no store", async () => {
    const project = copyOf(drafts);
    writeFileSync(`${project.dir}/touchstone.yaml`, "titel: No id\n");
    project.write("axe", spec("axe").replace("assetType", "asset_type"));
    expect(await project.fix()).toMatchObject({ ok: false, fixed: [{ from: "asset_type" }] });
    expect(readdirSync(`${project.dir}/.touchstone`)).not.toContain("store.db");
  });
});
