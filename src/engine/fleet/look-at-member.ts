import { type Member, noteFailure, noteSuccess } from "./member.ts";

/** Whether it is to be asked: for the first time, or again. */
export function isDue(member: Member, nowMs: number): boolean {
  return isInUse(member) && member.looking === null && member.health.nextLookAtMs <= nowMs;
}

/** Whether anyone may give it work: the project, or a caller that named it. */
export function isInUse({ config, isNamed }: Member): boolean {
  return config.enabled || isNamed;
}

interface Look {
  readonly nowMs: () => number;
  /** Asks everything anew; else of one that was up only whether it answers still, and how long its queue is. */
  readonly whole: boolean;
}

/** Looks at a server and notes what was found; never rejects for one that is down. */
export async function lookAt(member: Member, { nowMs, whole }: Look): Promise<void> {
  const { client, probe, health } = member;
  try {
    const isKnown = !whole && probe !== null && health.health === "up";
    member.probe = isKnown ? { ...probe, queue: await client.queueCounts() } : await client.probe({ refresh: true });
    noteSuccess(member, { atMs: nowMs(), from: "look" });
    await stopUnwanted(member);
  } catch (error) {
    noteFailure(member, { atMs: nowMs(), from: "look" }, error);
  }
}

/** Stops a prompt that nobody wants; where its server does not answer, it is told when it does. */
export async function discardPrompt(member: Member, promptId: string, nowMs: () => number): Promise<void> {
  member.unwanted.add(promptId);
  try {
    await stopUnwanted(member);
  } catch (error) {
    noteFailure(member, { atMs: nowMs(), from: "look" }, error);
  }
}

/** Stops prompts that nobody wants. It was away when they were given up, so it has not heard of it yet. */
async function stopUnwanted({ client, unwanted }: Member): Promise<void> {
  for (const promptId of unwanted) {
    await client.cancel(promptId);
    unwanted.delete(promptId);
  }
}
