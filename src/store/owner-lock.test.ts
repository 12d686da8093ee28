import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { acquireOwner, readOwner, type OwnerInfo } from "./owner-lock.ts";
import { temporaryFolder } from "./temporary-folder.fixture.ts";

const info = (command = "touchstone make ember-sword"): OwnerInfo => ({
  pid: process.pid,
  command,
  startedAtMs: 1_763_640_000_000,
  sessionId: "session-1",
});

/** Another process that owns the folder until it is killed. */
async function ownerProcess(dir: string): Promise<ChildProcess> {
  const source = `
    import { acquireOwner } from ${JSON.stringify(new URL("./owner-lock.ts", import.meta.url).href)};
    const info = { pid: process.pid, command: "touchstone serve", startedAtMs: 1, sessionId: "other" };
    await acquireOwner(${JSON.stringify(dir)}, info);
    process.stdout.write("owned");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

test("[S16] a second process is refused with the holder's pid and command, and gets the folder once the holder is killed", async () => {
  const dir = temporaryFolder();
  const child = await ownerProcess(dir);
  await expect(acquireOwner(dir, info())).rejects.toMatchObject({
    code: "PROJECT_LOCKED",
    message: `\`${dir}\` is owned by \`touchstone serve\` (pid ${child.pid})`,
    hint: `Wait for it to end, or stop process ${child.pid}.`,
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(readOwner(dir)?.command).toBe("touchstone serve");
  const lock = await acquireOwner(dir, info());
  expect(readOwner(dir)).toEqual(info());
  lock.release();
});

test("[S16] a holder that is stopped, not killed, still owns the folder", async () => {
  const dir = temporaryFolder();
  const child = await ownerProcess(dir);
  child.kill("SIGSTOP");
  await expect(acquireOwner(dir, info())).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
});

test("[S16] being refused twice in the owner's own process does not end the lock", async () => {
  const dir = temporaryFolder();
  const lock = await acquireOwner(dir, info());
  await expect(acquireOwner(dir, info("touchstone plan"))).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
  await expect(acquireOwner(dir, info("touchstone plan"))).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
  const source = `
    import { acquireOwner } from ${JSON.stringify(new URL("./owner-lock.ts", import.meta.url).href)};
    const info = { pid: process.pid, command: "other", startedAtMs: 1, sessionId: "other" };
    await acquireOwner(${JSON.stringify(dir)}, info).catch((error) => process.stdout.write(error.code));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  expect(String(said)).toBe("PROJECT_LOCKED");
  lock.release();
});

test("[S16] letting go removes the description, twice is once, and the next owner gets in", async () => {
  const dir = temporaryFolder();
  const lock = await acquireOwner(dir, { ...info(), url: "http://127.0.0.1:4567", token: "secret" });
  expect(readOwner(dir)).toMatchObject({ url: "http://127.0.0.1:4567", token: "secret" });
  expect(statSync(join(dir, "owner.json")).mode & 0o077).toBe(0);
  lock.release();
  lock.release();
  expect(existsSync(join(dir, "owner.json"))).toBe(false);
  (await acquireOwner(dir, info())).release();
});

test("[S16] the words of an owner that was killed are not held against the one that holds the folder now", async () => {
  const dir = temporaryFolder();
  const child = await ownerProcess(dir);
  writeFileSync(join(dir, "owner.json"), JSON.stringify({ ...info("long gone"), pid: 2 ** 22 + 1 }));
  await expect(acquireOwner(dir, info())).rejects.toMatchObject({ message: `\`${dir}\` is owned by another process` });
  expect(child.exitCode).toBeNull();
});

test("[S16] a description that is missing, torn or foreign reads as none", () => {
  const dir = temporaryFolder();
  expect(readOwner(dir)).toBeUndefined();
  mkdirSync(dir);
  for (const text of ["", '{"pid":', '{"pid":"1"}', "[]"]) {
    writeFileSync(join(dir, "owner.json"), text);
    expect(readOwner(dir)).toBeUndefined();
  }
  expect(readFileSync(join(dir, "owner.json"), "utf8")).toBe("[]");
});
