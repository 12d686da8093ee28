import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeComfy, startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import { BOOT_LIMIT_MS, findTarget, NOT_RUN, type OwnServer, startComfy } from "./comfy-process.ts";
import { PROTOCOL_FACTS } from "./protocol-facts.ts";
import { RawServer } from "./raw-server.ts";

// Everything else is tested on the fake server, so the fake must answer as a real one does.

const target = findTarget(process.env);
/** The oldest release that answers all of this as today's does. */
const OLDEST_ALIKE = [0, 33];

let own: OwnServer | undefined;
let real: RawServer;
let fake: FakeComfy;
let version = "";

beforeAll(async () => {
  if (target === undefined) return;
  if ("dir" in target) own = await startComfy(target);
  real = new RawServer(own?.url ?? ("url" in target ? target.url : ""));
  fake = await startFakeComfy();
  version = ((await real.get("/api/system_stats")).body as { system: { comfyui_version: string } }).system.comfyui_version;
  console.info(`tests/real: the fake server against ComfyUI ${version} at ${real.url}`);
}, BOOT_LIMIT_MS);
afterAll(async () => {
  await own?.stop();
  await fake?.stop();
});

/** Whether a release is at least as new as another. */
function isAtLeast(release: string, [major = 0, minor = 0]: readonly number[]): boolean {
  const [ours = 0, then = 0] = release.split(".").map(Number);
  return ours > major || (ours === major && then >= minor);
}

describe.skipIf(target === undefined)(
  target === undefined ? NOT_RUN : "the fake server answers as a real one",
  { timeout: 120_000 },
  () => {
    test.for(PROTOCOL_FACTS)("$title", async ({ observe }, { skip }) => {
      skip(!isAtLeast(version, OLDEST_ALIKE), `the fake is a server of today, and this one is ComfyUI ${version}`);
      const [seen, told] = [await observe(real), await observe(new RawServer(fake.url))];
      expect(told).toEqual(seen);
    });
  },
);
