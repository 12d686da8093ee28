import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { FACETS } from "../../../core/view/filter-library.ts";
import { type CellSide, type LibrarySearch, readLibrarySearch } from "../../../core/view/library-search.ts";
import { selectAt } from "../../../core/view/selection.ts";
import type { Action } from "../../actions/action.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWide } from "../../components/use-wide.ts";
import { Inspector } from "../../frame/Inspector.tsx";
import { AssetFacts } from "./AssetFacts.tsx";
import { FilterBar } from "./FilterBar.tsx";
import type { LibraryAsset } from "./library-asset.ts";
import { LibraryGrid } from "./LibraryGrid.tsx";
import { Lightbox } from "./Lightbox.tsx";
import { useLibraryActions } from "./use-library-actions.ts";
import { useLibrarySelection } from "./use-library-selection.ts";
import { useLibraryView } from "./use-library-view.ts";
import styles from "./library-page.module.css";

/** What there is, whether it is good, and whether it belongs together. */
export function LibraryPage(): ReactNode {
  const { data, error, refetch } = useVerb("library.list", {});
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the library" />;
  if (data.assets.length === 0) return <NothingMade />;
  return <LibraryScreen assets={data.assets} />;
}

function NothingMade(): ReactNode {
  return (
    <>
      <h1 className="visually-hidden">Library</h1>
      <EmptyState title="Nothing was made yet" action={<Link to="/pipeline">Go to the Pipeline</Link>}>
        Everything that is made from a spec is kept here with its reasons: to look at, to compare, and to approve.
      </EmptyState>
    </>
  );
}

const FIRST_SIDE: CellSide = 128;

function LibraryScreen({ assets }: { assets: readonly LibraryAsset[] }): ReactNode {
  const search = readLibrarySearch(useSearch({ strict: false }));
  const change = useSearchChange();
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const view = useLibraryView(assets, search);
  const [selection, select] = useLibrarySelection(view.ids, search, (at, other) => change({ at, with: other }));
  const side = search.cell ?? FIRST_SIDE;
  const active = view.shown[selection.active];
  const selected = [...selection.ids].flatMap((id) => view.shown.find(({ versionId }) => versionId === id) ?? []);
  const actions = useLibraryActions({ active, selected, side, change, field });
  const clear = (): void => change({ ...Object.fromEntries(FACETS.map((facet) => [facet, undefined])), text: undefined });
  const focusGrid = (): void => work.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
  const step = (by: number): void => select(selectAt(selection, view.ids, { at: selection.active + by, mode: "only" }));
  const close = (): void =>
    openedHere(router.history) ? router.history.back() : change({ view: undefined, mode: undefined, zoom: undefined });
  const other = selected.find(({ versionId }) => versionId !== active?.versionId) ?? null;
  return (
    <div className={styles["page"]} ref={work}>
      <h1 className="visually-hidden">Library</h1>
      <FilterBar
        {...{ search, side, field }}
        facets={view.facets}
        shown={view.count}
        total={assets.length}
        onChange={change}
        onClear={clear}
        onDone={focusGrid}
      />
      {view.count === 0 ? (
        <EmptyState title="Nothing passes these filters" action={<Button onClick={clear}>Clear filters</Button>}>
          {assets.length} assets are hidden by what was chosen above.
        </EmptyState>
      ) : (
        <LibraryGrid
          groups={view.groups}
          shown={view.shown}
          ids={view.ids}
          side={side}
          selection={selection}
          onSelect={select}
          onOpen={(at) => {
            const id = view.ids[at];
            if (id !== undefined) change({ at: id, with: undefined, view: "image" }, "push");
          }}
        />
      )}
      <AssetInspector asset={active} selected={selected.length} actions={actions} />
      {search.view === undefined || active === undefined ? null : (
        <Lightbox
          asset={active}
          other={search.view === "compare" ? other : null}
          search={search}
          onChange={change}
          onClose={close}
          onStep={step}
          onOpenPage={() => actions.find(({ id }) => id === "page")?.run()}
        />
      )}
    </div>
  );
}

interface AssetInspectorProps {
  /** The asset that is looked at; undefined while none was chosen. */
  readonly asset: LibraryAsset | undefined;
  readonly selected: number;
  readonly actions: readonly Action[];
}

/** What is known of the chosen asset; on a narrow screen there is no room for having chosen none. */
function AssetInspector({ asset, selected, actions }: AssetInspectorProps): ReactNode {
  const isWide = useWide();
  if (asset === undefined && !isWide) return null;
  return (
    <Inspector>
      {asset === undefined ? (
        <p className={styles["hint"]}>Choose an asset to see what it is, what became of it, and why.</p>
      ) : (
        <AssetFacts asset={asset} selected={selected} actions={actions} />
      )}
    </Inspector>
  );
}

/** Whether the lightbox was opened on this page, so that the way back leads to the grid. */
function openedHere(history: { readonly location: { readonly state: object } }): boolean {
  return "lightbox" in history.location.state;
}

/** Changes the address: usually in place, or as a step that the way back undoes. */
function useSearchChange(): (change: LibrarySearch, how?: "push") => void {
  const navigate = useNavigate();
  const router = useRouter();
  return (change, how) => {
    const next = { ...readLibrarySearch(router.state.location.search), ...change };
    const lightbox = how === "push" || (next.view !== undefined && openedHere(router.history));
    void navigate({
      to: "/library",
      search: next,
      replace: how !== "push",
      ...(lightbox ? { state: { lightbox: true } as never } : {}),
    });
  };
}
