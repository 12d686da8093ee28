import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Digest } from "../../src/core/canonical/digest.ts";
import type { StoredEvent } from "../../src/core/events/event.ts";
import { assetApproveVerb, assetRejectVerb } from "../../src/engine/assets.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import { jobCancelVerb, jobListVerb } from "../../src/engine/jobs.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { specReadyVerb, specRebindVerb } from "../../src/engine/ready.ts";
import { replayVerb } from "../../src/engine/replay.ts";
import type { Step } from "../../src/engine/step.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { copySample, editFile, studioAt } from "./sample-game.ts";
import { startTouchstone } from "./touchstone.ts";
import { WORKFLOW_FILES } from "./workflows.ts";

/** What a project has stored at the end of the story. */
export interface Story {
  readonly events: readonly StoredEvent[];
  /** Documents as they lie on disk: of one version its evidence and its stored plan, and the lock. */
  readonly evidence: string;
  readonly planned: string;
  readonly lock: string;
}

/** Specs whose making ends in every way there is. */
const SPECS: Readonly<Record<string, string>> = {
  gem: "output: { kind: single_image, width: 16, height: 16, variants: 2 }\n",
  // No picture has a margin of half its size: the chain is regenerated to its end.
  stuck: "output: { kind: single_image, width: 16, height: 16 }\ncontract: { marginPx: 8 }\n",
  remote: "output: { kind: single_image, width: 32, height: 32 }\nworkflow: flow\n",
  late: "output: { kind: single_image, width: 32, height: 32, variants: 24 }\n",
  long: "output: { kind: animation, width: 128, height: 128, frames: 256 }\n",
};

/** Plays a short life of a project in which every type of event happens once at least. */
export async function playStory(dir: string): Promise<Story> {
  writeProject(dir);
  const withStudio = studioAt(dir);
  const call = { caller: { by: "person" }, withStudio } as const;
  const make = async (spec: string) => (await callVerb(makeVerb, { ...call, input: { specs: [spec] } })).jobs[0];
  await callVerb(specReadyVerb, { ...call, input: { specs: Object.keys(SPECS) } });
  await make("gem");
  editFile(`${dir}/touchstone.yaml`, "maxColors: 32", "maxColors: 31");
  await callVerb(specRebindVerb, { ...call, input: { specs: ["gem"] } });
  const version = (await make("gem"))?.versionId ?? "";
  await callVerb(replayVerb, { ...call, input: { version, render: true } });
  await callVerb(assetRejectVerb, { ...call, input: { version, note: "too blue" } });
  await callVerb(assetApproveVerb, { ...call, input: { version } });
  await make("stuck");
  await make("remote");
  editFile(`${dir}/touchstone.yaml`, "baseDelayMs: 100", "baseDelayMs: 100, escalateTo: reject");
  await make("remote");
  await makeAndCancel(dir, "late");
  await makeAndKill(dir, "long");
  const { jobs } = await callVerb(jobListVerb, { ...call, input: { spec: "long" } });
  await callVerb(jobCancelVerb, { ...call, input: { job: jobs[0]?.id ?? "" } });
  return await withStudio("read", async (studio) => {
    const store = storeOf(studio);
    const made = store.findVersion(version);
    const planBlob = store.findJob(made?.jobId ?? "")?.planBlob ?? "";
    const textOf = async (digest: string): Promise<string> => Buffer.from(await store.blobs.get(digest as Digest)).toString();
    return {
      events: store.readEvents({ since: 0, limit: 1000 }).events,
      evidence: await textOf(made?.evidenceBlob ?? ""),
      planned: await textOf(planBlob),
      lock: readFileSync(`${dir}/touchstone.lock`, "utf8"),
    };
  });
}

function writeProject(dir: string): void {
  copySample(dir, "starter");
  rmSync(`${dir}/specs/first-gem.yaml`);
  editFile(`${dir}/touchstone.yaml`, "id: my-game", "id: old-game");
  const retry = "retry: { maxAttempts: 2, baseDelayMs: 100, perJobType: { regenerate: { maxAttempts: 2 } } }";
  editFile(`${dir}/touchstone.yaml`, /^policies:\n/m, `policies:\n  ${retry}\n`);
  appendFileSync(`${dir}/checkpoints/copax.yaml`, `weights: { path: a.safetensors, sha256: ${"a".repeat(64)} }\n`);
  mkdirSync(`${dir}/workflows`);
  for (const [file, text] of Object.entries(WORKFLOW_FILES)) writeFileSync(path.join(dir, file), text);
  for (const [id, more] of Object.entries(SPECS)) {
    const usual = `id: ${id}\ntitle: ${id}\nassetType: ui_icon\ntags: [item:gem]\ncheckpoint: copax\nprompt: { positive: a small stone }\n`;
    writeFileSync(path.join(dir, "specs", `${id}.yaml`), usual + more);
  }
}

/** Cancels a job while its images are being made: those that come after that are superseded. */
async function makeAndCancel(dir: string, spec: string): Promise<void> {
  await studioAt(dir)("own", async (studio) => {
    const withStudio: WithStudio = async (_access, use) => await use(studio);
    const canceled = Promise.withResolvers<unknown>();
    let isAsked = false;
    // An image that is drawn is still to be encoded and stored: however slow the machine, that ends after the cancellation.
    const onStep = ({ step, jobId }: Step): void => {
      if (step !== "drawn" || isAsked) return;
      isAsked = true;
      canceled.resolve(callVerb(jobCancelVerb, { input: { job: jobId }, caller: { by: "person" }, withStudio }));
    };
    await callVerb(makeVerb, { input: { specs: [spec] }, caller: { by: "person", onStep }, withStudio });
    await canceled.promise;
  });
}

/** Starts a process that makes a spec, and kills it once some of the images are stored: its attempt is lost. */
async function makeAndKill(dir: string, spec: string): Promise<void> {
  const blobs = (): number => readdirSync(`${dir}/.touchstone/blobs`).length;
  const before = blobs();
  const child = startTouchstone(["make", spec], { cwd: dir });
  const ended = once(child, "exit");
  while (blobs() < before + 4 && child.exitCode === null) await sleep(10);
  child.kill("SIGKILL");
  await ended;
}
