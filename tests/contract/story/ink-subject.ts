import { openInk } from "../../../src/adapters/ink/open-ink.ts";
import type { StorySubject } from "./subject.ts";

const STORY = `# title: The lock-keeper
# povs: keeper, guest
# worldline: flood water=3
VAR pov = "keeper"
VAR water = 1
VAR rope = false
VAR told = 0
LIST bag = bread, (knife), chart
-> lock

=== lock
The gates are shut. # bg: lock-night
{The lamp smokes.|The lamp has gone out.|}
* (search) [Search the shed] # sfx: door
  Nets, and {~a rope|nothing|a rope and a rat}.
  ~ rope = true
  -> lock
+ [Wait for the tide]
  You {wait|wait again}.
  ~ water = water + RANDOM(0, 2)
  -> tide
+ {rope && water >= 2} [Haul the boat over]
  -> river
* {search} Eat. # eating
  ~ bag -= bread
  -> lock
* {TURNS_SINCE(-> tide) > 1 or water > 6} [Shout]
  Nobody comes.
  -> lock
* [Count what you have]
  -> count(bag) ->
  -> lock

=== tide
The bell of the tide. # music: tide
{water > 4:
  It comes over the sill.
  -> river.under
}
-> lock

=== count(things)
There {LIST_COUNT(things) == 1:is one thing|are {LIST_COUNT(things)} things}: {things}.
~ bag += LIST_RANDOM(LIST_ALL(bag))
- - (again)
+ [Look again]
  {again > 2: -> done|-> again}
+ [Close it] -> done
= done
->->

=== river
The boat goes quietly.
+ [Row on]
  ~ told = told + 1
  {told > 2: -> END}
  -> river
* [Let go] -> under
* -> lost
= under
It fills. # ending: drowned
-> END
= lost
-> DONE
`;

export const inkSubject: StorySubject = {
  kind: "ink",
  open: () => openInk({ file: "lock.ink", text: STORY }),
  openBare: () => openInk({ file: "bare.ink", text: "Home.\n+ [Stay] -> END\n+ [Go] -> END\n" }),
  start: { name: "water", value: 2 },
  unfit: "many",
};
