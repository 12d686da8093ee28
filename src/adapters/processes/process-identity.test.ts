import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { identify, isSame, readCpuMs, signalIfSame } from "./process-identity.ts";

const sleeper = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });

test("[PS7] a process is known by number and start time, and signalled only as that one", async () => {
  const child = sleeper();
  const identity = await identify(child.pid ?? 0);
  if (identity === null) throw new TypeError("a child that runs is somebody");
  expect(await isSame(identity)).toBe(true);
  const before = { ...identity, startTicks: `${identity.startTicks}0` };
  expect(await isSame(before)).toBe(false);
  expect(await signalIfSame(before, "SIGKILL")).toBe(false);
  expect(child.exitCode ?? child.signalCode).toBeNull();
  expect(await signalIfSame(identity, "SIGTERM")).toBe(true);
  await once(child, "exit");
  expect(await identify(identity.pid)).toBeNull();
  expect(await signalIfSame(identity, "SIGTERM")).toBe(false);
});

test("[PS7] a process that is dead and not buried is nobody", async () => {
  // The shell becomes `sleep`, which never looks at the end of its child.
  const parent = spawn("/bin/sh", ["-c", "true & echo $!; exec sleep 5"], { stdio: ["ignore", "pipe", "ignore"] });
  const [bytes] = (await once(parent.stdout, "data")) as [Buffer];
  await expect.poll(async () => await identify(Number(bytes.toString()))).toBeNull();
  parent.kill("SIGKILL");
});

test("[PS7] elsewhere than on Linux `ps` tells", async () => {
  const ours = await identify(process.pid, "darwin");
  expect(ours).toMatchObject({ pid: process.pid, startTicks: expect.stringMatching(/\d{4}$/) as string });
  expect(await identify(2 ** 22 + 1, "darwin")).toBeNull();
});

test("processor time is told for a process that is there", async () => {
  expect(await readCpuMs(process.pid)).toBeGreaterThan(0);
  expect(await readCpuMs(2 ** 22 + 1)).toBeNull();
});
