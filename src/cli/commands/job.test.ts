import { afterAll, beforeAll, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../../tests/support/open-game.ts";
import { supersededEvent } from "../../core/events/superseded-event.ts";
import { callVerb } from "../../engine/call-verb.ts";
import { jobShowVerb } from "../../engine/jobs.ts";
import { makeVerb } from "../../engine/make.ts";
import { storeOf } from "../../engine/studio.ts";
import { createPaint } from "../paint.ts";
import { jobShowCommand } from "./job.ts";

let game: OpenGame;
beforeAll(async () => {
  game = await openGame({ runes: { variants: 1 } });
});
afterAll(async () => await game.close());

test("what a stale attempt delivered is shown with its job, which stays as it ended", async () => {
  const { studio, withStudio } = game;
  const call = { caller: { by: "person" }, withStudio } as const;
  const { jobs } = await callVerb(makeVerb, { ...call, input: { specs: ["runes"] } });
  const store = storeOf(studio);
  const job = store.findJob(jobs[0]?.id ?? "");
  const [render] = store.listRenders(job?.id ?? "");
  if (job === undefined || render === undefined) throw new TypeError("the job has made its image");
  const { variant, part, seed, blob, pixelSha256, width, height } = render;
  const image = { variant, part, seed, blob, pixelSha256, width, height };
  const late = { job, ts: studio.nowMs(), attemptId: "attempt-0", reason: "Attempt `attempt-0` does not hold it" };
  const events = [image, null].map((what) => supersededEvent({ ...late, id: studio.newId(), image: what }));
  await store.append({ events });
  const shown = await callVerb(jobShowVerb, { ...call, input: { job: job.id } });
  expect(shown.job).toMatchObject({ state: "succeeded", versionId: job.versionId });
  expect(shown.superseded.map((one) => one.image)).toEqual([image, null]);
  const text = "render" in jobShowCommand ? jobShowCommand.render(shown, createPaint(false)) : "";
  expect(text).toContain("  too late: variant 0 of attempt attempt-0 — Attempt `attempt-0` does not hold it\n");
  expect(text).toContain("  too late: a version of attempt attempt-0 — ");
});
