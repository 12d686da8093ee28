import { z } from "zod";

/** Commands that change something wait this long for who is at work, in ms. Source: the decision on the environment's lock. */
const WAIT_MS = 10_000;
/** A day: whoever waits longer has forgotten it. */
const LONGEST_WAIT_MS = 86_400_000;

/** How long a command waits for another one that changes the environment. */
export const WaitMs = z
  .int()
  .min(0)
  .max(LONGEST_WAIT_MS)
  .default(WAIT_MS)
  .describe("How long to wait for another command that changes the environment, in ms");
