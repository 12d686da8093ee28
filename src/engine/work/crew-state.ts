import type { Policies } from "../../core/assets/records/project.ts";
import type { Step } from "../step.ts";
import type { ActiveJob } from "./active-job.ts";
import { type Bell, createBell } from "./bell.ts";
import { rememberDocuments } from "./remember-documents.ts";

/**
 * All work on jobs in one project: one loop, whoever asked. Callers share it, so that caps hold for the project and two
 * callers of one job get one version.
 */
export interface Crew {
  /** Jobs taken up, by id; a promise while being loaded, so that two callers load one job once. */
  readonly jobs: Map<string, Promise<ActiveJob>>;
  readonly active: Map<string, ActiveJob>;
  readonly orders: Set<Order>;
  /** Hear every step, whoever ordered the job; must not throw. */
  readonly observers: Set<(step: Step) => void>;
  readonly underWay: Set<Promise<void>>;
  readonly bell: Bell;
  /** Reads inputs of jobs, each of them once. */
  readonly readDocument: ReturnType<typeof rememberDocuments>;
  looping: boolean;
  /** A failure of the record itself: nothing goes on after it. */
  fatal: { readonly error: unknown } | undefined;
}

/** What one caller waits for. */
export interface Order {
  /** Jobs asked for, and the regenerations that follow from them. */
  readonly wanted: Set<string>;
  /** Who hears of the steps, and may ask to stop. */
  readonly listener: { readonly onStep?: (step: Step) => void; readonly signal?: AbortSignal };
  readonly policies: Policies;
  /** The only backend that may make these jobs' images; null for any. */
  readonly only: string | null;
  readonly done: PromiseWithResolvers<void>;
  /** A bug met on the way; told when everything else is settled. */
  bug: { readonly error: unknown } | undefined;
}

/** A crew without work. */
export function createCrew(): Crew {
  return {
    jobs: new Map(),
    active: new Map(),
    orders: new Set(),
    observers: new Set(),
    underWay: new Set(),
    bell: createBell(),
    readDocument: rememberDocuments(),
    looping: false,
    fatal: undefined,
  };
}
