// A process made to be killed: runs one task and tells how far it is. Started by `start-driver.ts` with a `DriverTask`.
import { mkdtemp, open, rename, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTask } from "./run-task.ts";
import type { DriverTask, Point } from "./task.ts";

const task = JSON.parse(process.argv[2] ?? "") as DriverTask;
const interruption = new AbortController();
process.on("SIGINT", () => interruption.abort());
await takeHeadStart(task.headStart ?? 0);
tell("begin");
const report = await runTask(task, { signal: interruption.signal, onPoint: tell });
process.stdout.write(`${JSON.stringify(report)}\n`);

function tell(point: Point): void {
  process.stdout.write(`${point}\n`);
}

async function takeHeadStart(count: number): Promise<void> {
  if (count === 0) return;
  const folder = await mkdtemp(join(tmpdir(), "touchstone-head-start-"));
  for (let done = 0; done < count; done++) {
    const file = await open(join(folder, "a"), "w");
    await file.writeFile("x");
    await file.sync();
    await file.close();
    await rename(join(folder, "a"), join(folder, "b"));
    await unlink(join(folder, "b"));
  }
  await rm(folder, { recursive: true });
}
