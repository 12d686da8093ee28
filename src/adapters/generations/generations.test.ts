import { once } from "node:events";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { digestText } from "../../core/canonical/digest.ts";
import { checkGeneration } from "./check-generation.ts";
import { leadsOut } from "./code-rules.ts";
import { copyTree } from "./copy-tree.ts";
import { findWrittenInPlace } from "./find-written.ts";
import { hashTree } from "./hash-tree.ts";
import { listEdits } from "./list-edits.ts";
import { loadGeneration, readGenerationManifest } from "./load-generation.ts";
import { readPointer, swapPointer } from "./pointer.ts";
import { readRecord, writeRecord } from "./records.ts";
import { removeFolder } from "./remove-folder.ts";
import { sealGeneration } from "./seal-generation.ts";

let dir = "";
const at = (...parts: string[]): string => join(dir, ...parts);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "touchstone-generations-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

describe("the pointer", () => {
  const home = () => ({ dir, current: at("current"), generations: at("generations") });

  test("there is none at first; it moves in one step, over what a killed move left", async () => {
    expect(await readPointer(home())).toBeNull();
    await swapPointer(home(), 1);
    symlinkSync("generations/9", at(".current.tmp"));
    await swapPointer(home(), 12);
    expect([await readPointer(home()), readlinkSync(at("current"))]).toEqual([12, "generations/12"]);
    expect(existsSync(at(".current.tmp"))).toBe(false);
  });

  test.each(["generations/0", "generations/01", "generations/1/..", "/generations/1", "elsewhere"])(
    "one that leads to %s is damage, and is not followed",
    async (target) => {
      symlinkSync(target, at("current"));
      await expect(readPointer(home())).rejects.toMatchObject({
        code: "ENV_DAMAGED",
        message: expect.stringContaining(at("current")),
      });
    },
  );

  test("a file in its place is damage", async () => {
    writeFileSync(at("current"), "1");
    await expect(readPointer(home())).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  });
});

describe("records", () => {
  const Schema = z.strictObject({ id: z.string(), nested: z.strictObject({ count: z.int() }) });

  test("are written whole and read back; where there is none there is null", async () => {
    expect(await readRecord(at("a.json"), Schema)).toBeNull();
    await writeRecord(at("deep", "a.json"), { id: "x", nested: { count: 1 } });
    expect(await readRecord(at("deep", "a.json"), Schema)).toEqual({ id: "x", nested: { count: 1 } });
  });

  test.each([
    ["", "Unexpected end"],
    ["{", "position 1"],
    [`{"id":"x","nested":{"count":"1"}}`, "nested.count"],
    [`{"id":"x","nested":{"count":1},"more":1}`, "more"],
    ["\u0000\u0000", "Unexpected"],
  ])("damage in %j is named with file and place, and the file is left as it is", async (text, place) => {
    writeFileSync(at("a.json"), text);
    const error = await readRecord(at("a.json"), Schema).catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ code: "ENV_DAMAGED" });
    expect((error as Error).message).toContain(at("a.json"));
    expect((error as Error).message).toContain(place);
    expect(readFileSync(at("a.json"), "utf8")).toBe(text);
  });

  test("a record that is no UTF-8 is damage", async () => {
    writeFileSync(at("a.json"), Buffer.from([0x22, 0xff, 0x22]));
    await expect(readRecord(at("a.json"), z.string())).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  });
});

describe("code of node packs", () => {
  function makePack(): void {
    mkdirSync(at("pack", "sub"), { recursive: true });
    writeFileSync(at("pack", "a.py"), "1");
    writeFileSync(at("pack", "sub", "b.py"), "2");
  }

  test("what Python and git make by themselves changes no digest; a name, a mode or a byte does", async () => {
    makePack();
    const digest = await hashTree(at("pack"));
    mkdirSync(at("pack", "__pycache__"));
    writeFileSync(at("pack", "__pycache__", "a.pyc"), "x");
    mkdirSync(at("pack", ".git"));
    writeFileSync(at("pack", ".git", "HEAD"), "x");
    expect(await hashTree(at("pack"))).toBe(digest);
    writeFileSync(at("pack", "sub", "b.py"), "3");
    expect(await hashTree(at("pack"))).not.toBe(digest);
  });

  test("a copy is refused for a link that leads out, and for what is no file", async () => {
    makePack();
    symlinkSync("../../secret", at("pack", "sub", "out"));
    await expect(copyTree(at("pack"), at("copy"))).rejects.toMatchObject({
      code: "INPUT_INVALID",
      message: expect.stringContaining("leads out"),
    });
    rmSync(at("pack", "sub", "out"));
    symlinkSync("/etc/passwd", at("pack", "out"));
    await expect(copyTree(at("pack"), at("copy2"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
    rmSync(at("pack", "out"));
    const socket = createServer().listen(at("pack", "pipe"));
    onTestFinished(() => void socket.close());
    await once(socket, "listening");
    await expect(hashTree(at("pack"))).rejects.toMatchObject({ code: "INPUT_INVALID", message: expect.stringContaining("pipe") });
  });

  test.each([
    ["a", "b", false],
    ["sub/a", "../b", false],
    ["sub/a", "./x//y/", false],
    ["sub/deep/a", "../..", false],
    ["a", "..", true],
    ["sub/a", "../../b", true],
    ["a", "/etc/passwd", true],
    ["a", "sub/../b", true],
    ["a", "loop/../..", true],
  ])("a link %j to %j leads out: %j", (path, target, isOut) => {
    expect(leadsOut(path, target)).toBe(isOut);
  });

  test("names with newlines and quotes are copied as they are; one that is no UTF-8 is refused", async () => {
    makePack();
    writeFileSync(at("pack", 'odd\n"name".py'), "4");
    await copyTree(at("pack"), at("copy"));
    expect(readFileSync(at("copy", 'odd\n"name".py'), "utf8")).toBe("4");
    writeFileSync(Buffer.concat([Buffer.from(at("pack")), Buffer.from("/"), Buffer.from([0xff, 0xfe])]), "5");
    await expect(hashTree(at("pack"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  test("edits after sealing are named one by one, and what lies beside the packs; a pack that the seal does not know is damage", async () => {
    makePack();
    mkdirSync(at("gen", "custom_nodes"), { recursive: true });
    await copyTree(at("pack"), at("gen", "custom_nodes", "lamps"));
    await sealGeneration(at("gen"));
    expect(await listEdits(at("gen"), ["lamps"])).toEqual([]);
    writeFileSync(at("gen", "custom_nodes", "lamps", "a.py"), "mine");
    writeFileSync(at("gen", "custom_nodes", "lamps", "new.json"), "{}");
    rmSync(at("gen", "custom_nodes", "lamps", "sub"), { recursive: true });
    mkdirSync(at("gen", "custom_nodes", "kites"));
    writeFileSync(at("gen", "custom_nodes", "one.py"), "");
    expect(await listEdits(at("gen"), ["lamps"])).toEqual([
      { path: "kites", kind: "added" },
      { path: "lamps/a.py", kind: "changed" },
      { path: "lamps/new.json", kind: "added" },
      { path: "lamps/sub/b.py", kind: "removed" },
      { path: "one.py", kind: "added" },
    ]);
    await sealGeneration(at("gen"));
    await expect(listEdits(at("gen"), ["lamps", "other"])).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  });
});

test("files that are shared and were written into are found; those that were replaced are not", async () => {
  mkdirSync(at("venv", "lib"), { recursive: true });
  for (const name of ["same.py", "written.py", "replaced.py"]) {
    writeFileSync(at(name), "1");
    linkSync(at(name), at("venv", "lib", name));
  }
  writeFileSync(at("marker"), "");
  utimesSync(at("marker"), Date.now() / 1000 + 5, Date.now() / 1000 + 5);
  expect(await findWrittenInPlace(at("venv"), at("marker"))).toEqual([]);
  const later = Date.now() / 1000 + 9;
  for (const name of ["written.py", "replaced.py", "own.py"]) {
    if (name === "replaced.py") rmSync(at("venv", "lib", name));
    writeFileSync(at("venv", "lib", name), "2");
    utimesSync(at("venv", "lib", name), later, later);
  }
  expect([await findWrittenInPlace(at("venv"), at("marker")), readFileSync(at("written.py"), "utf8")]).toEqual([
    ["lib/written.py"],
    "2",
  ]);
});

describe("a generation", () => {
  const MANIFEST = {
    format: "touchstone.generation/1",
    number: 3,
    createdAtMs: 1,
    base: null,
    txid: null,
    reason: "test",
    envId: `sha256:${"0".repeat(64)}`,
    python: { version: "3.11.7", implementation: "CPython", platform: "linux-x86_64" },
    uvVersion: "0.13.9",
    comfyui: { dir: "/c", commit: null, version: null },
    files: { "pyproject.toml": digestText("p"), "uv.lock": digestText("l"), "nodes.json": digestText("n") },
    packages: [],
    startupHooks: [],
  };
  const home = () => ({ generations: at("generations") });

  async function makeGeneration(): Promise<void> {
    mkdirSync(at("generations", "3"), { recursive: true });
    for (const [name, text] of [
      ["pyproject.toml", "p"],
      ["uv.lock", "l"],
      ["nodes.json", "n"],
    ] as const) {
      writeFileSync(at("generations", "3", name), text);
    }
    await writeRecord(at("generations", "3", "manifest.json"), MANIFEST);
  }

  test("is what its manifest says; a folder without one is none", async () => {
    await makeGeneration();
    expect(await loadGeneration(home(), 3)).toMatchObject({ pyproject: "p", lock: "l", nodes: "n" });
    rmSync(at("generations", "3", "manifest.json"));
    expect(await readGenerationManifest(home(), 3)).toBeNull();
    await expect(loadGeneration(home(), 3)).rejects.toMatchObject({ code: "SNAPSHOT_NOT_FOUND" });
  });

  test.each(["pyproject.toml", "uv.lock", "nodes.json"])(
    "with another %s, or without it, is damaged, and the file is named",
    async (name) => {
      await makeGeneration();
      expect(await checkGeneration(home(), 3)).toEqual([]);
      writeFileSync(at("generations", "3", name), "edited");
      expect(await checkGeneration(home(), 3)).toMatchObject([{ message: expect.stringContaining(name) }]);
      await expect(loadGeneration(home(), 3)).rejects.toMatchObject({
        code: "ENV_DAMAGED",
        message: expect.stringContaining(name),
      });
      rmSync(at("generations", "3", name));
      await expect(loadGeneration(home(), 3)).rejects.toMatchObject({
        code: "ENV_DAMAGED",
        message: expect.stringContaining("missing"),
      });
    },
  );

  test("whose manifest is about another is damaged", async () => {
    await makeGeneration();
    await writeRecord(at("generations", "3", "manifest.json"), { ...MANIFEST, number: 4 });
    await expect(readGenerationManifest(home(), 3)).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  });

  test("is removed as a whole, twice is once, and what a killed removal left does not stand in the way", async () => {
    await makeGeneration();
    mkdirSync(at("generations", ".removed-3"));
    await removeFolder(at("generations", "3"));
    await removeFolder(at("generations", "3"));
    expect([existsSync(at("generations", "3")), existsSync(at("generations", ".removed-3"))]).toEqual([false, false]);
  });
});
