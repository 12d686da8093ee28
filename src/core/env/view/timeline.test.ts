import { expect, test } from "vitest";
import { generationRow, sampleId, txRow } from "./env-status.fixture.ts";
import { type GenerationRow, generationMark, timelineOf, wayTo } from "./timeline.ts";

/** Rows as `number lane:passing:joining`, with `|` where a line goes down. */
function drawn(generations: readonly GenerationRow[]): readonly string[] {
  return timelineOf({ generations: [...generations], transactions: [] }).rows.map(
    ({ generation, lane, passing, joining, goesDown }) =>
      `${generation.number} ${lane}:${passing.join(",")}:${joining.join(",")}${goesDown ? "|" : ""}`,
  );
}
const from = (number: number, base: number | null, isCurrent = false) => generationRow(number, { base, isCurrent });

test("[EV2] what production came from is one line", () => {
  expect(drawn([from(3, 2, true), from(2, 1), from(1, null)])).toEqual(["3 0::|", "2 0::0|", "1 0::0"]);
});

test("[EV2] what was built beside it stands in lanes of its own, joined to what it was derived from", () => {
  const rows = [from(6, 4), from(5, 4), from(4, 2, true), from(3, 2), from(2, null)];
  expect(drawn(rows)).toEqual(["6 1::|", "5 2:1:|", "4 0::1,2|", "3 1:0:|", "2 0::0,1"]);
  expect(timelineOf({ generations: rows, transactions: [] }).lanes).toBe(3);
});

test("[EV2] a lane goes on through generations that were derived from each other, and is free again after them", () => {
  const rows = [from(6, 5), from(5, 2), from(4, 1), from(3, 2, true), from(2, 1), from(1, null)];
  expect(drawn(rows)).toEqual(["6 1::|", "5 1::1|", "4 2:1:|", "3 0:1,2:|", "2 0:2:0,1|", "1 0::0,2"]);
});

test("[EV2] what its base is unknown of ends where it stands, and bases that lead in a circle are followed once", () => {
  expect(drawn([from(9, 7, true), from(5, 3)])).toEqual(["9 0::", "5 1::"]);
  expect(drawn([from(2, 1, true), from(1, 2)])).toEqual(["2 0::|", "1 0::0|"]);
  expect(timelineOf({ generations: [], transactions: [] })).toEqual({ rows: [], lanes: 1 });
});

test("[EV3] a generation is production, a candidate, kept or pruned, and says how it can be gone to", () => {
  const [candidate, promoted] = [txRow(1), txRow(2, { status: "promoted" })];
  const rows = [
    generationRow(5, { isCurrent: true }),
    generationRow(4, { txid: candidate.txid }),
    generationRow(3, { txid: promoted.txid }),
    generationRow(2, { txid: sampleId(9) }),
    generationRow(1, { isKept: false }),
  ];
  const transactions = [candidate, promoted];
  expect(rows.map((row) => generationMark(row, transactions).word)).toEqual([
    "production",
    "candidate",
    "kept",
    "kept",
    "pruned",
  ]);
  const ways = rows.map((row) => wayTo(row, transactions));
  expect(ways.map((way) => way.slice(0, 12))).toEqual([
    "This is prod",
    "A candidate:",
    "Its folder i",
    "Its folder i",
    "Its folder i",
  ]);
  expect(new Set(ways).size).toBe(4);
});
