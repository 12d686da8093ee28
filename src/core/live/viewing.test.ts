import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decideViewing, type Viewing } from "./viewing.ts";

const SHOWN: Viewing = { specIds: ["lamp"], changedAtMs: 1000, isVisible: true, isConnected: true, told: null };
const told = (specIds: readonly string[], atMs: number): Viewing["told"] => ({ specIds, atMs });

test("a change is told once it has stood for a moment", () => {
  expect(decideViewing(SHOWN, 1000)).toEqual({ do: "wait", ms: 300 });
  expect(decideViewing(SHOWN, 1250)).toEqual({ do: "wait", ms: 50 });
  expect(decideViewing(SHOWN, 1300)).toEqual({ do: "tell", specIds: ["lamp"] });
});

test("what was told is told again every five seconds while it is looked at", () => {
  const renewed = { ...SHOWN, told: told(["lamp"], 2000) };
  expect(decideViewing(renewed, 2000)).toEqual({ do: "wait", ms: 5000 });
  expect(decideViewing(renewed, 7000)).toEqual({ do: "tell", specIds: ["lamp"] });
});

test("who comes back to what was told within the moment tells nothing new", () => {
  const back = { ...SHOWN, changedAtMs: 2100, told: told(["lamp"], 2000) };
  expect(decideViewing(back, 2200)).toEqual({ do: "wait", ms: 4800 });
});

test("a page that is hidden says at once, and only once, that nobody looks", () => {
  const hidden = { ...SHOWN, isVisible: false, changedAtMs: 2000, told: told(["lamp"], 1500) };
  expect(decideViewing(hidden, 2000)).toEqual({ do: "tell", specIds: [] });
  expect(decideViewing({ ...hidden, told: told([], 2000) }, 60_000)).toEqual({ do: "rest" });
});

test("a page that shows no spec, and one that was hidden from the start, say nothing", () => {
  expect(decideViewing({ ...SHOWN, specIds: [] }, 9000)).toEqual({ do: "rest" });
  expect(decideViewing({ ...SHOWN, isVisible: false }, 9000)).toEqual({ do: "rest" });
});

test("a page that leaves a spec for none says so after the moment", () => {
  const left = { ...SHOWN, specIds: [], changedAtMs: 2000, told: told(["lamp"], 1500) };
  expect(decideViewing(left, 2100)).toEqual({ do: "wait", ms: 200 });
  expect(decideViewing(left, 2300)).toEqual({ do: "tell", specIds: [] });
});

test("nothing is told while the server does not answer; afterwards it is told at once", () => {
  const away = { ...SHOWN, isConnected: false, told: told(["lamp"], 1500) };
  expect(decideViewing(away, 60_000)).toEqual({ do: "rest" });
  expect(decideViewing({ ...away, isConnected: true }, 60_000)).toEqual({ do: "tell", specIds: ["lamp"] });
});

test("the same specs are the same list, whatever their order and however often they are shown", () => {
  const both = { ...SHOWN, specIds: ["b", "a", "b"], told: told(["a", "b"], 2000) };
  expect(decideViewing(both, 3000)).toEqual({ do: "wait", ms: 4000 });
});

test("of very many specs the foremost twenty are told", () => {
  const specIds = Array.from({ length: 30 }, (_, index) => `spec-${99 - index}`);
  const move = decideViewing({ ...SHOWN, specIds }, 2000);
  expect(move.do === "tell" && move.specIds).toHaveLength(20);
  expect(move.do === "tell" && move.specIds.includes("spec-99")).toBe(true);
  expect(move.do === "tell" && move.specIds.includes("spec-70")).toBe(false);
});

test("followed to its end it always comes to rest or to a wait: nothing is told twice in a row", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 }),
      fc.boolean(),
      fc.nat(9000),
      (specIds, isVisible, nowMs) => {
        const viewing = { ...SHOWN, specIds, isVisible, changedAtMs: 0, told: told(["a"], 0) };
        const move = decideViewing(viewing, nowMs);
        if (move.do === "wait") expect(move.ms).toBeGreaterThan(0);
        if (move.do !== "tell") return;
        expect(decideViewing({ ...viewing, told: told(move.specIds, nowMs) }, nowMs).do).not.toBe("tell");
      },
    ),
  );
});
