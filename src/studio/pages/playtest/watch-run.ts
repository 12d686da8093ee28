import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";

/** Between two looks at a run that goes on, in ms; quick ones have ended by the first. */
const LOOK_MS = 1_000;
/** What runs longer is told by its own line on the page and by Activity. In ms; guess. */
const LONGEST_MS = 10 * 60_000;

/** Says why a run in the background could not be done, where it could not; what it found is on the page. */
export async function watchRun(run: string): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    // Who cannot be asked now is asked the next time; that the server is away is said by the connection.
    const page = await callVerb("event.list", { entity: run }).catch(() => undefined);
    const ends = (page?.events ?? []).flatMap(({ payload }) => ("failure" in payload ? [payload.failure] : []));
    const [failure] = ends;
    if (failure === undefined) continue;
    if (failure !== null) notify({ text: `It could not be done: ${failure}`, tone: "fail" });
    return;
  }
}
