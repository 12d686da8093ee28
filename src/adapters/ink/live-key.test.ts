import { expect, test } from "vitest";
import { openPlay, openStory, walk } from "./stories.fixture.ts";

/** The live keys at the choices of a walk. */
function keysOf(text: string, ids: readonly string[], variables = {}): string[] {
  const play = openPlay(openStory(text), { variables });
  return ["", ...ids].map((id) => {
    if (id !== "") walk(play, [id]);
    return play.liveKey();
  });
}

test("[IK10] a hub that is entered again with the same left to do is the same place", () => {
  const hub =
    "-> hub\n=== hub\nHub.\n+ (a) Go\n-> hub\n+ (b) {seen} See\n-> hub\n* (c) Once\n-> hub\n+ (d) Look\n-> seen\n=== seen\n-> hub";
  const [first, again, once, onceMore, seen, seenMore] = keysOf(hub, ["a", "c", "a", "d", "d"]);
  expect(again).toBe(first);
  expect(once).not.toBe(first);
  expect(onceMore).toBe(once);
  expect(seen).not.toBe(once);
  expect(seenMore).toBe(seen);
});

test("[IK10] counts that are compared matter up to the number; sequences up to their last part, cycles by rounds", () => {
  const at = (line: string): string => `-> hub\n=== hub\n${line}\n+ (a) Go\n-> away\n=== away\n-> hub`;
  const times = 8;
  const different = (line: string): number => new Set(keysOf(at(line), Array(times).fill("a"))).size;
  expect(different("Hub.")).toBe(1);
  expect(different("{hub > 3: Late.|Early.}")).toBe(4);
  expect(different("{One|Two|Three}")).toBe(3);
  expect(different("{&One|Two|Three}")).toBe(3);
  expect(different("{!One|Two|}")).toBe(4);
  expect(different("{hub}")).toBe(times + 1);
  expect(different("{TURNS()}")).toBe(times + 1);
  expect(different("{RANDOM(1, 6)}")).toBe(times + 1);
  expect(different("{~One|Two}")).toBe(times + 1);
  expect(different("~ temp n = READ_COUNT(-> hub)")).toBe(times + 1);
  expect(different("{TURNS_SINCE(-> hub) > 5: Long.}")).toBe(1);
});

test("[IK10] variables matter where they are read, with their kind; those that are only written do not", () => {
  const text =
    "VAR score = 0\nVAR water = 1.0\nVAR bag = ()\nLIST things = rope\n-> hub\n=== hub\n{water}{bag}\n+ (a) Go\n~ score = 5\n-> hub";
  const [first, again] = keysOf(text, ["a"]);
  expect(again).toBe(first);
  expect(keysOf(text, [], { score: 9 })[0]).toBe(first);
  expect(keysOf(text, [], { water: 2 })[0]).not.toBe(first);
  expect(keysOf(text.replace("1.0", "1"), [])[0]).not.toBe(first);
});

test("[IK10] where a tunnel goes back to, and what it holds, is part of the place", () => {
  const text =
    "-> hub\n=== hub\n+ (a) A\n-> pay(1) -> hub\n+ (b) B\n-> pay(2) -> hub\n+ (c) C\n-> pay(1) ->\n-> END\n=== pay(price)\n+ (y) Pay {price}\n->->";
  const keys = ["a", "b", "c"].map((id) => keysOf(text, [id])[1]);
  expect(new Set(keys).size).toBe(3);
  expect(keysOf(text, ["a", "y"])[2]).toBe(keysOf(text, ["b", "y"])[2]);
});
