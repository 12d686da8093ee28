import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyTree } from "../generations/copy-tree.ts";
import { hashTree } from "../generations/hash-tree.ts";
import { checkoutCommit } from "./checkout-commit.ts";
import { fetchRepo } from "./fetch-repo.ts";
import { findGit, type Git } from "./find-git.ts";
import { type GitProtocol, readGitAddress } from "./git-address.ts";
import { listFilesAt, readFileAt } from "./read-repo.ts";
import { readWorkingCopy } from "./read-working-copy.ts";

let dir = "";
let git: Git;
let marker = "";
const at = (...parts: string[]): string => join(dir, ...parts);
const urlOf = (name: string): string => pathToFileURL(at(name)).href;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "touchstone-git-"));
  marker = at("marker");
  git = await findGit({ variables: { ...process.env, HOME: at("home") } });
  mkdirSync(at("home"));
  mkdirSync(at("home", ".config", "git"), { recursive: true });
  writeFileSync(at("home", ".config", "git", "attributes"), "*.sh eol=crlf\n");
  writeFileSync(at("home", ".config", "git", "ignore"), "mine.py\n");
  writeFileSync(at("home", ".gitconfig"), '[filter "own"]\n  smudge = touch marker-of-home; cat\n[core]\n  autocrlf = true\n');
  makePack("lamps");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function run(cwd: string, ...args: string[]): string {
  return execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], {
    cwd,
    encoding: "utf8",
  }).trim();
}

/** A repository with everything that could make git run something. */
function makePack(name: string): void {
  run(dir, "init", "--quiet", "--initial-branch=main", name);
  writeFileSync(at(name, "requirements.txt"), "numpy<2\n");
  mkdirSync(at(name, "py"));
  writeFileSync(at(name, "py", "lamp.py"), "print(1)\r\n");
  writeFileSync(at(name, "run.sh"), "true\n");
  chmodSync(at(name, "run.sh"), 0o755);
  symlinkSync("py/lamp.py", at(name, "lamp"));
  writeFileSync(at(name, ".gitattributes"), "*.py filter=own\n*.bin filter=lfs\n");
  writeFileSync(at(name, "weights.bin"), "version https://git-lfs.github.com/spec/v1\n");
  writeFileSync(
    at(name, ".gitmodules"),
    `[submodule "x"]\n  path = x\n  url = ext::sh -c "touch ${marker}"\n  update = !touch ${marker}\n`,
  );
  commit(name, "one");
  run(at(name), "tag", "v1");
}

function commit(name: string, message: string): string {
  run(at(name), "add", "--all");
  run(at(name), "commit", "--quiet", "--message", message);
  return run(at(name), "rev-parse", "HEAD");
}

const fetchPack = async (ref: string | null, repo = "repos/lamps.git") =>
  await fetchRepo(git, { url: urlOf("lamps"), repoDir: at(repo), ref, protocols: ["file"] });

describe("a node pack's repository", () => {
  test("[GT3] a branch, a tag and a commit are pinned; a commit stays when upstream rewrites its branch", async () => {
    const first = run(at("lamps"), "rev-parse", "HEAD");
    expect(await fetchPack(null)).toEqual({ commit: first, url: urlOf("lamps") });
    writeFileSync(at("lamps", "requirements.txt"), "numpy<3\n");
    const second = commit("lamps", "two");
    expect((await fetchPack("main")).commit).toBe(second);
    expect((await fetchPack("v1")).commit).toBe(first);
    expect((await fetchPack(second.slice(0, 12))).commit).toBe(second);
    run(at("lamps"), "reset", "--quiet", "--hard", first);
    expect((await fetchPack("main")).commit).toBe(first);
    run(at("lamps"), "branch", "passing");
    expect((await fetchPack("passing")).commit).toBe(first);
    run(at("lamps"), "branch", "-D", "passing");
    await expect(fetchPack("passing")).rejects.toMatchObject({ code: "GIT_FAILED" });
    expect(await readFileAt(git, { repoDir: at("repos/lamps.git"), commit: second, path: "requirements.txt" })).toBe("numpy<3\n");
  });

  test("[GT3] a branch that upstream has no more means nothing; a commit that nothing leads to any more is still found", async () => {
    run(at("lamps"), "checkout", "--quiet", "-b", "short-lived");
    writeFileSync(at("lamps", "requirements.txt"), "numpy<4\n");
    const lost = commit("lamps", "three");
    run(at("lamps"), "checkout", "--quiet", "main");
    expect((await fetchPack("short-lived")).commit).toBe(lost);
    run(at("lamps"), "branch", "--quiet", "-D", "short-lived");
    await expect(fetchPack("short-lived")).rejects.toMatchObject({ code: "GIT_FAILED" });
    expect((await fetchPack(lost)).commit).toBe(lost);
    expect((await fetchPack(lost, "repos/elsewhere.git")).commit).toBe(lost);
  });

  test("[GT3] a shallow clone is fetched from like a whole one", async () => {
    writeFileSync(at("lamps", "deep.txt"), "1\n");
    commit("lamps", "deep");
    run(dir, "clone", "--quiet", "--depth=1", urlOf("lamps"), "shallow");
    const request = { url: urlOf("shallow"), repoDir: at("repos/shallow.git"), ref: null, protocols: ["file"] } as const;
    const fetched = await fetchRepo(git, request);
    expect(fetched.commit).toBe(run(at("lamps"), "rev-parse", "HEAD"));
    run(at("lamps"), "reset", "--quiet", "--hard", "HEAD~1");
  });

  test("[GT8] a clone that is damaged is never taken for the repository of the folder around it", async () => {
    run(dir, "init", "--quiet", "--initial-branch=main", "project");
    writeFileSync(at("project", "mine.txt"), "mine\n");
    commit("project", "mine");
    run(at("project"), "branch", "other");
    const before = run(at("project"), "for-each-ref");
    await fetchPack(null, "project/env/lamps.git");
    writeFileSync(at("project", "env", "lamps.git", "HEAD"), "");
    const error = await fetchPack(null, "project/env/lamps.git").catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "GIT_FAILED", message: expect.stringContaining("lamps.git") });
    const where = { repoDir: at("project", "env", "lamps.git"), commit: run(at("project"), "rev-parse", "HEAD") };
    await expect(listFilesAt(git, where)).rejects.toMatchObject({ code: "GIT_FAILED" });
    expect(run(at("project"), "for-each-ref")).toBe(before);
  });

  test("[GT4] a checkout, a copy of it and the author's folder have one digest; lines end as they were committed", async () => {
    const { commit: pinned } = await fetchPack("v1");
    await checkoutCommit(git, { repoDir: at("repos/lamps.git"), commit: pinned, into: at("gen", "custom_nodes", "lamps") });
    await copyTree(at("gen", "custom_nodes", "lamps"), at("copy"));
    const digests = await Promise.all([at("gen", "custom_nodes", "lamps"), at("copy"), at("lamps")].map(hashTree));
    expect(new Set(digests).size).toBe(1);
    expect(readFileSync(at("copy", "py", "lamp.py"), "utf8")).toBe("print(1)\r\n");
    expect(readdirSync(at("gen", "custom_nodes"))).toEqual(["lamps"]);
    expect(readdirSync(at("copy"))).not.toContain(".git");
    writeFileSync(at("copy", "py", "lamp.py"), "print(2)\r\n");
    expect(await hashTree(at("copy"))).not.toBe(digests[0]);
  });

  test("[GT2] [GT7] no hook, filter or submodule ran, and no configuration of the home folder took part", () => {
    expect(existsSync(marker)).toBe(false);
    expect(existsSync(at("gen", "custom_nodes", "lamps", "marker-of-home"))).toBe(false);
    expect(readFileSync(at("gen", "custom_nodes", "lamps", "run.sh"), "utf8")).toBe("true\n");
  });

  test("its files are listed and read without a checkout, links left out", async () => {
    const { commit: pinned } = await fetchPack("v1");
    const where = { repoDir: at("repos/lamps.git"), commit: pinned };
    expect(await listFilesAt(git, where)).toEqual([
      ".gitattributes",
      ".gitmodules",
      "py/lamp.py",
      "requirements.txt",
      "run.sh",
      "weights.bin",
    ]);
    await expect(readFileAt(git, { ...where, path: "gone.txt" })).rejects.toMatchObject({ code: "GIT_FAILED" });
  });

  test("[GT5] what cannot be fetched leaves nothing behind, and git's words are given", async () => {
    const failing = fetchRepo(git, { url: urlOf("nowhere"), repoDir: at("repos/none.git"), ref: null, protocols: ["file"] });
    await expect(failing).rejects.toMatchObject({
      code: "GIT_FAILED",
      message: expect.stringContaining("does not appear to be a git repository"),
    });
    await expect(fetchPack("no-such-branch", "repos/other.git")).rejects.toMatchObject({ code: "GIT_FAILED" });
    expect([existsSync(at("repos/none.git")), existsSync(at("repos/other.git"))]).toEqual([false, false]);
  });

  test.each(["--upload-pack=touch x", "a..b", "-x", "a b", "@{1}", ""])("a ref that can be none is refused: %j", async (ref) => {
    await expect(fetchPack(ref)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  test("[GT6] names that differ in case alone are refused", async () => {
    run(dir, "init", "--quiet", "--initial-branch=main", "cases");
    writeFileSync(at("cases", "Node.py"), "1\n");
    writeFileSync(at("cases", "node.py"), "2\n");
    const pinned = commit("cases", "one");
    await fetchRepo(git, { url: urlOf("cases"), repoDir: at("repos/cases.git"), ref: null, protocols: ["file"] });
    await expect(
      checkoutCommit(git, { repoDir: at("repos/cases.git"), commit: pinned, into: at("cases-out") }),
    ).rejects.toMatchObject({
      code: "GIT_FAILED",
    });
    await expect(copyTree(at("cases"), at("cases-copy"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  test("[GT9] a link that leads out of the pack is refused, and nothing is left", async () => {
    run(dir, "init", "--quiet", "--initial-branch=main", "links");
    mkdirSync(at("links", "sub"));
    symlinkSync("../..", at("links", "sub", "out"));
    const pinned = commit("links", "one");
    await fetchRepo(git, { url: urlOf("links"), repoDir: at("repos/links.git"), ref: null, protocols: ["file"] });
    await expect(
      checkoutCommit(git, { repoDir: at("repos/links.git"), commit: pinned, into: at("links-out") }),
    ).rejects.toMatchObject({ code: "GIT_FAILED", message: expect.stringContaining("sub/out") });
    expect(existsSync(at("links-out"))).toBe(false);
  });

  test("[GT2] what a working copy's own configuration names is not run when it is looked at", async () => {
    run(dir, "clone", "--quiet", urlOf("lamps"), "unpacked");
    for (const key of ["filter.own.clean", "filter.own.process", "core.fsmonitor", "filter.a.b.clean"]) {
      run(at("unpacked"), "config", key, `touch ${marker}; cat`);
    }
    run(at("unpacked"), "config", "filter.own.required", "true");
    writeFileSync(at("unpacked", "py", "lamp.py"), "print(1)\r\n");
    expect(await readWorkingCopy(git, at("unpacked"))).toMatchObject({ isDirty: false });
    writeFileSync(at("unpacked", "py", "lamp.py"), "print(9)\r\n");
    expect(await readWorkingCopy(git, at("unpacked"))).toMatchObject({ isDirty: true });
    expect(existsSync(marker)).toBe(false);
  });

  test("a file that is not what is committed counts as edited, whatever the repository says of it, e.g. for git-lfs", async () => {
    run(dir, "clone", "--quiet", urlOf("lamps"), "smudged");
    writeFileSync(at("smudged", "weights.bin"), "what the pointer stands for");
    run(at("smudged"), "update-index", "--assume-unchanged", "weights.bin");
    expect(run(at("smudged"), "status", "--porcelain")).toBe("");
    expect(await readWorkingCopy(git, at("smudged"))).toMatchObject({ isDirty: true });
  });

  test("a working copy says where it is from, its commit, and whether it was edited", async () => {
    run(at("lamps"), "remote", "add", "origin", "https://example.org/lamps");
    const head = run(at("lamps"), "rev-parse", "HEAD");
    expect(await readWorkingCopy(git, at("lamps"))).toEqual({ url: "https://example.org/lamps", commit: head, isDirty: false });
    writeFileSync(at("lamps", "mine.py"), "");
    expect(await readWorkingCopy(git, at("lamps"))).toMatchObject({ isDirty: true });
    expect(await readWorkingCopy(git, at("copy"))).toBeNull();
  });
});

describe("addresses", () => {
  const HOSTILE: readonly string[] = [
    "--upload-pack=touch marker",
    "-oProxyCommand=touch",
    "ext::sh -c touch% marker",
    "fd::17",
    "host:path/repo.git",
    "user@host:repo.git",
    "../lamps",
    "/etc",
    "https://user:secret@example.org/x",
    "https://token@example.org/x",
    "https://example.org/x?token=secret",
    "https://example.org/x#frag",
    "http://example.org/x",
    "git://example.org/x",
    "ftp://example.org/x",
    "ssh://-oProxyCommand=x/y",
    "javascript:alert(1)",
    "https://exa mple.org/x",
    "https://example.org/x\n--upload-pack=y",
    "https://example.org/\u0000",
    `https://example.org/${"x".repeat(3000)}`,
    "",
  ];

  test.each(HOSTILE)("[GT1] %j is refused, git is not started, and no secret is repeated", async (url) => {
    const failing = fetchRepo(git, { url, repoDir: at("repos/hostile.git"), ref: null, protocols: ["https", "ssh"] });
    const error = await failing.catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ code: "GIT_ADDRESS_REFUSED" });
    expect((error as Error).message).not.toMatch(/secret/);
    expect([existsSync(at("repos/hostile.git")), existsSync(marker)]).toEqual([false, false]);
  });

  test("[GT1] what is allowed is written anew, and nothing that is not", () => {
    const all: readonly GitProtocol[] = ["https", "ssh", "file"];
    expect(readGitAddress("HTTPS://Example.org/a/../b", all)).toEqual({ url: "https://example.org/b", protocol: "https" });
    expect(readGitAddress("ssh://git@example.org/b", all).protocol).toBe("ssh");
    expect(() => readGitAddress("file:///srv/x", ["https"])).toThrow(expect.objectContaining({ code: "GIT_ADDRESS_REFUSED" }));
  });
});

test("a machine without git is told so", async () => {
  await expect(findGit({ variables: { PATH: dir } })).rejects.toMatchObject({ code: "GIT_MISSING" });
});
