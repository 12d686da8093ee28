import { canonicalJson } from "../core/canonical/canonical-json.ts";
import { storeOf, type Studio } from "./studio.ts";

const PAGE = 1000;

/**
 * The whole stream as JSON lines in canonical form, a page of them at a time.
 *
 * @param onPage  Told how many events each page has.
 */
export function* eventLines(studio: Studio, onPage: (events: number) => void = () => undefined): Iterable<string> {
  const store = storeOf(studio);
  for (let since = 0; ;) {
    const { events, next } = store.readEvents({ since, limit: PAGE });
    if (events.length === 0) return;
    onPage(events.length);
    yield events.map((event) => `${canonicalJson(event)}\n`).join("");
    since = next;
  }
}
