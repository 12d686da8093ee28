import { afterAll, beforeAll, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { jobSamples } from "../core/events/sample-events.fixture.ts";
import { recover } from "./recover.ts";
import { storeOf } from "./studio.ts";

let game: OpenGame;
beforeAll(async () => {
  game = await openGame({ gems: { variants: 1 } });
});
afterAll(async () => await game.close());

test("an attempt whose owner died is lost however often its job was retried: a chain's length is not its depth", async () => {
  const store = storeOf(game.studio);
  await store.append({ events: [jobSamples.queued("job-12", { chainLength: 12 }), jobSamples.started("job-12", "attempt-1")] });
  await recover(game.studio);
  expect(store.findJob("job-12")).toMatchObject({ state: "queued", attempt: 1, attemptId: null });
  const { events } = store.readEvents({ since: 0, limit: 10, types: ["job.lost"] });
  expect(events).toMatchObject([{ entityId: "job-12", causalDepth: 0, payload: { attemptId: "attempt-1", owner: "session-1" } }]);
});
