import { expect, test } from "vitest";
import { type Candidate, judgeOutage, PATIENCE_MS } from "./judge-outage.ts";

const up: Candidate = { id: "fast-pc", health: "up", wasUp: true, downForMs: 0, detail: null };
const asked: Candidate = { ...up, id: "new-pc", health: "unknown", wasUp: false };
const never: Candidate = { ...up, id: "old-pc", health: "down", wasUp: false, downForMs: 1, detail: "nothing listens there" };
const restarting: Candidate = { ...never, id: "slow-pc", wasUp: true };

test("[BK20] a render can begin as soon as one backend answers", () => {
  expect(judgeOutage([never, restarting, up])).toEqual({ kind: "none" });
});

test("[BK21] it waits while a backend is being asked, and for one that answered lately", () => {
  expect(judgeOutage([never, asked])).toEqual({ kind: "wait" });
  expect(judgeOutage([never, { ...restarting, downForMs: PATIENCE_MS - 1 }])).toEqual({ kind: "wait" });
});

test("[BK22] it fails when every backend is down for too long, or never answered, and says why of each", () => {
  const outage = judgeOutage([never, { ...restarting, downForMs: PATIENCE_MS, detail: "timed out" }]);
  expect(outage).toMatchObject({ kind: "fail", code: "BACKEND_UNREACHABLE" });
  expect(outage).toMatchObject({ message: "no backend answers: `old-pc`: nothing listens there; `slow-pc`: timed out" });
});

test("[BK23] without any backend that may make it, it fails at once and says how to get one", () => {
  expect(judgeOutage([])).toMatchObject({ kind: "fail", code: "RENDERER_MISSING", hint: expect.stringContaining("backend add") });
});
