import { expect, test } from "vitest";
import { readVariables } from "./variable-flag.ts";

const read = (...flags: readonly string[]) => readVariables({ flags: () => flags });

test("what reads as JSON is that value, anything else is text, and an object is text too", () => {
  expect(read("hp=3", "lamp=true", "name=Mina", 'code="7"', "bag=[1,2]", "none=null", "empty=", "sum=1=2", "map={}")).toEqual({
    hp: 3,
    lamp: true,
    name: "Mina",
    code: "7",
    bag: [1, 2],
    none: null,
    empty: "",
    sum: "1=2",
    map: "{}",
  });
});

test.each([["hp"], ["=3"], [""]])("`%s` names no variable", (text) => {
  expect(() => read(text)).toThrow(`\`${text}\` is no \`NAME=VALUE\``);
});

test("a variable has one start value", () => {
  expect(() => read("hp=1", "hp=2")).toThrow("the variable `hp` is given twice");
});
