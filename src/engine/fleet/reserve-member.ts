import { setTimeout as sleep } from "node:timers/promises";
import type { Member } from "./member.ts";

/** What one needs to know to have a server for oneself. */
interface Reserving {
  /** Whether nothing of this process is on it. */
  readonly isIdle: () => boolean;
  readonly tell: () => void;
}

/** How often it is looked whether what the server has is done, ms. */
const LOOK_MS = 100;

/**
 * Has a server for oneself: it is given nothing more, and what it has is waited for. Who comes second waits for the first.
 *
 * @returns a function that gives it back.
 */
export async function reserveMember(member: Member, { isIdle, tell }: Reserving): Promise<() => void> {
  const before = member.reservation;
  const mine = Promise.withResolvers<void>();
  member.reservation = mine.promise;
  tell();
  await before;
  while (!isIdle()) await sleep(LOOK_MS);
  return () => {
    if (member.reservation === mine.promise) member.reservation = null;
    mine.resolve();
    tell();
  };
}
