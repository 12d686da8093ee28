import type { NewEvent, StoredEvent } from "../events/event.ts";
import { jobSamples, sampleEvent, sampleImage, storedSample, versionSamples } from "../events/sample-events.fixture.ts";

/**
 * A story in one chain: a job of two images whose version is made again by policy, and the second version is approved.
 * Seqs count from 1.
 */
export function sampleStory(): readonly StoredEvent[] {
  const first: readonly NewEvent[] = [
    jobSamples.queued("j1"),
    jobSamples.started("j1", "a1"),
    jobSamples.renderDone("j1", "a1", sampleImage(0, "frame:0")),
    jobSamples.renderDone("j1", "a1", sampleImage(0, "frame:1")),
    versionSamples.created("v1", "j1"),
    sampleEvent("version.routed", "v1", { payload: { route: "auto_regenerate", reasons: ["blank: image 1 is empty"] } }),
    jobSamples.succeeded("j1", "a1", "v1"),
  ];
  const second: readonly NewEvent[] = [
    jobSamples.queued("j2", { jobType: "regenerate", chainLength: 2 }),
    jobSamples.started("j2", "a2"),
    versionSamples.created("v2", "j2"),
    versionSamples.approved("v2", "policy"),
  ];
  const all = [...first, ...second.map((event) => ({ ...event, causalDepth: 1 }))];
  return all.map((event, index) => storedSample({ ...event, causalChainId: "c", ts: 1000 * (index + 1) }, index + 1));
}
