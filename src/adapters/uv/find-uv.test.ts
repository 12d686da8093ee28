import { chmod, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { cachedUv, findUv, UV_VERSION } from "./find-uv.ts";
import { uvVariables } from "./uv-variables.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "find-uv-"));
});

/** A program that says a version as uv does. */
async function fakeTool(path: string, says: string): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`);
  await chmod(path, 0o755);
  return path;
}

test("[UV1] the named one, else the first on the PATH that is new enough, else the fetched one", async () => {
  const named = await fakeTool(join(dir, "named/uv-of-mine"), "uv 0.99.0");
  const old = await fakeTool(join(dir, "old/uv"), "uv 0.11.9");
  const good = await fakeTool(join(dir, "good/uv"), "uv 0.12.0 (abc 2026-01-01)");
  const toolCache = join(dir, "cache");
  const cached = await fakeTool(cachedUv(toolCache), `uv ${UV_VERSION}`);
  const find = async (variables: Record<string, string>) => await findUv({ variables, toolCache });
  const paths = { bad: join(dir, "nothing-here"), old: join(old, ".."), good: join(good, "..") };
  expect(await find({ TOUCHSTONE_UV: named, PATH: paths.good })).toMatchObject({ path: named, version: "0.99.0" });
  expect(await find({ PATH: `${paths.bad}:${paths.old}:.:${paths.good}` })).toMatchObject({ path: good, version: "0.12.0" });
  expect(await find({ PATH: paths.old, TOUCHSTONE_UV: "" })).toMatchObject({ path: cached, version: UV_VERSION });
});

test("[UV1] UV_MISSING says what was looked at and how to install it", async () => {
  const old = await fakeTool(join(dir, "older/uv"), "uv 0.9.1");
  const other = await fakeTool(join(dir, "other/uv"), "a tool for UTF-8");
  const toolCache = join(dir, "empty");
  const hint = expect.stringContaining("environment.md#uv-missing");
  await expect(findUv({ variables: {}, toolCache })).rejects.toMatchObject({ code: "UV_MISSING", hint });
  await expect(findUv({ variables: { PATH: join(old, "..") }, toolCache })).rejects.toThrow(`\`${old}\` is 0.9.1`);
  await expect(findUv({ variables: { TOUCHSTONE_UV: other }, toolCache })).rejects.toThrow(`names \`${other}\`, which is no uv`);
  await expect(findUv({ variables: { TOUCHSTONE_UV: join(dir, "none") }, toolCache })).rejects.toThrow("which is no uv");
});

test("[UV1] the version that tests fetch is the one that is looked for", async () => {
  const script = await readFile(join(import.meta.dirname, "../../../scripts/fetch-uv.ts"), "utf8");
  expect(script).toContain(`const VERSION = "${UV_VERSION}";`);
});

test("[UV2] where packages come from is the user's to say, what is resolved is not", () => {
  const kept = {
    HOME: "/srv/me",
    UV_CACHE_DIR: "/c",
    UV_DEFAULT_INDEX: "https://mirror",
    UV_INDEX_MINE_PASSWORD: "x",
    UV_OFFLINE: "1",
  };
  const dropped = {
    UV_NO_CONFIG: "1",
    UV_INDEX_STRATEGY: "unsafe-best-match",
    UV_PYTHON: "2.7",
    UV_PROJECT_ENVIRONMENT: "/elsewhere",
    UV_OVERRIDE: "o.txt",
    VIRTUAL_ENV: "/v",
    CONDA_PREFIX: "/c",
    PYTHONPATH: "/p",
    PIP_INDEX_URL: "https://other",
    XDG_CONFIG_HOME: "/srv/me/config",
    NOTHING: undefined,
  };
  expect(uvVariables({ variables: { ...kept, ...dropped }, toolCache: "/tools" })).toEqual({
    ...kept,
    XDG_CONFIG_HOME: "/tools/no-configuration",
    XDG_CONFIG_DIRS: "/tools/no-configuration",
    UV_PYTHON_DOWNLOADS: "never",
    UV_NO_PROGRESS: "1",
    NO_COLOR: "1",
  });
});
