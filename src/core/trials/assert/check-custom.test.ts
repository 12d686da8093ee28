import { describe, expect, test } from "vitest";
import { checkCustom } from "./check-custom.ts";
import { assertion, facts, says } from "./facts.fixture.ts";

const REDACTOR = { json: <T>(value: T) => value, text: (text: string) => text.replaceAll("hunter2", "***") };

async function ask(answer: unknown, not = false) {
  const judge = (): unknown => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const options = { functions: new Map([["a.ts#judge", judge]]), redactor: REDACTOR };
  return await checkCustom(assertion({ type: "custom", ref: "a.ts#judge", config: 1 }, { not }), facts([says("x")]), options);
}

describe("functions of the author's", () => {
  test.each([
    [true, "pass", 1],
    [false, "fail", 0],
    [0.8, "pass", 0.8],
    [0.79, "fail", 0.79],
    [Promise.resolve(true), "pass", 1],
    [{ pass: false, score: 0.9, why: "too long" }, "fail", 0.9],
  ])("[AS17] %j is %s", async (answer, outcome, score) => {
    expect(await ask(answer)).toMatchObject({ outcome, score });
  });

  test.each([undefined, "yes", 7, -0.1, Number.NaN, { score: 1 }, { pass: true, score: 2 }, new Error("no hunter2")])(
    "[AS17] %s leaves it unknown, `not` or not",
    async (answer) => {
      expect(await ask(answer)).toMatchObject({ outcome: "unknown", score: null });
      expect(await ask(answer, true)).toMatchObject({ outcome: "unknown", score: null });
    },
  );

  test("[AS17] what it throws is told without secrets, and `not` turns the score", async () => {
    expect((await ask(new Error("no hunter2"))).why).toBe("`a.ts#judge` threw `no ***`");
    const mute = Object.assign(new Error(), { message: { toString: () => JSON.parse("no JSON") as string } });
    expect((await ask(mute)).why).toBe("`a.ts#judge` threw `something that is no text`");
    expect(await ask(0.9, true)).toMatchObject({ outcome: "fail", score: expect.closeTo(0.1) as number });
  });

  test("[AS17] it is given facts and config, and one that was not loaded is unknown", async () => {
    let seen: readonly unknown[] = [];
    const functions = new Map([["a", (...args: readonly unknown[]) => ((seen = args), true)]]);
    const asked = assertion({ type: "custom", ref: "a", config: { most: 3 } });
    await checkCustom(asked, facts([says("hello")]), { functions, redactor: REDACTOR });
    expect(seen).toMatchObject([{ output: "hello", turns: 1 }, { most: 3 }]);
    expect(await checkCustom(asked, facts([says("x")]), { functions: new Map(), redactor: REDACTOR })).toMatchObject({
      outcome: "unknown",
    });
  });

  test("[AS8] of a conversation that was cut off it is not asked", async () => {
    const asked = assertion({ type: "custom", ref: "a", config: null });
    const result = await checkCustom(asked, facts([says("x")], { footer: null }), { functions: new Map(), redactor: REDACTOR });
    expect(result).toMatchObject({ outcome: "skipped", missing: ["complete"] });
  });
});
