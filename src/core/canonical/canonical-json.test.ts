import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

/** RFC 8785, Appendix B: IEEE 754 bits and the text of the number. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
];

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

test.each(NUMBERS)("[D1] the number with bits %s is written %s (RFC 8785, Appendix B)", (bits, text) => {
  expect(canonicalJson(numberOf(bits))).toBe(text);
});

test("[D1] NaN and infinity have no canonical text (RFC 8785, Appendix B)", () => {
  for (const bits of ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"]) {
    expect(() => canonicalJson([numberOf(bits)])).toThrow();
  }
});

test("[D1] numbers, escapes and literals are written as RFC 8785 section 3.2.2 shows", () => {
  const source = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  const expected = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
  expect(canonicalJson(JSON.parse(source))).toBe(expected);
});

test("[D1] keys sort by UTF-16 code unit, so that a smiley stands before a Hebrew letter (`weird`)", () => {
  const source = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley",
    "\u00f6":"Latin Small Letter O With Diaeresis","\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}`;
  const text = canonicalJson(JSON.parse(source));
  expect(Object.values(JSON.parse(text) as object)).toHaveLength(8);
  const order = [...text.matchAll(/:"([^"]*)"/g)].map((match) => match[1]);
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Browser Challenge",
    "Control\u007f",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Smiley",
    "Hebrew Letter Dalet With Dagesh",
  ]);
  expect(text).toContain(`"${String.fromCodePoint(0x1f602)}":"Smiley"`);
});

test("[D1] nested objects sort at every depth (`structures`)", () => {
  const source = String.raw`{"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}`;
  const expected = String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}`;
  expect(canonicalJson(JSON.parse(source))).toBe(expected);
});

test("[D1] accents do not sort as French readers would have it (`french`)", () => {
  const keys = ["sin", "pêche", "peach", "péché"];
  const text = canonicalJson(Object.fromEntries(keys.map((key, index) => [key, index])));
  expect(text).toBe('{"peach":2,"péché":3,"pêche":1,"sin":0}');
});

test("[D1] text is not normalised: composed and decomposed letters stay two values (`unicode`)", () => {
  expect(canonicalJson({ "Unnormalized Unicode": "\u1e0d\u0307" })).toBe('{"Unnormalized Unicode":"\u1e0d\u0307"}');
  expect(canonicalJson("\u00e9")).not.toBe(canonicalJson("e\u0301"));
});

test("[D1] lone surrogates, cycles and `undefined` alone are refused; an `undefined` member is left out", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  for (const value of ["\ud800", { "\udc00": 1 }, loop, undefined]) expect(() => canonicalJson(value)).toThrow();
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test("[D1] canonical text reads back as the same value, and key order never shows", () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, shuffled(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(shuffled(value))).toBe(text);
    }),
  );
});
