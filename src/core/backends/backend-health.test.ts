import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FAILURES, type FailureCode } from "../errors.ts";
import { afterOutcome, takesBackendOut, UNKNOWN_HEALTH, type BackendHealth, type BackendOutcome } from "./backend-health.ts";

const look = (atMs: number, code: FailureCode | null = null): BackendOutcome => ({ atMs, from: "look", code });
const made = (atMs: number, code: FailureCode | null = null): BackendOutcome => ({ atMs, from: "render", code });
const fold = (outcomes: readonly BackendOutcome[], id = "studio-pc"): BackendHealth =>
  outcomes.reduce((health, outcome) => afterOutcome(id, health, outcome), UNKNOWN_HEALTH);
/** Asserts a wait between four fifths of its length, which jitter may leave, and all of it. */
const expectWait = (atMs: number, wholeMs: number): void => {
  expect(atMs).toBeGreaterThanOrEqual(0.8 * wholeMs);
  expect(atMs).toBeLessThanOrEqual(wholeMs);
};

test("[H1] a backend is unknown, and to be looked at at once, until something was heard of it", () => {
  expect(fold([])).toEqual({ health: "unknown", code: null, failures: 0, nextLookAtMs: 0 });
});

test("[H1] it is up after a look or a render that went well, and down after a failure of its own", () => {
  expect(fold([look(0)]).health).toBe("up");
  expect(fold([made(0)]).health).toBe("up");
  expect(fold([look(0), made(5, "BACKEND_UNREACHABLE")])).toMatchObject({ health: "down", code: "BACKEND_UNREACHABLE" });
  expect(fold([made(5, "BACKEND_UNREACHABLE"), look(9)])).toMatchObject({ health: "up", code: null, failures: 0 });
});

test("[H2] only what says that the next render would fail there too takes a backend out", () => {
  const out = (Object.keys(FAILURES) as FailureCode[]).filter(takesBackendOut);
  expect(out.toSorted()).toEqual([
    "BACKEND_ADDRESS_REFUSED",
    "BACKEND_DISK_FULL",
    "BACKEND_MALFORMED",
    "BACKEND_TIMEOUT",
    "BACKEND_UNREACHABLE",
  ]);
  const own = ["RENDER_FAILED", "WORKFLOW_REFUSED", "MODEL_MISSING", "BACKEND_OUT_OF_MEMORY", "BACKEND_LOST"] as const;
  for (const code of own) {
    expect(fold([look(0), made(5, code)])).toEqual(fold([look(0)]));
    expect(fold([made(5, code)])).toEqual(UNKNOWN_HEALTH);
    expect(fold([look(0, "BACKEND_UNREACHABLE"), made(5, code)]).health).toBe("down");
  }
});

test("[H2] a look that failed is the backend's failure, whatever its code", () => {
  expect(fold([look(0, "RENDER_FAILED")])).toMatchObject({ health: "down", code: "RENDER_FAILED" });
});

test("[H3] looks at a backend that is down come after 1, 2, 4, 8, 16 and then 30 seconds", () => {
  let health = afterOutcome("studio-pc", UNKNOWN_HEALTH, look(0, "BACKEND_UNREACHABLE"));
  let lastMs = 0;
  for (const wholeMs of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]) {
    expectWait(health.nextLookAtMs - lastMs, wholeMs);
    lastMs = health.nextLookAtMs;
    health = afterOutcome("studio-pc", health, look(lastMs, "BACKEND_UNREACHABLE"));
  }
  // A thousand failures later the wait is no longer, and a success starts it anew.
  for (let index = 0; index < 1000; index++) health = afterOutcome("studio-pc", health, look(0, "BACKEND_UNREACHABLE"));
  expectWait(health.nextLookAtMs, 30_000);
  expectWait(fold([look(0), look(0, "BACKEND_UNREACHABLE")]).nextLookAtMs, 1000);
});

test("[H3] several renders that fail with their server count as one failure", () => {
  const one = fold([look(0), made(100, "BACKEND_UNREACHABLE")]);
  expect(
    fold([look(0), made(100, "BACKEND_UNREACHABLE"), made(101, "BACKEND_UNREACHABLE"), made(900, "BACKEND_TIMEOUT")]),
  ).toEqual(one);
});

test("[H4] a server whose worker stands still or whose disk is full looks well, so it is left alone for longest", () => {
  expectWait(fold([look(0), made(0, "BACKEND_TIMEOUT")]).nextLookAtMs, 30_000);
  expectWait(fold([look(0), made(0, "BACKEND_DISK_FULL")]).nextLookAtMs, 30_000);
});

test("[H5] one that is up is looked at half a minute after it was last heard of", () => {
  expectWait(fold([look(0)]).nextLookAtMs, 30_000);
  expectWait(fold([look(0), made(20_000)]).nextLookAtMs - 20_000, 30_000);
});

test("[H6] waits differ between backends and are the same each time", () => {
  const waits = Array.from({ length: 50 }, (_, index) => fold([look(0, "BACKEND_UNREACHABLE")], `gpu-${index}`).nextLookAtMs);
  expect(new Set(waits).size).toBeGreaterThan(25);
  expect(fold([look(0, "BACKEND_UNREACHABLE")], "gpu-0").nextLookAtMs).toBe(waits[0]);
});

test("[H3][H6] whatever happens, the next look comes within half a minute of the last look", () => {
  const anyOutcome = fc.record({
    from: fc.constantFrom("look" as const, "render" as const),
    code: fc.option(fc.constantFrom(...(Object.keys(FAILURES) as FailureCode[]))),
  });
  fc.assert(
    fc.property(fc.array(anyOutcome), (outcomes) => {
      const health = fold(outcomes.map((one, index) => ({ ...one, atMs: index })));
      expect(health.nextLookAtMs).toBeLessThanOrEqual(outcomes.length + 30_000);
      if (health.health === "down") expect(health.nextLookAtMs).toBeGreaterThanOrEqual(800);
    }),
  );
});
