import { expect, test } from "vitest";
import { forkCommand } from "./fork-command.ts";
import { sampleTrace } from "./trace.fixture.ts";
import { viewPlaytest } from "./view-playtest.ts";

const view = viewPlaytest(sampleTrace());

test("[TV9] a fork plays the choices up to the step, and another one there", () => {
  expect(forkCommand(view, { step: 1, choice: "flee" })).toBe(
    "touchstone playtest run story/lantern.yaml --pov mara --seed 3 --var luck=2 --choices light,flee",
  );
  expect(forkCommand(view, { step: 2, choice: null })).toContain("--choices light,fight");
});

test("[TV9] words that a shell would read otherwise are quoted", () => {
  const play = { story: "my story/it's.yaml", pov: null, worldline: "wl.live", seed: 0, isOfSuite: false };
  expect(forkCommand({ ...view, play: { ...play, variables: { name: "a b" } } }, { step: 0, choice: "light" })).toBe(
    String.raw`touchstone playtest run 'my story/it'\''s.yaml' --worldline wl.live --seed 0 --var 'name=a b' --choices light`,
  );
});

test("[TV9] a start value is written so that the command reads the same value", () => {
  const variables = { a: "7", b: 7, c: [1, "x"], d: "calm", e: true };
  const command = forkCommand({ ...view, play: view.play && { ...view.play, variables } }, { step: 0, choice: "light" });
  expect(command).toContain(`--var 'a="7"' --var b=7 --var 'c=[1,"x"]' --var d=calm --var e=true`);
});

test("[TV9] what is not played cannot be forked", () => {
  expect(forkCommand({ ...view, play: null }, { step: 0, choice: "light" })).toBeNull();
});
