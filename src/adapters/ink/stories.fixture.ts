import type { Moment } from "../../core/playtest/story/moment.ts";
import type { PlayOptions, StoryPlay } from "../../core/playtest/story/story.ts";
import type { InkStory } from "./ink-story.ts";
import { openInk } from "./open-ink.ts";

/** Small stories of our own; each has what its name says. */
export const STORIES: Readonly<Record<string, string>> = {
  plain: `The ferry waits.
* Board it
  You board.
* [Stay] You stay
- It leaves.
-> END
`,
  tunnels: `VAR coins = 3
-> stall
=== stall
A stall of lamps.
+ [Haggle] -> haggle(2) ->
+ [Leave] -> END
- {coins < 1: -> broke}
-> stall
=== haggle(price)
"{price} coins," says Ines.
* {coins >= price} [Pay] 
  ~ coins = coins - price
+ [Shake your head] ->->
- "A good lamp." ->->
=== broke
Nothing left. # ending: poor
-> END
`,
  threads: `-> square
=== square
The square at noon.
- (top) <- ask("well", -> top)
<- ask("tower", -> top)
<- leave
-> DONE
=== ask(what, -> back)
+ [Ask about the {what}] "Old," he says of the {what}. -> back
=== leave
* [Leave] -> gate
* {not square} [Never] -> gate
=== gate
The gate is open.
-> END
`,
  lists: `LIST doors = (front), back, cellar
LIST mood = calm, (wary), angry
VAR keys = ()
-> hall
=== hall
Open: {doors}. You are {mood}. Keys: {keys}.
+ {doors !? back} [Open the back door]
  ~ doors += back
  ~ keys += cellar
+ {doors ? (front, back)} {mood < angry} [Slam them]
  ~ mood++
  ~ doors -= front
+ {LIST_COUNT(doors) == 1} [Draw a key]
  ~ keys = LIST_RANDOM(LIST_ALL(doors))
+ {mood == angry && keys has cellar} [Go down] -> END
- -> hall
`,
  functions: `VAR hp = 10
VAR log = ""
CONST LIMIT = 3
-> fight
=== fight
~ temp blow = RANDOM(1, LIMIT)
{~It snaps|It growls}{describe(blow)}. {hp <= 0: You fall.}
{hp <= 0: -> END}
+ [Hit]
  ~ hurt(hp, blow)
  ~ log = "{log}h"
+ [Rest {rest()}]
+ {max(hp, 2) > 4} [Boast] -> fight
- -> fight
=== function hurt(ref x, by)
~ x = x - by
=== function describe(n)
{ n:
- 1: <> softly
- 2: <> and bites
- else: <> terribly
}
=== function rest()
~ return "{hp}/10"
=== function max(a, b)
{ a < b:
  ~ return b
- else:
  ~ return a
}
`,
  glue: `You walk <>
-> lane
=== lane
down the lane<>
, slowly{once| again| and again|}.
{!First.|Second.}{&Left|Right}{~ a| b| c}
* \\ [Call] "Hello<>
  - - <>?" you call.
+ Walk on
+ -> lane.back
- -> lane
= back
Back. -> END
`,
  knotted: `# title: Two wells
# author: nobody
# bg: well
// A comment.
Two wells. # speaker: Ines # shake
-> wells.left
=== wells
= left
Left. # music: drip fade
* (drink) Drink # sfx: gulp # brave
* [Look right] -> right
- -> DONE
= right
Right. # bg: none
{drink: You have drunk.}
-> END
=== hub
-> hub.first
= first
Never. -> END
`,
};

/** Opens one of the stories, or a text. */
export function openStory(text: string, include?: (name: string) => string | null): InkStory {
  const source = { file: "story.ink", text: STORIES[text] ?? text };
  return openInk(include === undefined ? source : { ...source, include });
}

export function openPlay(story: InkStory, options: Partial<PlayOptions> = {}): StoryPlay {
  return story.open({ pov: null, worldline: null, variables: {}, promptPacks: [], seed: "1", detail: "all", ...options });
}

/** Takes choices by id, and goes on by itself between them; tells every moment on the way. */
export function walk(play: StoryPlay, ids: readonly string[]): Moment[] {
  const met = [play.moment];
  const goOn = (): void => {
    while (play.moment.kind === "goto") {
      play.advance();
      met.push(play.moment);
    }
  };
  goOn();
  for (const id of ids) {
    const place = play.moment.offered.findIndex((option) => option.id === id || option.id.startsWith(`${id}-`));
    if (place === -1) throw new TypeError(`${id} is not offered: ${play.moment.offered.map((option) => option.id).join(" ")}`);
    play.choose(place);
    met.push(play.moment);
    goOn();
  }
  return met;
}

/** What is said, as a reader sees it. */
export function textsOf(moments: readonly Moment[]): string[] {
  return moments.flatMap(({ lines }) => lines.map(({ text }) => text));
}
