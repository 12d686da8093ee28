import { expect, test } from "vitest";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import { goldenPath, logPath, runLogName } from "./file-names.ts";
import { playtestLog } from "./log-line.ts";

const { trace } = playStory(storyOf(HARBOR), requestOf({ seed: 5, worldline: "storm" }));

test("[PR20] a golden is named by pov, category and story, and by its seed where one was given", () => {
  expect(goldenPath({ pov: "mira", category: "choice", story: "harbor", seed: null })).toBe("mira/choice/harbor.trace.jsonl");
  expect(goldenPath({ pov: null, category: "choice", story: "harbor", seed: -5 })).toBe(
    "default/choice/harbor.seed-5.trace.jsonl",
  );
  expect(runLogName(trace)).toBe(`harbor.5.${trace.footer.digest.slice(7, 19)}.trace.jsonl`);
  expect(logPath("a/b.trace.jsonl")).toBe("a/b.log");
});

test("[PR20] ids that are no file names become some, and never the same", () => {
  const ids = ["../../etc/passwd", "..", ".", "", "The Intercept", "The/Intercept", "con\0", "é", "è", "a".repeat(400), "-x"];
  const paths = ids.map((story) => goldenPath({ pov: "p", category: "c", story, seed: null }));
  expect(new Set(paths).size).toBe(ids.length);
  for (const path of paths) expect(path).toMatch(/^p\/c\/[A-Za-z0-9][A-Za-z0-9._-]{0,160}\.trace\.jsonl$/);
});

test("[PR21] the log says in one line what a dashboard asks for", () => {
  const log = playtestLog(trace);
  expect(log.split("\n")).toHaveLength(2);
  expect(JSON.parse(log)).toEqual({
    scene: "harbor",
    seed: 5,
    pov: "mira",
    worldline: "storm",
    steps: trace.steps.length,
    digest: trace.footer.digest,
    asset_manifest: trace.footer.assets,
  });
});
