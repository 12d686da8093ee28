/** Choice points that one knot of the generated story has. */
const PER_KNOT = 12;

/** Knots passed on one way through the story; with about five choices in each, a play takes about 28 of them. */
const LAYERS = 6;

const PLACES = ["signal hut", "chart room", "fish market", "rope walk", "bell tower", "ferry stage", "ice store", "net loft"];
const PEOPLE = ["Ines", "Corvin", "the clerk", "old Maud", "the pilot", "Sefa", "a boy with a crate", "the night warden"];
const THINGS = ["the wet ledger", "a brass key", "two lanterns", "the torn letter", "a coil of line", "the tide table"];
const SIGHTS = ["Rain runs down the glass", "Somebody has swept here", "The stove is still warm", "Gulls quarrel over the roof"];
const WAYS = ["slowly", "without a word", "as if it were nothing", "with care", "and waits", "too fast"];

/**
 * The source of an ink story that is shaped like a published one of middle size: knots in six layers, once-only and
 * sticky choices, gathers, nested choices, conditions on variables and on what was read, alternatives, a function that
 * changes a variable, a list. A play takes about 28 choices and says about 100 lines.
 *
 * @param choicePoints  How many choice points it has, exactly; at least one knot's 12.
 * @returns the same text for the same number; all words are ours. Source: reference/playtest.md, section 3.1 (the shape).
 */
export function inkStorySource(choicePoints: number): string {
  if (!Number.isInteger(choicePoints) || choicePoints < PER_KNOT)
    throw new RangeError("inkStorySource: at least 12 choice points");
  const knots = Math.floor(choicePoints / PER_KNOT);
  const width = Math.max(1, Math.ceil(knots / LAYERS));
  const written = Array.from({ length: knots }, (_, at) => knotSource({ at, knots, width }));
  return [HEAD, ...written, endSource(choicePoints - knots * PER_KNOT)].join("\n");
}

const HEAD = `VAR trust = 0
VAR nerve = 3
VAR has_lamp = false
LIST found = key, letter, ledger
# title: The wet ledger
The boat leaves you at the steps.
It is {~late|dark|colder than you thought}.
-> knot_0

=== function shift(ref what, by)
  ~ what = what + by
  ~ return what
`;

interface KnotPlace {
  readonly at: number;
  readonly knots: number;
  readonly width: number;
}

/** One knot: a question with a nested one, a place to look around in until one leaves, and three ways on. */
function knotSource({ at, knots, width }: KnotPlace): string {
  const person = pick(PEOPLE, at);
  const thing = pick(THINGS, at * 5 + 1);
  const ways = [0, 1, 2].map((way) => wayOn({ at, knots, width }, way));
  return `=== knot_${at}
${pick(SIGHTS, at)} in the ${pick(PLACES, at * 3)}. # bg: ${pick(PLACES, at * 3).replaceAll(" ", "-")}
${person} looks up ${pick(WAYS, at)}.
{trust > 2: You are known here by now.|Nobody greets you.}
* "Is it about ${thing}?"
  ${person} nods ${pick(WAYS, at + 1)}.
  ~ shift(trust, 1)
  * * [Press on] "Then where is it?"
      "Where the water was," says ${person}.
      ~ nerve = nerve - 1
  * * {nerve > 0} [Let it rest]
      You look at ${pick(THINGS, at + 2)} instead.
* (silent) Say nothing. # mood: still
  The silence grows until ${person} coughs.
* {trust > 1 && not has_lamp} [Ask for a lamp]
  "Bring it back," says ${person}.
  ~ has_lamp = true
- (look) ${pick(SIGHTS, at + 2)}.
  {Everything is as it was.|You have seen most of it.|There is nothing new.}
* [Look at ${pick(THINGS, at + 3)}]
  It was moved ${pick(WAYS, at + 4)}.
  {not (found ? key): Under it lies a key.}
  ~ found += key
  -> look
* {has_lamp} [Light the corner]
  The corner holds ${pick(THINGS, at + 4)}.
  ~ shift(nerve, 1)
  -> look
* {silent} [Listen]
  Steps, then none.
  -> look
+ [Move on]
  You have {look > 2: stayed long|seen enough}.
- Outside it is {trust > nerve: brighter|the same} as before.
${ways.join("\n")}
+ -> the_steps
`;
}

/** How a knot is left: for one of the next layer, else for the end. */
function wayOn({ at, knots, width }: KnotPlace, way: number): string {
  const next = (Math.floor(at / width) + 1) * width + ((at + way * 2) % width);
  const target = next < knots ? `knot_${next}` : "the_steps";
  const demand = ["", "{trust >= 1} ", "{nerve > -3} "][way] ?? "";
  return `${way === 0 ? "+" : "*"} ${demand}[To the ${pick(PLACES, at + way * 3 + 1)}]
  You go ${pick(WAYS, at + way)}, and ${pick(PEOPLE, at + way)} lets you.
  -> ${target}`;
}

/** The last knot takes what is left of the choice points. */
function endSource(left: number): string {
  const last = Array.from(
    { length: left },
    (_, at) => `* [Give back ${pick(THINGS, at)} ${at + 1}]\n  It is taken ${pick(WAYS, at)}.`,
  );
  return `=== the_steps
The boat is back at the steps. # music: low-water
${last.join("\n")}
- {trust > 4: Ines waves.|Nobody waves.}
-> END
`;
}

function pick(words: readonly string[], at: number): string {
  return words[at % words.length] ?? "";
}
