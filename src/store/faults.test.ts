import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { jobSamples } from "../core/events/sample-events.fixture.ts";
import { openStore } from "./store.ts";
import { temporaryFolder, temporaryStore } from "./temporary-folder.fixture.ts";
import { verifyStore } from "./verify.ts";

const source = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** Permissions do not bind the superuser, so as root the reading is done by a process of nobody. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const seesRepository = spawnSync(process.execPath, ["-e", `await import(${source("./store.ts")})`], NOBODY).status === 0;

/** Runs a module in a process without rights to write, and returns what it prints as JSON. */
function runUnprivileged(body: string): unknown {
  const imports = `import { openStore } from ${source("./store.ts")}; import { verifyStore } from ${source("./verify.ts")};
    import { acquireOwner } from ${source("./owner-lock.ts")}; import { openBlobs } from ${source("./blobs.ts")};`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", `${imports}${body}`], { encoding: "utf8", ...NOBODY });
  expect(child.stderr).toBe("");
  return JSON.parse(child.stdout);
}

function snapshot(dir: string): unknown {
  return readdirSync(dir, { recursive: true }).map((name) => [name, statSync(join(dir, String(name))).mtimeMs]);
}

function makeReadOnly(dir: string): void {
  chmodSync(dirname(dir), 0o755);
  for (const name of readdirSync(dir)) chmodSync(join(dir, name), 0o444);
  chmodSync(dir, 0o555);
  onTestFinished(() => chmodSync(dir, 0o755));
}

test.skipIf(!seesRepository).each(["closed", "killed"])(
  "[S18][S20] a read-only folder whose owner was %s is read whole, refused to an owner, and not touched (not run where other users cannot read the repository)",
  async (ending) => {
    const dir = temporaryFolder();
    const live = temporaryFolder();
    const store = await openStore({ dir: live, projectId: "p", access: "owner" });
    for (let index = 0; index < 3; index++) await store.append({ events: [jobSamples.queued(`job-${index}`)] });
    // The files of a living owner, copied, are those that a killed one leaves.
    if (ending === "killed") cpSync(live, dir, { recursive: true });
    await store.close();
    if (ending === "closed") cpSync(live, dir, { recursive: true });
    makeReadOnly(dir);
    const before = snapshot(dir);
    const result = runUnprivileged(`
      const at = { dir: ${JSON.stringify(dir)}, projectId: "p" };
      const store = await openStore({ ...at, access: "read" });
      const codeOf = async (work) => { try { await work(); return "none"; } catch (error) { return error.code; } };
      const info = { pid: process.pid, command: "test", startedAtMs: 1, sessionId: "s" };
      console.log(JSON.stringify({
        jobs: store.listJobs({}).length,
        chain: (await verifyStore(at)).chain,
        owner: await codeOf(() => openStore({ ...at, access: "owner" })),
        lock: await codeOf(() => acquireOwner(at.dir, info)),
        blob: await codeOf(() => openBlobs(at.dir, "owner").put(new Uint8Array(1))),
      }));
      await store.close();`);
    expect(result).toEqual({ jobs: 3, chain: "ok", owner: "READ_ONLY", lock: "READ_ONLY", blob: "READ_ONLY" });
    expect(snapshot(dir)).toEqual(before);
  },
);

/** Mounts a file system of two MiB for the rest of the test. */
function mountSmall(): string {
  const path = mkdtempSync(join(tmpdir(), "touchstone-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", path]);
  onTestFinished(() => {
    spawnSync("umount", ["-l", path]);
    rmSync(path, { recursive: true, force: true });
  });
  expect(mounted.status).toBe(0);
  return path;
}

function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), "touchstone-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", path]).status === 0;
  if (mounted) spawnSync("umount", ["-l", path]);
  rmSync(path, { recursive: true, force: true });
  return mounted;
}

const mounts = canMount();

test.skipIf(!mounts)(
  "[S8][S12] a real disk that runs full loses nothing acknowledged, leaves no half blob, and takes appends again once there is space (not run where no disk can be mounted)",
  async () => {
    const dir = join(mountSmall(), ".touchstone");
    const store = await temporaryStore(dir);
    const filler = await store.blobs.put(new Uint8Array(400_000).fill(7));
    const acknowledged: string[] = [];
    const codes = new Set<unknown>();
    const append = async (id: string): Promise<void> => {
      try {
        await store.append({ events: [jobSamples.queued(id)] });
        acknowledged.push(id);
      } catch (error) {
        codes.add((error as { code?: string }).code);
      }
    };
    for (let index = 0; codes.size === 0; index++) await append(`job-${index}`);
    await append("job-refused");
    expect([...codes]).toEqual(["DISK_FULL"]);
    await expect(store.blobs.put(new Uint8Array(200_000).fill(9))).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(readdirSync(join(dir, "blobs", "tmp"))).toEqual([]);
    expect(store.head().seq).toBe(acknowledged.length);

    rmSync(join(dir, "blobs", filler.slice(7, 9)), { recursive: true });
    await append("job-later");
    expect(acknowledged.at(-1)).toBe("job-later");
    expect(
      store
        .listJobs({})
        .map((job) => job.id)
        .toReversed(),
    ).toEqual(acknowledged);
    expect(await verifyStore({ dir, projectId: "p" })).toMatchObject({ chain: "ok", events: { count: acknowledged.length } });
  },
);

test.skipIf(!mounts)(
  "[S8] a store on a full disk still closes, and the next owner finds everything (not run where no disk can be mounted)",
  async () => {
    const dir = join(mountSmall(), ".touchstone");
    const store = await openStore({ dir, projectId: "p", access: "owner" });
    const acknowledged: string[] = [];
    for (let failure: unknown, index = 0; failure === undefined; index++) {
      const id = `job-${index}`;
      failure = await store.append({ events: [jobSamples.queued(id)] }).then(
        () => void acknowledged.push(id),
        (error) => error,
      );
    }
    await store.close();
    const again = await temporaryStore(dir);
    expect(
      again
        .listJobs({})
        .map((job) => job.id)
        .toReversed(),
    ).toEqual(acknowledged);
  },
);
