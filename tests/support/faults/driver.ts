// A process made to be killed: runs one verb on one project, in the product's own way, and writes down what the store
// acknowledged. Started by `start-driver.ts` with a `DriverTask`.
import { mkdtemp, open, rename, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withStudio } from "../../../src/compose.ts";
import { TouchstoneError } from "../../../src/core/errors.ts";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { makeVerb } from "../../../src/engine/make.ts";
import { specReadyVerb, specRebindVerb } from "../../../src/engine/ready.ts";
import type { Step } from "../../../src/engine/step.ts";
import type { Studio } from "../../../src/engine/studio.ts";
import type { Caller } from "../../../src/engine/verb.ts";
import { recordStore } from "./ledger.ts";
import type { DriverReport, DriverTask, Point } from "./task.ts";

const VERBS = { make: makeVerb, "spec.ready": specReadyVerb, "spec.rebind": specRebindVerb };

const task = JSON.parse(process.argv[2] ?? "") as DriverTask;
const steps: Record<string, number> = {};
const interruption = new AbortController();
process.on("SIGINT", () => interruption.abort());
await takeHeadStart(task.headStart ?? 0);
tell("begin");
process.stdout.write(`${JSON.stringify(await run())}\n`);

async function run(): Promise<DriverReport> {
  const caller: Caller = { by: "person", onStep, signal: interruption.signal };
  try {
    // Each verb has its own input and answer; here only the effect on the folder counts.
    await callVerb<typeof makeVerb.input, unknown>(VERBS[task.verb] as typeof makeVerb, {
      input: task.input,
      caller,
      withStudio: async (access, use) =>
        await withStudio({ projectDir: task.projectDir, access, command: `touchstone ${task.verb}` }, recorded(use)),
    });
    return { code: null, message: "", steps };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { code: error.code, message: error.message, steps };
  }
}

function recorded<T>(use: (studio: Studio) => Promise<T>): (studio: Studio) => Promise<T> {
  return async (studio) => {
    if (studio.store === undefined) throw new TypeError("the driver's verbs all use the store");
    tell("opened");
    const { store, close } = recordStore(studio.store, task.ledgerFile);
    return await use({ ...studio, store }).finally(close);
  };
}

function tell(point: Point): void {
  process.stdout.write(`${point}\n`);
}

function onStep({ step }: Step): void {
  const count = (steps[step] ?? 0) + 1;
  steps[step] = count;
  if (task.killAt?.step === step && task.killAt.nth === count) process.kill(process.pid, "SIGKILL");
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
