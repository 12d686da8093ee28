import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { FACETS, type FacetCount, type FacetName } from "../../../core/view/filter-library.ts";
import { CELL_SIDES, type CellSide, GROUPINGS, type Grouping, type LibrarySearch } from "../../../core/view/library-search.ts";
import { Button } from "../../components/Button.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { FACET_WORDS, facetValueWords, GROUPING_WORDS } from "./library-words.ts";
import styles from "./filter-bar.module.css";

interface FilterBarProps {
  readonly search: LibrarySearch;
  readonly side: CellSide;
  readonly facets: Readonly<Record<FacetName, readonly FacetCount[]>>;
  readonly shown: number;
  readonly total: number;
  /** The field for words, which a key moves the focus to. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: LibrarySearch) => void;
  readonly onClear: () => void;
  /** Moves the focus back to the assets. */
  readonly onDone: () => void;
}

/** What is shown and how: words, facets with how many each choice would leave, groups, and the size of the cells. */
export function FilterBar(props: FilterBarProps): ReactNode {
  const { search, side, facets, shown, total, onChange, onClear } = props;
  const filtered = search.text !== undefined || FACETS.some((facet) => search[facet] !== undefined);
  return (
    <div className={styles["bar"]} role="search" aria-label="Filter the library">
      <div className={styles["line"]}>
        <WordField {...props} />
        <output className={styles["count"]}>{filtered ? `${shown} of ${counted(total)}` : counted(total)}</output>
        <GroupChoice group={search.group ?? "none"} onChange={(group) => onChange({ group })} />
        <Density side={side} onChange={(cell) => onChange({ cell })} />
      </div>
      <div className={styles["line"]}>
        {FACETS.filter((facet) => facets[facet].length > 0).map((facet) => (
          <FacetChoice
            key={facet}
            facet={facet}
            values={facets[facet]}
            chosen={search[facet]}
            onChoose={(value) => onChange({ [facet]: value })}
          />
        ))}
        {filtered ? (
          <Button tone="quiet" onClick={onClear}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function counted(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "asset" : "assets"}`;
}

function WordField({ search, field, onChange, onDone }: FilterBarProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "Escape" && event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape" && search.text !== undefined) onChange({ text: undefined });
    else onDone();
  };
  return (
    <label className={styles["words"]}>
      <span className="visually-hidden">Filter by words</span>
      <input
        ref={field}
        type="text"
        value={search.text ?? ""}
        placeholder="Filter by words"
        spellCheck={false}
        aria-keyshortcuts="/"
        onChange={(event) => onChange({ text: event.target.value === "" ? undefined : event.target.value })}
        onKeyDown={onKeyDown}
      />
      <Kbd keys="/" />
    </label>
  );
}

interface FacetChoiceProps {
  readonly facet: FacetName;
  readonly values: readonly FacetCount[];
  readonly chosen: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
}

function FacetChoice({ facet, values, chosen, onChoose }: FacetChoiceProps): ReactNode {
  const { name, any } = FACET_WORDS[facet];
  return (
    <select
      className={styles["choice"]}
      aria-label={name}
      value={chosen ?? ""}
      data-chosen={chosen !== undefined || undefined}
      onChange={(event) => onChoose(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{any}</option>
      {values.map(({ value, count }) => (
        <option key={value} value={value}>
          {facetValueWords(facet, value)} · {count.toLocaleString("en")}
        </option>
      ))}
    </select>
  );
}

function GroupChoice({ group, onChange }: { group: Grouping; onChange: (group: Grouping | undefined) => void }): ReactNode {
  return (
    <select
      className={styles["choice"]}
      aria-label="Groups"
      value={group}
      onChange={(event) => onChange(GROUPINGS.find((one) => one === event.target.value && one !== "none"))}
    >
      {GROUPINGS.map((one) => (
        <option key={one} value={one}>
          {GROUPING_WORDS[one]}
        </option>
      ))}
    </select>
  );
}

function Density({ side, onChange }: { side: CellSide; onChange: (side: CellSide) => void }): ReactNode {
  return (
    <label className={styles["density"]}>
      Size
      <input
        type="range"
        min={0}
        max={CELL_SIDES.length - 1}
        step={1}
        value={CELL_SIDES.indexOf(side)}
        aria-valuetext={`${side} pixels`}
        onChange={(event) => onChange(CELL_SIDES[Number(event.target.value)] ?? side)}
      />
      <span className={styles["side"]}>{side}</span>
    </label>
  );
}
