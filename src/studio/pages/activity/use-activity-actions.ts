import { useActions } from "../../actions/action-store.ts";
import { ACTIVITY_ACTIONS } from "./activity-actions.ts";
import type { ActivitySearch, ShowActivity } from "./activity-search.ts";

/** What an action of the page acts on. */
interface ActivityDeeds {
  readonly search: ActivitySearch;
  readonly show: ShowActivity;
  readonly verify: () => void;
}

/** Puts the actions of the page on show. */
export function useActivityActions({ search, show, verify }: ActivityDeeds): void {
  const runs: Readonly<Record<(typeof ACTIVITY_ACTIONS)[number]["id"], () => void>> = {
    filter: () => focusIn("input[data-filter]"),
    list: () => focusIn("[data-lines] [tabindex='0'][role='row']"),
    chains: () => show({ tab: undefined, by: search.by === "chain" ? undefined : "chain" }),
    jobs: () => show({ tab: search.tab === "jobs" ? undefined : "jobs" }),
    newest: () => show({ at: undefined, event: undefined }),
    verify,
  };
  useActions(
    "activity",
    ACTIVITY_ACTIONS.map((words) => ({ ...words, run: runs[words.id] })),
  );
}

function focusIn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
