import { expect, test } from "vitest";
import { type Changes, inputsOf, loraOf, sketchOf, tagOf } from "../../../../tests/support/records.ts";
import { digestOf } from "../../canonical/digest.ts";
import { TouchstoneError } from "../../errors.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import { EMPTY_LOCK, formatLock, freezeSpec, type Lock, parseLock } from "./lock.ts";

const TAGGED: Changes = { spec: { tags: ["item:a"] }, tags: [tagOf("item:a")], loras: [loraOf("x")] };
const SWORD = inputsOf(sketchOf(TAGGED));
const SHIELD = inputsOf(sketchOf({ spec: { id: "shield", loras: [{ lora: "x" }] }, loras: [loraOf("x")] }));

function freeze(lock: Lock, inputs: PlanInputs): Lock {
  const found = inputDocuments(inputs);
  return freezeSpec(lock, inputs.spec.id, { inputs: found, inputsDigest: inputsDigestOf(found) });
}

const BOTH = freeze(freeze(EMPTY_LOCK, SWORD), SHIELD);
const TEXT = formatLock(BOTH);

function failureOf(text: string): TouchstoneError {
  try {
    parseLock(text);
  } catch (error) {
    if (error instanceof TouchstoneError) return error;
    throw error;
  }
  throw new TypeError("failureOf: the lock was accepted");
}

test("[P60] a lock reads back as it was written, and is written again byte for byte", () => {
  const read = parseLock(TEXT);
  expect(read).toEqual(BOTH);
  expect(formatLock(read)).toBe(TEXT);
  expect(formatLock(parseLock(""))).toBe('{"format":"touchstone.lock/1","type":"lock"}\n');
});

test("[P60] the text is the same whatever was frozen first", () => {
  expect(formatLock(freeze(freeze(EMPTY_LOCK, SHIELD), SWORD))).toBe(TEXT);
});

test("[P60] lines are sorted, specs first, and each document is there once however many specs use it", () => {
  const [header, ...lines] = TEXT.trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; id: string; digest: string });
  expect(header?.type).toBe("lock");
  expect(lines.filter((line) => line.type === "spec").map((line) => line.id)).toEqual(["shield", "sword"]);
  const digests = lines.slice(2).map((line) => line.digest);
  expect(digests).toEqual([...new Set(digests)].toSorted());
});

test("[P60] documents that no spec uses any more are dropped", () => {
  const moved = inputsOf(sketchOf({ ...TAGGED, tags: [tagOf("item:a", { contract: { marginPx: 1 } })] }));
  const rebound = freeze(BOTH, moved);
  expect(rebound.documents.size).toBe(BOTH.documents.size + 1);
  expect(parseLock(formatLock(rebound)).documents.size).toBe(BOTH.documents.size);
});

test("[P60] line ends of Windows, empty lines and a byte-order mark change nothing", () => {
  expect(parseLock(`\uFEFF${TEXT.replaceAll("\n", "\r\n")}\r\n`)).toEqual(BOTH);
});

test("[P62] freezing one spec leaves the others as they were", () => {
  const again = freeze(BOTH, inputsOf(sketchOf({ ...TAGGED, spec: { output: { kind: "single_image", width: 8 } } })));
  expect(again.specs.get("shield")).toBe(BOTH.specs.get("shield"));
  expect(again.specs.get("sword")).not.toEqual(BOTH.specs.get("sword"));
  expect(BOTH.specs.get("sword")).toEqual(parseLock(TEXT).specs.get("sword"));
});

const LINES = TEXT.trimEnd().split("\n");
const withLine = (at: number, line: string): string => LINES.with(at, line).join("\n");

test.each([
  ["is not JSON", 1, "{"],
  ["is not a lock entry", 0, '{"format":"touchstone.lock/2","type":"lock"}'],
  ["is not a lock entry", 3, '{"type":"note"}'],
  ["does not match its own digest", 3, (LINES[3] ?? "").replace('"document":{', '"document":{"x":1,')],
  ["does not match its own digest", 1, (LINES[1] ?? "").replace('"id":"shield"', '"id":"sword"')],
  ["does not match its own digest", 1, (LINES[1] ?? "").replace('["policy","seed"', '["policy","sown"')],
  ["is a merge conflict", 2, "<<<<<<< HEAD"],
  ["is a merge conflict", 2, "======="],
  ["is a merge conflict", 2, ">>>>>>> theirs"],
])("[P61] a line that %s is refused by its number", (why, at, line) => {
  const failure = failureOf(withLine(at, line));
  expect([failure.code, failure.message]).toEqual(["LOCK_DAMAGED", `line ${at + 1} of touchstone.lock ${why}`]);
  expect(failure.place).toEqual({ file: "touchstone.lock", line: at + 1, column: 1 });
  expect(failure.hint).toMatch(why === "is a merge conflict" ? /both sides/ : /version control/);
});

test("[P61] a spec that a merge has frozen twice is refused, rather than one of the two chosen", () => {
  const failure = failureOf(`${TEXT}${LINES[1]}\n`);
  expect(failure.message).toBe(`line ${LINES.length + 1} of touchstone.lock freezes spec \`shield\` a second time`);
});

test("[P61] lines of both sides of a merge stand together: only specs frozen by both need a choice", () => {
  const ours = formatLock(freeze(EMPTY_LOCK, SWORD)).trimEnd().split("\n");
  const theirs = formatLock(freeze(EMPTY_LOCK, SHIELD)).trimEnd().split("\n");
  expect(formatLock(parseLock([...ours, ...theirs].join("\n")))).toBe(TEXT);
});

test("[P60] the digest in a spec's line is that of its plan's inputs", () => {
  expect(BOTH.specs.get("sword")?.inputsDigest).toBe(
    digestOf(inputDocuments(SWORD).map(({ kind, id, digest }) => [kind, id, digest])),
  );
});
