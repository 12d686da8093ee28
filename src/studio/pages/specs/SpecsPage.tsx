import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { useActions } from "../../actions/action-store.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import { filterSpecs } from "./filter-specs.ts";
import { SPECS_ACTIONS } from "./specs-actions.ts";
import { SpecInspector } from "./SpecInspector.tsx";
import { SpecTable } from "./SpecTable.tsx";
import { type ListedSpec, useSpecs } from "./use-specs.ts";
import { useSpecActs } from "./use-spec-acts.ts";
import { useViewing } from "../../viewing/viewing-store.ts";
import css from "./specs.module.css";

/** What is looked for and which one is looked at; both stand in the address. */
interface Search {
  readonly q?: string;
  readonly at?: string;
}

/** All specs: how each stands, and what can be done about it. */
export function SpecsPage() {
  const { data, error, refetch } = useSpecs();
  const { q = "", at } = useSearch({ strict: false }) as Search;
  const shown = useMemo(() => filterSpecs(data?.specs ?? [], q), [data, q]);
  const chosen = shown.find((spec) => spec.id === at);
  useViewing([chosen?.id]);
  const filter = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const look = (search: Search): void => void navigate({ to: "/specs", search: search, replace: true });
  const actions = useSpecsActions({ shown, chosen, q, look, filter: () => filter.current?.focus() });
  useActions("specs", actions);
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the specs" />;
  const button = (id: string, quiet = false) => {
    const action = actions.find((one) => one.id === id);
    return action === undefined ? null : <ActionButton action={action} screen="specs" quiet={quiet} />;
  };
  if (data.specs.length + data.broken.length === 0) {
    return (
      <EmptyState title="No specs yet" action={button("new")}>
        A spec says what one asset must be: its words, its size, its demands. Write one, and see at once how it would be made.
      </EmptyState>
    );
  }
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <h1>Specs</h1>
        <input
          ref={filter}
          type="search"
          className={css["filter"]}
          aria-label="Filter specs"
          placeholder="Filter: a word, status:ready, is:stale, is:blocked"
          value={q}
          onChange={(event) =>
            look({
              ...(event.currentTarget.value === "" ? {} : { q: event.currentTarget.value }),
              ...(at === undefined ? {} : { at }),
            })
          }
          onKeyDown={(event) => (event.key === "Escape" || event.key === "Enter" ? event.currentTarget.blur() : undefined)}
        />
        <p className={css["count"]} role="status">
          {shown.length === data.specs.length ? `${shown.length} specs` : `${shown.length} of ${data.specs.length} specs`}
        </p>
        <div className={css["actions"]}>
          {button("ready", true)}
          {button("rebind", true)}
          {button("make", true)}
          {button("new")}
        </div>
      </header>
      <SpecTable
        specs={shown}
        broken={q === "" ? data.broken : []}
        at={at ?? null}
        onLook={(id) => look({ ...(q === "" ? {} : { q }), at: id })}
      />
      {chosen === undefined ? null : (
        <Inspector>
          <SpecInspector spec={chosen} />
        </Inspector>
      )}
    </div>
  );
}

interface SpecsView {
  readonly shown: readonly ListedSpec[];
  readonly chosen: ListedSpec | undefined;
  readonly q: string;
  readonly look: (search: Search) => void;
  readonly filter: () => void;
}

function useSpecsActions({ shown, chosen, q, look, filter }: SpecsView): readonly Action[] {
  const navigate = useNavigate();
  const acts = useSpecActs();
  const move = (by: number): void => {
    const from = shown.findIndex((spec) => spec.id === chosen?.id);
    const next = shown[Math.min(shown.length - 1, Math.max(0, from + by))];
    if (next !== undefined) look({ ...(q === "" ? {} : { q }), at: next.id });
  };
  const withChosen = (run: (spec: ListedSpec) => unknown) => (): void => {
    if (chosen !== undefined) void run(chosen);
  };
  const runs: Readonly<Record<(typeof SPECS_ACTIONS)[number]["id"], Omit<Action, "id" | "label" | "key">>> = {
    new: { run: () => void navigate({ to: "/specs/new" }), primary: true },
    filter: { run: filter },
    next: { run: () => move(1) },
    previous: { run: () => move(-1) },
    open: {
      run: withChosen(async (spec) => await navigate({ to: "/specs/$spec", params: { spec: spec.id } })),
      when: () => chosen !== undefined,
    },
    ready: {
      run: withChosen(async (spec) => await acts.ready(spec.id)),
      when: () => chosen?.status === "draft" && chosen.blockers.length === 0,
    },
    rebind: { run: withChosen(async (spec) => await acts.rebind(spec.id)), when: () => chosen?.stale === true },
    make: { run: withChosen(async (spec) => await acts.make(spec.id)), when: () => chosen?.status === "ready" },
  };
  return SPECS_ACTIONS.map((words) => ({ ...words, ...runs[words.id] }));
}
