import { expect, test } from "vitest";
import { TouchstoneError } from "../../errors.ts";
import { mergePins, packageOfPin, readPins } from "./pins.ts";

test("[EK6] the last pin of a package holds, and a dropped one is gone", () => {
  expect(mergePins(["numpy==1", "scipy==1"], { pins: ["numpy==2", "numpy==3"], drop: [] })).toEqual(["numpy==3", "scipy==1"]);
  expect(mergePins(["numpy==1", "scipy==1"], { pins: [], drop: ["NumPy"] })).toEqual(["scipy==1"]);
  expect(mergePins(["numpy==1"], { pins: ["numpy==2"], drop: ["numpy"] })).toEqual(["numpy==2"]);
  expect(() => mergePins(["numpy==1"], { pins: [], drop: ["torch"] })).toThrow("no pin of `torch`");
});

test("[EK7] a pin is a name with versions, in its normal spelling", () => {
  expect(readPins([" NumPy == 1.26.4 ", "torch==2.5.1+cu124", "a_b>=1, <2", "c==1.*"])).toEqual([
    "numpy==1.26.4",
    "torch==2.5.1+cu124",
    "a-b>=1,<2",
    "c==1.*",
  ]);
  expect(["numpy==1", "a.b >= 2", "zip"].map(packageOfPin)).toEqual(["numpy", "a-b", "zip"]);
});

test("[EK7] whatever else is refused, each of it named", () => {
  const wrong = [
    "numpy",
    "numpy==",
    "numpy==1; python_version<'3'",
    "numpy[x]==1",
    "numpy @ https://a/b.whl",
    "==1",
    "-r x",
    "a==1,,b",
  ];
  try {
    readPins(["fine==1", ...wrong]);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(TouchstoneError);
    const { code, problems, hint } = error as TouchstoneError;
    expect(code).toBe("INPUT_INVALID");
    expect(problems.map(({ message }) => message)).toEqual(wrong.map((text) => `\`${text}\` is no pin`));
    expect(hint).toContain("environment.md#conflicts");
  }
});
