import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const SIZE_BYTES = 32 * 1024 * 1024;

/** A file system of its own, in memory. */
export interface SmallDisk {
  readonly dir: string;
  /** Fills the disk with one large file until just so much is free. */
  readonly leave: (freeBytes: number) => void;
  /** Takes the large file away again. */
  readonly clear: () => void;
}

/** Mounts a small disk on a folder that does not exist yet, for as long as it is used. Only root may, on Linux. */
export async function withSmallDisk(dir: string, use: (disk: SmallDisk) => Promise<void>): Promise<void> {
  mkdirSync(dir);
  mount(["-t", "tmpfs", "-o", `size=${SIZE_BYTES}`, "touchstone-fault", dir]);
  const ballast = path.join(dir, "ballast");
  const leave = (freeBytes: number): void => {
    const { bavail, bsize } = statfsSync(dir);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
  };
  try {
    await use({ dir, leave, clear: () => rmSync(ballast) });
  } finally {
    spawnSync("umount", [dir]);
    rmdirSync(dir);
  }
}

function mount(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync("mount", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount ${args.join(" ")}: ${error?.message ?? stderr}`);
}

/** Whether this process may mount a small disk. */
export async function canMount(): Promise<boolean> {
  const parent = mkdtempSync(path.join(tmpdir(), "touchstone-mount-"));
  try {
    await withSmallDisk(path.join(parent, "disk"), async () => await Promise.resolve());
    return true;
  } catch {
    return false;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
