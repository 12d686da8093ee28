import { expect, test } from "vitest";
import { moveTx, recoverTx, TX_TRANSITIONS } from "./transition.ts";
import { TX_STATUSES, type TxStatus } from "./tx.ts";
import { txOf } from "./tx.fixture.ts";

const pairs = TX_STATUSES.flatMap((from) => TX_STATUSES.map((to) => [from, to] as const));

test("[EM1] every step of the table is taken, and every other one is refused with both statuses", () => {
  for (const [from, to] of pairs) {
    const step = () => moveTx(txOf({ status: from }), to, { endedAtMs: 7 });
    if (TX_TRANSITIONS[from].includes(to)) expect(step()).toEqual(txOf({ status: to, endedAtMs: 7 }));
    else expect(step).toThrowError(`is ${from}, and cannot become ${to}`);
  }
});

test("[EM2] nothing leads out of what is promoted or aborted, so that a promoted transaction cannot be aborted", () => {
  expect(pairs.filter(([from, to]) => (from === "promoted" || from === "aborted") && TX_TRANSITIONS[from].includes(to))).toEqual(
    [],
  );
  expect(() => moveTx(txOf({ status: "promoted" }), "aborted")).toThrowError(
    expect.objectContaining({
      code: "STATE_CONFLICT",
      message: expect.stringContaining("is promoted, and cannot become aborted"),
    }),
  );
});

test("[EM3] rolling back lies between promoting and promote_failed, and nowhere else", () => {
  const into = pairs.filter(([from, to]) => to === "rolling_back" && TX_TRANSITIONS[from].includes(to)).map(([from]) => from);
  expect(into).toEqual(["promoting"]);
  expect(TX_TRANSITIONS.rolling_back).toEqual(["promote_failed"]);
});

test("[EM4] recovery goes over promoting where the command had not come to write it, and through nothing else", () => {
  const ends: readonly TxStatus[] = ["promoted", "promote_failed", "completed"];
  for (const end of ends) expect(recoverTx(txOf({ status: "promoting" }), end, {}).status).toBe(end);
  expect(recoverTx(txOf({ status: "completed" }), "promoted", {}).status).toBe("promoted");
  expect(recoverTx(txOf({ status: "running" }), "failed", {}).status).toBe("failed");
  expect(() => recoverTx(txOf({ status: "needs_resolution" }), "promoted", {})).toThrowError("cannot become promoting");
  expect(() => recoverTx(txOf({ status: "promoted" }), "completed", {})).toThrowError("cannot become promoting");
});
