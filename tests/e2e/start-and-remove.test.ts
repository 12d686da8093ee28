import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { callVerb } from "../../src/engine/call-verb.ts";
import { initVerb } from "../../src/engine/init.ts";
import { specReadyVerb } from "../../src/engine/ready.ts";
import { sampleFindVerb, sampleRemoveVerb } from "../../src/engine/sample.ts";
import { specValidateVerb } from "../../src/engine/validate.ts";
import { acquireOwner } from "../../src/store/owner-lock.ts";
import { createWorkshop, studioAt } from "../support/sample-game.ts";

const workshop = createWorkshop("start-and-remove");
const caller = { by: "person" } as const;
afterAll(workshop.remove);

const on = (dir: string) => ({ caller, withStudio: studioAt(dir) });
const init = async (dir: string, input: object = {}) => await callVerb(initVerb, { ...on(dir), input });
const validate = async (dir: string) => await callVerb(specValidateVerb, { ...on(dir), input: { specs: [] } });
const listAll = (dir: string): readonly string[] => readdirSync(dir, { recursive: true, encoding: "utf8" }).toSorted();

describe("init", () => {
  test("a project comes with its own id and title, and nothing half-written beside it", async () => {
    const dir = workshop.at("My Game");
    expect(await init(dir, { title: "Mine" })).toMatchObject({ id: "my-game" });
    expect(readFileSync(`${dir}/touchstone.yaml`, "utf8")).toMatch(/^id: my-game\ntitle: Mine$/m);
    expect(listAll(dir).filter((file) => file.endsWith(".tmp"))).toEqual([]);
    expect(await validate(dir)).toMatchObject({ ok: true });
  });

  test.each(["starter", "sdxl"])("the template %s becomes a project of one's own, named after its folder", async (template) => {
    const dir = workshop.at(`own ${template}`);
    expect(await init(dir, { template })).toMatchObject({ id: `own-${template}` });
    expect(await validate(dir)).toMatchObject({ ok: true });
  });

  test("a start that was interrupted is finished by the next, and keeps what is there", async () => {
    const dir = workshop.at("interrupted");
    mkdirSync(`${dir}/specs`, { recursive: true });
    writeFileSync(
      `${dir}/specs/first-gem.yaml`,
      "id: first-gem\ntitle: Mine\nassetType: ui_icon\noutput: { kind: single_image }\n",
    );
    const { files } = await init(dir);
    expect([files.includes("specs/first-gem.yaml"), files.at(-1)]).toEqual([false, "touchstone.yaml"]);
    expect(readFileSync(`${dir}/specs/first-gem.yaml`, "utf8")).toContain("title: Mine");
  });

  test("what makes the folder a project is written last: before it, everything else is there", async () => {
    const dir = workshop.at("last");
    await init(dir);
    const writtenMs = (file: string): number => statSync(`${dir}/${file}`).mtimeMs;
    const others = listAll(dir).filter((file) => statSync(`${dir}/${file}`).isFile() && file !== "touchstone.yaml");
    expect(others.filter((file) => writtenMs(file) > writtenMs("touchstone.yaml"))).toEqual([]);
    expect(others).toEqual(
      expect.arrayContaining([".gitignore", ".touchstone/.gitignore", ".touchstone/schemas/spec.schema.json"]),
    );
  });

  test.each(["touchstone.yaml", "touchstone.yml"])("a folder with %s holds a project already", async (file) => {
    const dir = workshop.at(`holds-${file}`);
    await init(dir);
    renameSync(`${dir}/touchstone.yaml`, `${dir}/${file}`);
    const before = listAll(dir);
    await expect(init(dir)).rejects.toMatchObject({ code: "PROJECT_EXISTS" });
    expect(listAll(dir)).toEqual(before);
  });

  test("git ignores what the machine makes, also in a repository with a `.gitignore` of its own", async () => {
    const dir = workshop.at("repository");
    mkdirSync(dir);
    execFileSync("git", ["init", "-q"], { cwd: dir });
    writeFileSync(`${dir}/.gitignore`, "node_modules\n");
    await init(dir);
    await callVerb(specReadyVerb, { ...on(dir), input: { specs: ["first-gem"] } });
    const status = execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], { cwd: dir, encoding: "utf8" });
    expect(status).toContain("?? touchstone.lock");
    expect(status).not.toContain(".touchstone/");
    expect(readFileSync(`${dir}/.gitignore`, "utf8")).toBe("node_modules\n");
  });
});

describe("removing the sample", () => {
  const find = async (dir: string) => await callVerb(sampleFindVerb, { ...on(dir), input: {} });
  const remove = async (dir: string) => await callVerb(sampleRemoveVerb, { ...on(dir), input: {} });

  async function createSample(name: string): Promise<string> {
    const dir = workshop.at(name);
    await init(dir, { template: "wickwater" });
    await callVerb(specReadyVerb, { ...on(dir), input: { specs: ["tidestone"] } });
    writeFileSync(`${dir}/contact-sheet.png`, "");
    return dir;
  }

  test("all that it consists of and all that was made goes; the lock's own file stays", async () => {
    const dir = await createSample("whole");
    expect(await find(dir)).toEqual({ found: true });
    expect(await remove(dir)).toEqual({ kept: [] });
    expect(listAll(dir)).toEqual([".touchstone", ".touchstone/lock.db"]);
    expect(await find(dir)).toEqual({ found: false });
  });

  test("what somebody put beside it stays, and is named", async () => {
    const dir = await createSample("with-more");
    execFileSync("git", ["init", "-q"], { cwd: dir });
    const own = ["NOTES.md", "art/hero.png", "specs/mine.yaml", ".gitignore"];
    mkdirSync(`${dir}/art`);
    for (const file of own) writeFileSync(`${dir}/${file}`, "mine");
    expect(await remove(dir)).toEqual({ kept: [".git", ".gitignore", "NOTES.md", "art", "specs/mine.yaml"] });
    expect(own.map((file) => readFileSync(`${dir}/${file}`, "utf8"))).toEqual(own.map(() => "mine"));
    expect(existsSync(`${dir}/.git/HEAD`)).toBe(true);
  });

  test("a removal that was interrupted is finished by the next", async () => {
    const dir = await createSample("half");
    for (const file of listAll(dir).filter((each) => each.startsWith("specs/"))) writeFileSync(`${dir}/${file}`, "cut");
    expect(await remove(dir)).toEqual({ kept: [] });
    expect(listAll(dir)).toEqual([".touchstone", ".touchstone/lock.db"]);
  });

  test("nothing is removed while another process owns the folder", async () => {
    const dir = await createSample("owned");
    const before = listAll(dir);
    const info = { pid: process.pid, command: "touchstone make", startedAtMs: 0, sessionId: "other" };
    const owner = await acquireOwner(`${dir}/.touchstone`, info);
    await expect(remove(dir)).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
    owner.release();
    expect(listAll(dir)).toEqual(before);
  });

  test("a sample whose store or whose policies are broken can be removed", async () => {
    const dir = await createSample("broken");
    writeFileSync(`${dir}/.touchstone/store.db`, "no database");
    writeFileSync(`${dir}/touchstone.yaml`, "id: wickwater\npolices: 7\n");
    expect(await remove(dir)).toEqual({ kept: [] });
  });

  test("another project is neither found nor removed, `touchstone.yml` too", async () => {
    const dir = workshop.at("another");
    await init(dir);
    renameSync(`${dir}/touchstone.yaml`, `${dir}/touchstone.yml`);
    const before = listAll(dir);
    await expect(find(dir)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    await expect(remove(dir)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    expect(listAll(dir).filter((file) => file !== ".touchstone/lock.db")).toEqual(before);
  });
});
