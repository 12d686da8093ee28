import { describe, expect, test } from "vitest";
import { openInk } from "../../src/adapters/ink/open-ink.ts";
import type { Exploration } from "../../src/core/playtest/explore/explore-plan.ts";
import type { Story } from "../../src/core/playtest/story/story.ts";
import { explore, placesOf, readAssertions } from "../support/explored.ts";

// Rules: src/core/playtest/explore/SPEC.md and its neighbours. What is told here of ink is told there of every kind of story.

const open = (text: string): Story => openInk({ file: "pier.ink", text });

const pier = open(`
VAR lamp = false
VAR gift = false
VAR hp = 2
-> hub
=== hub
The pier at dusk.
* [Talk] Words. -> hub
* [Cave] -> cave
* {gift} [Secret] -> secret
* {lamp && not lamp} [Never] -> home
+ {lamp} [Home] -> home
=== cave
A cave.
* [Take]
  ~ lamp = true
  -> hub
* [Leave] -> hub
* [Fall] -> pit
* [Break] -> broken
* [Sit] -> stone
=== pit
+ [Up] -> pit
+ [Down]
  ~ hp = 0
  -> pit
=== stone
+ [Still] -> stone
=== broken
~ temp nothing = hp - hp
It breaks {LIST_COUNT(nothing)}.
-> END
=== secret
-> END
=== home
Home.
-> END
=== island
Nobody here.
-> END
`);

/** Names of choices without the digest of their text. */
const plain = (names: readonly string[]): string[] => names.map((name) => name.replace(/-[0-9a-f]{6}$/, ""));

describe("an ink story", () => {
  const whole = explore(pier, { assertions: readAssertions({ type: "never", when: { key: "hp", op: "lt", value: 1 } }) });

  test("is gone through whole, and what is planted in it is found", () => {
    expect(whole).toMatchObject({ complete: true, why: null });
    expect(placesOf(whole, "ran_dry")).toEqual(["hub"]);
    expect(placesOf(whole, "soft_lock")).toEqual(["hub", "pit"]);
    expect(placesOf(whole, "loop")).toEqual(["stone"]);
    expect(placesOf(whole, "error")).toEqual(["broken"]);
    expect(placesOf(whole, "unreachable_node")).toEqual(["secret", "island"]);
    expect(plain(whole.neverTaken.dead)).toEqual(["hub/never"]);
    expect(plain(whole.neverTaken.needsInput)).toEqual(["hub/secret"]);
    expect(whole.coverage.conditions?.missing.map((name) => name.replace(/-[0-9a-f]{6}/, ""))).toEqual(["hub/secret/all.0 true"]);
  });

  test("is asked about variables that its own code does not ask about", () => {
    expect(whole.assertions).toMatchObject([{ outcome: "fails", why: "it holds in `pit`" }]);
    expect(plain(whole.assertions[0]?.witness?.choices ?? [])).toEqual(["cave", "fall", "down"]);
  });

  test("that is too large for that is walked, and nothing is claimed that was not seen or proven", () => {
    const guided = explore(pier, { policy: "guided", states: 3, plays: 120 });
    expect(guided.complete).toBe(false);
    expect([placesOf(guided, "ran_dry"), placesOf(guided, "loop"), placesOf(guided, "error")]).toEqual([
      ["hub"],
      ["stone"],
      ["broken"],
    ]);
    expect(placesOf(guided, "unreachable_node")).toEqual([]);
    expect(plain(guided.neverTaken.needsInput)).toEqual(["hub/secret"]);
  });

  test("names what nothing in it sets, but for what a function could set", () => {
    const { universe } = open(`
VAR asked = 1
VAR counted = 0
VAR handed = 0
~ counted = counted + 1
~ raise(handed)
{asked} {counted} {handed}
-> END
=== function raise(ref what)
~ what = what + 1
`);
    expect(universe.inputs).toEqual(["asked"]);
  });

  test("that draws is gone through with every outcome, whatever the seed: shuffles, numbers and items of lists", () => {
    const drawn = explore(
      open(`
LIST things = rope, salt, tea
VAR luck = 0
-> hub
=== hub
{~one|two|three}
+ [Roll]
  ~ luck = RANDOM(1, 6)
  -> judge
+ [Take one]
  {LIST_RANDOM(LIST_ALL(rope)) == tea: -> pot}
  -> hub
=== judge
+ {luck == 6} [Six] -> END
+ [Again] -> hub
=== pot
-> END
`),
    );
    expect(drawn).toMatchObject({ complete: true, why: null, findings: [] });
    expect(drawn.coverage.endings).toEqual({ covered: 2, total: 2, missing: [] });
    expect(drawn.coverage.conditions).toEqual({ covered: 2, total: 2, missing: [] });
  });

  test("that seeds its draws itself is never complete, and guided plays meet what that seed gives", () => {
    const seeded = open(`
-> a
=== a
* [Seed]
  ~ SEED_RANDOM(3)
  {RANDOM(1, 8) == 8: -> hit}
  -> miss
=== miss
-> END
=== hit
-> END
`);
    const why = expect.stringContaining("draws by itself") as string;
    expect(explore(seeded)).toMatchObject({ complete: false, why });
    const guided: Exploration = explore(seeded, { policy: "guided", plays: 40 });
    expect(guided).toMatchObject({ complete: false, why, coverage: { endings: { covered: 1, total: 2 } } });
  });

  test("whose threads bring choices of other nodes has them taken where they stand", () => {
    const threads = open(`
-> square
=== square
<- market
* [Leave] -> END
=== market
+ [Buy] -> END
`);
    expect(explore(threads)).toMatchObject({ complete: true, coverage: { choices: { covered: 2, total: 2 } } });
  });
});
