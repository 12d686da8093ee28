import { setTimeout as sleep } from "node:timers/promises";
import { eventListVerb } from "../../engine/events.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { eventsText } from "./event.ts";

const DEFAULT_LINES = 20;
/** How often new events are looked for, in ms. Guess: soon enough to follow by eye. */
const POLL_MS = 300;

export const eventTailCommand: FreeCommand = {
  path: ["event", "tail"],
  summary: "Show the newest events; --follow goes on until Ctrl-C",
  flags: [
    { name: "lines", value: "N", summary: `How many to start with (${DEFAULT_LINES})`, number: true },
    { name: "follow", summary: "Go on showing events as they come" },
  ],
  examples: ["touchstone event tail", "touchstone event tail --follow"],
  async run(context) {
    const lines = context.typed.number("lines") ?? DEFAULT_LINES;
    const { head } = await list(context, Number.MAX_SAFE_INTEGER);
    if (head === 0) context.talk("No events yet");
    let since = await show(context, Math.max(0, head - lines));
    while (context.typed.isOn("follow") && !context.signal.aborted) {
      await sleep(POLL_MS);
      since = await show(context, since);
    }
    return 0;
  },
};

async function list({ call, caller }: CliContext, since: number) {
  return await call(eventListVerb, { input: { since, limit: 1000 }, caller: caller(false) });
}

/** Prints the events after `since`; with `--json` one line each. Returns where to go on. */
async function show(context: CliContext, since: number): Promise<number> {
  const page = await list(context, since);
  if (page.events.length === 0) return page.next;
  if (context.json) for (const event of page.events) context.out(JSON.stringify(event));
  else context.out(eventsText(page.events, context.paint));
  return page.next < page.head ? await show(context, page.next) : page.next;
}
