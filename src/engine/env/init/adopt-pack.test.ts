import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commitPack, LOADS } from "../../../../tests/support/env/governed-project.ts";
import { findGit } from "../../../adapters/git/find-git.ts";
import { adoptPack } from "./adopt-pack.ts";
import { envHomeOf } from "../env-home.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "adopt-pack-"));
  mkdirSync(path.join(dir, "scratch"));
  commitPack(path.join(dir, "upstream"), LOADS);
  commitPack(path.join(dir, "upstream"), { "more.py": "1\n" });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const git = (cwd: string, ...args: readonly string[]): string => execFileSync("git", args, { cwd, encoding: "utf8" }).trim();

/** A clone as a person makes one, with an address that anybody could fetch from. */
function clonePack(name: string, ...options: readonly string[]): string {
  const into = path.join(dir, name);
  git(dir, "clone", "--quiet", ...options, `file://${path.join(dir, "upstream")}`, into);
  git(into, "remote", "set-url", "origin", "https://example.org/upstream");
  return into;
}

async function adopt(name: string) {
  const site = { git: await findGit({ variables: process.env }), home: envHomeOf(path.join(dir, "project")), comfyuiDir: dir };
  const pack = { name, id: name, path: path.join(dir, name), kind: "folder", enabled: true } as const;
  return await adoptPack({ ...site, scratch: path.join(dir, "scratch"), signal: undefined }, pack);
}

test("a pack that was cloned without its past is taken by its commit", async () => {
  const commit = git(clonePack("shallow", "--depth=1"), "rev-parse", "HEAD");
  const adopted = await adopt("shallow");
  expect(adopted).toMatchObject({ record: { url: "https://example.org/upstream", commit }, source: { kind: "repo" } });
});

test("a pack whose repository git cannot serve is copied, and leaves no half of a clone", async () => {
  git(clonePack("closed"), "config", "uploadpack.hideRefs", "refs");
  git(path.join(dir, "closed"), "config", "--add", "uploadpack.hideRefs", "HEAD");
  const adopted = await adopt("closed");
  expect(adopted).toMatchObject({ record: { url: null, commit: null }, source: { kind: "folder" } });
  expect(readdirSync(path.join(dir, "project", "env", "state", "repos"))).not.toContain("closed.git");
});
