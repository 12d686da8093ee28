import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listSchemaFiles } from "../../core/authored/json-schemas.ts";
import type { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";
import { findProjectDir, requireProjectDir } from "./find-project-dir.ts";
import { type KnownFiles, readProjectBytes, readProjectFiles } from "./project-files.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";
import { refreshMachineFolder } from "./refresh-machine-folder.ts";

let base = "";
let dir = "";

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "touchstone-files-"));
  dir = join(base, "game");
  await put("touchstone.yaml", "id: g\n");
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), content);
}

const failureOf = async (work: Promise<unknown>): Promise<TouchstoneError> =>
  await work.then(
    () => expect.fail("it did not fail"),
    (error: unknown) => error as TouchstoneError,
  );

describe("the project folder", () => {
  test("is the nearest one upwards that holds the project file, `.yml` too", async () => {
    await put("specs/deep/x.yaml", "");
    expect(await findProjectDir(join(dir, "specs/deep"))).toBe(dir);
    await put("specs/deep/touchstone.yml", "");
    expect(await findProjectDir(join(dir, "specs/deep"))).toBe(join(dir, "specs/deep"));
  });

  test("that is named is that very folder, not one above it", async () => {
    await put("specs/x.yaml", "");
    expect(await requireProjectDir(dir)).toBe(dir);
    expect(await failureOf(requireProjectDir(join(dir, "specs")))).toMatchObject({
      code: "PROJECT_NOT_FOUND",
      message: `no \`touchstone.yaml\` in \`${join(dir, "specs")}\``,
    });
    await put("specs/touchstone.yml", "");
    expect(await requireProjectDir(join(dir, "specs"))).toBe(join(dir, "specs"));
  });

  test("may be missing; a folder of that name is none", async () => {
    await mkdir(join(base, "empty", "touchstone.yaml"), { recursive: true });
    expect(await failureOf(findProjectDir(join(base, "empty")))).toMatchObject({ code: "PROJECT_NOT_FOUND" });
  });
});

describe("reading", () => {
  test("loads the files of the layout in code-unit order and nothing else", async () => {
    for (const file of ["tags.yml", "specs/b.yaml", "specs/B.yaml", "specs/a-1.yaml", "specs/a.yaml", "profiles/p/x.v1.yaml"])
      await put(file, "x: 1");
    for (const file of [
      "specs/notes.md",
      "specs/.hidden.yaml",
      "other/c.yaml",
      "story.yaml",
      ".touchstone/x.yaml",
      "specs/a.yaml~",
    ])
      await put(file, "x: 1");
    const { files, problems } = await readProjectFiles(dir);
    expect(problems).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual([
      "profiles/p/x.v1.yaml",
      "specs/B.yaml",
      "specs/a-1.yaml",
      "specs/a.yaml",
      "specs/b.yaml",
      "tags.yml",
      "touchstone.yaml",
    ]);
    expect(files.find(({ file }) => file === "touchstone.yaml")?.text).toBe("id: g\n");
  });

  test("loads misplaced records, so that they can be named", async () => {
    await put("specs/weapons/sword.yaml", "id: sword\n");
    expect((await readProjectFiles(dir)).files.map(({ file }) => file)).toContain("specs/weapons/sword.yaml");
  });

  test("leaves a file over the limit on the disk", async () => {
    await put("specs/big.yaml", new Uint8Array(10_000_000));
    const { files, problems } = await readProjectFiles(dir);
    expect(files.map(({ file }) => file)).toEqual(["touchstone.yaml"]);
    expect(problems).toMatchObject([{ code: "FILE_TOO_LARGE", place: { file: "specs/big.yaml", line: 1, column: 1 } }]);
  });

  test("loads scenes, which may be longer, and nothing else of what lies beside them", async () => {
    await put("story/pier.scene.yaml", `id: pier # ${" ".repeat(2_000_000)}\n`);
    await put("story/part-2/fog.scene.json", "{}");
    await put("story/notes.yaml", "a: 1\n");
    await put("story/lamp.ink.json", "{}");
    const { files, problems } = await readProjectFiles(dir);
    expect(problems).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual(["story/part-2/fog.scene.json", "story/pier.scene.yaml", "touchstone.yaml"]);
  });

  test("refuses bytes that are not UTF-8 and keeps a byte-order mark for the parser to report", async () => {
    await put("specs/latin.yaml", new Uint8Array([0x69, 0x64, 0x3a, 0x20, 0xe9]));
    await put("specs/mark.yaml", "\uFEFFid: mark\n");
    const { files, problems } = await readProjectFiles(dir);
    expect(problems).toMatchObject([{ code: "FILE_ENCODING", place: { file: "specs/latin.yaml" } }]);
    expect(files[0]).toEqual({ file: "specs/mark.yaml", text: "\uFEFFid: mark\n" });
  });

  test("follows links inside the project and refuses those that lead out, to files and to folders", async () => {
    await put("specs/a.yaml", "id: a\n");
    await symlink(join(dir, "specs/a.yaml"), join(dir, "specs/inside.yaml"));
    await writeFile(join(base, "secret.yaml"), "id: secret\n");
    await symlink(join(base, "secret.yaml"), join(dir, "specs/outside.yaml"));
    await mkdir(join(base, "elsewhere"));
    await writeFile(join(base, "elsewhere", "l.yaml"), "id: l\n");
    await symlink(join(base, "elsewhere"), join(dir, "loras"));
    await symlink(join(dir, "specs/gone.yaml"), join(dir, "specs/dangling.yaml"));
    const { files, problems } = await readProjectFiles(dir);
    expect(files.map(({ file }) => file)).toEqual(["specs/a.yaml", "specs/inside.yaml", "touchstone.yaml"]);
    expect(problems.map(({ message }) => message)).toEqual([
      "`loras/l.yaml` cannot be read: it is a link that leads out of the project",
      "`specs/dangling.yaml` cannot be read: ENOENT: no such file or directory",
      "`specs/outside.yaml` cannot be read: it is a link that leads out of the project",
    ]);
  });

  test("follows a folder that is a link inside the project, and no circle of links for ever", async () => {
    await put("shared/x.v1.yaml", "id: x\n");
    await mkdir(join(dir, "profiles"));
    await symlink(join(dir, "shared"), join(dir, "profiles/pony"));
    await symlink(join(dir, "profiles"), join(dir, "profiles/again"));
    const { files, problems } = await readProjectFiles(dir);
    expect(problems).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual([
      "profiles/again/pony/x.v1.yaml",
      "profiles/pony/x.v1.yaml",
      "touchstone.yaml",
    ]);
  });

  test("refuses a folder of too many records", async () => {
    await put("specs/a.yaml", "");
    expect((await readProjectFiles(dir, { maxFiles: 2 })).files).toHaveLength(2);
    await put("specs/b.yaml", "");
    expect(await failureOf(readProjectFiles(dir, { maxFiles: 2 }))).toMatchObject({ code: "FILE_TOO_LARGE" });
  });

  test("takes a project folder that is a link itself", async () => {
    await symlink(dir, join(base, "alias"));
    expect((await readProjectFiles(join(base, "alias"))).files).toHaveLength(1);
  });

  test("says when the folder is not there", async () => {
    expect(await failureOf(readProjectFiles(join(base, "nowhere")))).toMatchObject({ code: "DISK_FAILED" });
  });

  test("gives the bytes of a named file inside the project and of none outside", async () => {
    await put("anchors/hero.png", new Uint8Array([1, 2]));
    await writeFile(join(base, "out.png"), "x");
    expect(await readProjectBytes(dir, "anchors/hero.png")).toEqual(Buffer.from([1, 2]));
    expect(await readProjectBytes(dir, "../out.png")).toBeUndefined();
    expect(await readProjectBytes(dir, "anchors")).toBeUndefined();
    expect(await readProjectBytes(dir, "anchors/none.png")).toBeUndefined();
  });
});

describe("writing", () => {
  const write = async (file: string, text: string): Promise<void> =>
    await writeFileAtomic(join(dir, file), text, { insideDir: dir });

  test("creates and replaces a file, keeps its permissions and leaves nothing beside it", async () => {
    await mkdir(join(dir, "specs"));
    await write("specs/a.yaml", "one");
    await chmod(join(dir, "specs/a.yaml"), 0o600);
    await write("specs/a.yaml", "two");
    expect(await readFile(join(dir, "specs/a.yaml"), "utf8")).toBe("two");
    expect((await stat(join(dir, "specs/a.yaml"))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dir, "specs"))).toEqual(["a.yaml"]);
  });

  test("never changes a file in place: who holds the old one keeps the old text", async () => {
    await put("a.yaml", "old");
    await link(join(dir, "a.yaml"), join(dir, "held"));
    await write("a.yaml", "new");
    expect(await readFile(join(dir, "held"), "utf8")).toBe("old");
  });

  test("writes through a link inside the project and refuses one that leads out, the folder's too", async () => {
    await put("real.yaml", "old");
    await symlink(join(dir, "real.yaml"), join(dir, "link.yaml"));
    await write("link.yaml", "new");
    expect(await readFile(join(dir, "real.yaml"), "utf8")).toBe("new");

    await writeFile(join(base, "outside.yaml"), "old");
    await symlink(join(base, "outside.yaml"), join(dir, "out.yaml"));
    await symlink(base, join(dir, "loras"));
    expect(await failureOf(write("out.yaml", "new"))).toMatchObject({ code: "READ_ONLY" });
    expect(await failureOf(write("loras/outside.yaml", "new"))).toMatchObject({ code: "READ_ONLY" });
    expect(await failureOf(write("../outside.yaml", "new"))).toMatchObject({ code: "READ_ONLY" });
    expect(await readFile(join(base, "outside.yaml"), "utf8")).toBe("old");
  });

  test("refuses a folder that cannot be written, and leaves nothing there", async () => {
    // Permissions do not bind the superuser; the kernel's own folders do.
    const isRoot = process.getuid?.() === 0;
    const sealed = isRoot ? "/sys/kernel" : dir;
    if (!isRoot) await chmod(dir, 0o555);
    const failure = await failureOf(writeFileAtomic(join(sealed, "x.yaml"), "x", { insideDir: sealed }));
    if (!isRoot) await chmod(dir, 0o755);
    expect(failure).toMatchObject({ code: "READ_ONLY", hint: "Give yourself write permission, or choose another folder" });
  });

  test.each([
    ["EROFS", "READ_ONLY"],
    ["EACCES", "READ_ONLY"],
    ["EPERM", "READ_ONLY"],
    ["ENOSPC", "DISK_FULL"],
    ["EDQUOT", "DISK_FULL"],
    ["EIO", "DISK_FAILED"],
    ["EISDIR", "INPUT_INVALID"],
    ["ENOTDIR", "INPUT_INVALID"],
    ["EEXIST", "INPUT_INVALID"],
  ])("says %s as %s", (system, code) => {
    const cause = Object.assign(new Error(`${system}: x`), { code: system });
    expect(fileError(cause, "a.yaml")).toMatchObject({ code, cause });
  });

  test("leaves bugs and failures that are explained already as they are", () => {
    const bug = new TypeError("x is not a function");
    expect(fileError(bug, "a.yaml")).toBe(bug);
    const node = Object.assign(new TypeError("x"), { code: "ERR_INVALID_ARG_TYPE" });
    expect(fileError(node, "a.yaml")).toBe(node);
  });
});

test("git ignores the machine's folder, also after somebody emptied the file that says so", async () => {
  for (const left of ["*\n", ""]) {
    await refreshMachineFolder(dir);
    const file = join(dir, ".touchstone/.gitignore");
    expect(await readFile(file, "utf8")).toBe("*\n");
    await writeFile(file, left);
  }
});

test("a project gets its schemas once, and again when they differ", async () => {
  await refreshMachineFolder(dir);
  const folder = join(dir, ".touchstone/schemas");
  expect((await readdir(folder)).toSorted()).toEqual(
    listSchemaFiles()
      .map(({ name }) => name)
      .toSorted(),
  );
  const before = await stat(join(folder, "spec.schema.json"));
  await writeFile(join(folder, "lora.schema.json"), "old");
  await refreshMachineFolder(dir);
  expect((await stat(join(folder, "spec.schema.json"))).ino).toBe(before.ino);
  expect(JSON.parse(await readFile(join(folder, "lora.schema.json"), "utf8"))).toMatchObject({ $id: "lora.schema.json" });
});

test("a file read before is read again only when it has changed, also when its size and modification time are the same", async () => {
  const known: KnownFiles = new Map();
  const sword = async () => (await readProjectFiles(dir, { known })).files.find(({ file }) => file === "specs/a.yaml");
  await put("specs/a.yaml", "id: a\n");
  const first = await sword();
  expect(await sword()).toBe(first);
  const { atime, mtime } = await stat(join(dir, "specs/a.yaml"));
  await put("specs/a.yaml", "id: b\n");
  await utimes(join(dir, "specs/a.yaml"), atime, mtime);
  expect((await sword())?.text).toBe("id: b\n");
  await rm(join(dir, "specs/a.yaml"));
  expect(await sword()).toBeUndefined();
});
