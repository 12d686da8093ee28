import { expect, test } from "vitest";
import { readEvents } from "./event-pages.ts";
import { filledLog } from "./open-log.fixture.ts";

test.each([[{}], [{ types: ["job.started"] as const }], [{ entityId: "job-3" }], [{ causalChainId: "chain-1" }]])(
  "[S21] pages of every size hold exactly the events that match %o, once and in order",
  (filter) => {
    const { db } = filledLog();
    const whole = readEvents(db, { since: 0, limit: 1000, ...filter }, 34);
    expect(whole.next).toBe(34);
    expect(whole.events.length).toBeGreaterThan(0);
    for (const limit of [1, 2, 7, 34]) {
      const seen: unknown[] = [];
      for (let since = 0; ;) {
        const page = readEvents(db, { since, limit, ...filter }, 34);
        seen.push(...page.events);
        if (page.next === since || page.events.length === 0) break;
        since = page.next;
      }
      expect(seen).toEqual(whole.events);
    }
  },
);

test("[S21] a page that was not filled goes on from the head, so a filtered reader does not start over", () => {
  const { db } = filledLog();
  expect(readEvents(db, { since: 10, limit: 5, types: ["version.created"] }, 34)).toEqual({
    events: [],
    next: 34,
    head: 34,
  });
});

test("[S21] who asks from beyond the head, with a seq of another project, is sent to the head", () => {
  const { db } = filledLog();
  expect(readEvents(db, { since: 900, limit: 5 }, 34)).toEqual({ events: [], next: 34, head: 34 });
});

test("[S23] a stored event whose payload is no JSON is damage, with its seq", () => {
  const { db } = filledLog();
  db.exec("UPDATE event SET payload = '{' WHERE seq = 7");
  const damaged = expect.objectContaining({ code: "STORE_DAMAGED", message: expect.stringContaining("seq 7") });
  expect(() => readEvents(db, { since: 0, limit: 100 }, 34)).toThrow(damaged);
});
