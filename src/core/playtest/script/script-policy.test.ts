import { expect, test } from "vitest";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import type { Playtest } from "../run/play-request.ts";
import { playStory } from "../run/play-story.ts";
import type { Story } from "../story/story.ts";
import { applyScript } from "./apply-script.ts";
import { readScript } from "./read-script.ts";

const harbor = storyOf(HARBOR);

function follow(text: string, story: Story = harbor): Playtest {
  const reading = readScript({ file: "harbor.script", text });
  if (reading.kind === "invalid") throw new Error(reading.problems.map(({ message }) => message).join("\n"));
  const [run] = reading.runs;
  if (run === undefined) throw new Error("a script has a run");
  return playStory(story, applyScript(run, requestOf()));
}

const mismatchesOf = (text: string, story?: Story): string[] =>
  follow(text, story).mismatches.map(({ place, expected, met }) => `${place.line}: expected ${expected}, met ${met}`);

/** Meets all that it expects. */
const WHOLE = `pov: tomas
worldline: storm
set: trust = 0
node: quay
says: looks at the water
option: ask
option: sneak [disabled]
option: Wait for the next tide
assert: trust == 0
select: Ask the captain
node: captain
line: captain: Roll for it.
assert: luck in [1, 2, 3, 4, 5, 6]
assert: trust gte 1
select: 1
select: sneak
line: Dark, and the sea gets in.
node: deck
line: Wind.
end: sailed
assert: hp < 9
outcome: ended
`;

test("[SR4] a script opens the story its own way and leads it to its end, without a mismatch", () => {
  const { outcome, ending, mismatches, trace } = follow(WHOLE);
  expect(mismatches).toEqual([]);
  expect([outcome, ending]).toEqual(["ended", "sailed"]);
  expect([trace.header.pov, trace.header.worldline, trace.header.variables]).toEqual(["tomas", "storm", { trust: 0 }]);
  expect(trace.steps.map(({ chose }) => chose)).toEqual(["ask", "back", "sneak", null, null]);
  expect(follow("seed: 9\nselect: ask\nstop").trace.header.seed).toBe(9);
});

test("[SR5] a choice is its id before it is a text, and a text before it is a place", () => {
  const story = storyOf(
    `{ id: s, start: a, nodes: [{ id: a, choices: [{ id: x, text: y, to: b }, { id: y, text: "3", to: b }, { id: z, text: Same, to: b }, { id: w, text: "Same ", to: b }] }, { id: b, end: out }] }`,
  );
  const took = (name: string): string | null | undefined => follow(`select: ${name}`, story).trace.steps[0]?.chose;
  expect([took("y"), took("3"), took("4"), took("z"), took("1")]).toEqual(["y", "y", "w", "z", "x"]);
  expect(mismatchesOf("select: Same", story)).toEqual([
    "1: expected one choice `Same` to take, met offered: `x` (y), `y` (3), `z` (Same), `w` (Same)",
  ]);
});

test("[SR6] lines are looked for in order, with or without a speaker, whatever the blanks", () => {
  expect(mismatchesOf("line: The  tide will not   wait.\nselect: ask\nsays: captain: Roll\nstop")).toEqual([]);
  expect(mismatchesOf("line: The tide will wait.\nselect: ask\nsays: oll\nsays: Roll\nnode: quay\nstop")).toEqual([
    '1: expected the line "The tide will wait.", met "mira: The tide will not wait."',
    '4: expected a line with "Roll", met nothing more',
    "5: expected node `quay`, met `captain`",
  ]);
});

test("[SR7] what is offered, refused and held is compared, and the nearest name is told", () => {
  expect(
    mismatchesOf(
      "option: sneek [disabled]\noption: sneak\noption: ask [disabled]\nassert: trst == 1\nassert: trust > 0\nselect: ask\nstop",
    ),
  ).toEqual([
    "1: expected choice `sneek` refused, met refused: `sneak` (Slip aboard), `wait` (Wait for the next tide): did you mean `sneak`?",
    "2: expected choice `sneak` offered, met it is refused",
    "3: expected choice `ask` refused, met it is offered",
    "4: expected `trst eq 1`, met no variable `trst`: did you mean `trust`?",
    "5: expected `trust gt 0`, met `0`",
  ]);
});

test("[SR8] a strict script misses nothing that is said or shown", () => {
  expect(
    mismatchesOf(
      "strict\nline: The tide will not wait.\noption: ask\noption: sneak [disabled]\noption: wait [disabled]\nselect: ask\nstop",
    ),
  ).toEqual([
    '7: expected nothing else before this line, met the line "captain: Roll for it."',
    "7: expected nothing else before this line, met choice `back` (Back to the quay)",
    "7: expected nothing else before this line, met choice `down` (Go below)",
  ]);
  expect(
    mismatchesOf("strict\nset: trust = 2\noption: ask\noption: sneak\noption: wait [disabled]\nselect: sneak\nsays: Dark"),
  ).toEqual([
    '6: expected nothing else before this line, met the line "mira: The tide will not wait."',
    '7: expected nothing else before this line, met the line "Wind."',
  ]);
});

test("[SR9] a choice that is not there stops the play, and says where and why", () => {
  const { outcome, why, mismatches } = follow("select: ask\nselect: jump\nend: sailed");
  expect(outcome).toBe("error");
  expect(why).toBe(
    "the script cannot go on: expected a choice `jump` to take, offered: `back` (Back to the quay), `down` (Go below)",
  );
  expect(mismatches).toHaveLength(1);
});

test("[SR9] a story that ends before its script does, or elsewhere, is a mismatch", () => {
  expect(mismatchesOf("select: ask\nselect: down\nselect: more\nend: sailed")).toEqual([
    "3: expected a choice `more` to take, met the ending `sailed`",
  ]);
  expect(mismatchesOf("select: ask\nselect: down\nend: stranded")).toEqual([
    "3: expected the ending `stranded`, met the ending `sailed`",
  ]);
  expect(mismatchesOf("select: ask\nselect: down\nend\noutcome: dead_end")).toEqual([
    "4: expected the outcome `dead_end`, met the ending `sailed`",
  ]);
  const shut = storyOf(
    `{ id: s, start: a, variables: { n: 0 }, nodes: [{ id: a, text: Shut., choices: [{ id: x, to: a, when: { key: n, op: gt, value: 0 } }] }] }`,
  );
  expect(mismatchesOf("line: Shut.\noutcome: dead_end", shut)).toEqual([]);
  expect(mismatchesOf("end", shut)).toEqual(["1: expected the story's end, met the outcome `dead_end`"]);
});

test("[SR10] a script that ends before the story does is a mismatch, unless it says so", () => {
  const silent = follow("select: ask");
  expect([silent.outcome, silent.why]).toEqual(["budget", "the script ends where the story goes on"]);
  expect(mismatchesOf("select: ask")).toEqual([
    "1: expected the story's end, met offered: `back` (Back to the quay), `down` (Go below)",
  ]);
  expect(mismatchesOf("select: ask\nend: sailed")).toEqual([
    "2: expected the ending `sailed`, met offered: `back` (Back to the quay), `down` (Go below)",
  ]);
  const wanted = follow("select: ask\nsays: Roll\nstop");
  expect([wanted.outcome, wanted.mismatches]).toEqual(["budget", []]);
});

test("[SR11] comments and expectations change nothing in a trace, other choices do", () => {
  const { digest } = follow("select: ask\nselect: down");
  expect(follow("# why\nsays: tide\nselect: ask\n\nassert: trust == 1\nselect: down\nend: sailed").digest).toBe(digest);
  expect(follow("says: nothing of the kind\nselect: ask\nselect: down").digest).toBe(digest);
  expect(follow("select: 1\nselect: down").digest).not.toBe(digest);
  for (const end of ["stop", "select: fly"]) {
    expect(follow(`# why\nsays: tide\nselect: ask\n\n${end}`).digest).toBe(follow(`select: ask\n${end}`).digest);
  }
});
