import { expect, test } from "vitest";
import type { z } from "zod";
import type { FailureJson } from "../../core/api/failure.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { EnvWork } from "../../core/live/env-work.ts";
import type { Heartbeat, Progress } from "../../core/live/messages.ts";
import type { VerbName, VerbOutput } from "../api.ts";
import { ANSWERS } from "./answers.ts";
import type { EVENT_ENVELOPE } from "./answers/events.ts";
import type { EnvWorkValue, HeartbeatValue, ProgressValue } from "./answers/live.ts";
import type { FailureValue } from "./answers/values.ts";

/** A type with all of it readonly: schemas cannot say so, and answers are not changed by anyone. */
type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly unknown[]
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]: Frozen<T[K]> }
      : T;

/** True when each of two types can stand for the other. */
type Same<A, B> = [Frozen<A>] extends [Frozen<B>] ? ([Frozen<B>] extends [Frozen<A>] ? true : false) : false;

/** Names of the entries whose schema and type differ. */
type Drifted<Schemas extends Record<string, unknown>, Types extends Record<keyof Schemas, unknown>> = {
  [N in keyof Schemas]: Same<Schemas[N], Types[N]> extends true ? never : N;
}[keyof Schemas];

/** Does not compile when anything drifted, and names it. */
type Proven<D extends never> = [D] extends [never] ? true : false;

type AnswerTypes = { [N in VerbName]: z.output<(typeof ANSWERS)[N]> };
type OutputTypes = { [N in VerbName]: VerbOutput<N> };

type OtherSchemas = {
  failure: z.output<typeof FailureValue>;
  event: z.output<typeof EVENT_ENVELOPE>;
  heartbeat: z.output<typeof HeartbeatValue>;
  progress: z.output<typeof ProgressValue>;
  envWork: z.output<typeof EnvWorkValue>;
};
type OtherTypes = {
  failure: Omit<FailureJson, "code"> & { code: FailureJson["code"] | "BUG" };
  event: Omit<StoredEvent, "type" | "payload">;
  heartbeat: Heartbeat;
  progress: Progress;
  envWork: EnvWork;
};

test("the compiler proves that each answer's schema is its verb's output, no more and no less", () => {
  expect<Proven<Drifted<AnswerTypes, OutputTypes>>>(true).toBe(true);
  expect<Proven<Drifted<OtherSchemas, OtherTypes>>>(true).toBe(true);
});

test("the proof sees a field that is missing, added, optional or of another type", () => {
  type Whole = { a: { readonly id: string; readonly note?: string } };
  expect<Proven<Drifted<{ a: { id: string; note?: string } }, Whole>>>(true).toBe(true);
  // @ts-expect-error -- a field is missing
  expect<Proven<Drifted<{ a: { note?: string } }, Whole>>>(true).toBe(true);
  // @ts-expect-error -- a field is of another type
  expect<Proven<Drifted<{ a: { id: number; note?: string } }, Whole>>>(true).toBe(true);
  // @ts-expect-error -- a field is not optional
  expect<Proven<Drifted<{ a: { id: string; note: string } }, Whole>>>(true).toBe(true);
  // @ts-expect-error -- a field is too many
  expect<Proven<Drifted<{ a: { id: string; note?: string; more: number } }, Whole>>>(true).toBe(true);
});
