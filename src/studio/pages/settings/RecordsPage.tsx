import { Link, Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { useActions } from "../../actions/action-store.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { findRecordWords, type RecordWords } from "../../records/record-kinds.ts";
import { useRecords } from "../../records/use-record.ts";
import type { ListedRecord } from "../../records/record-types.ts";
import { RECORDS_ACTIONS } from "./settings-actions.ts";
import { UnknownKind } from "./UnknownKind.tsx";
import css from "./settings.module.css";

/** All records of one kind; a kind with one record only opens it at once. */
export function RecordsPage() {
  const { kind } = useParams({ strict: false }) as { readonly kind: string };
  const words = findRecordWords(kind);
  return words === undefined ? <UnknownKind kind={kind} /> : <Records key={kind} words={words} />;
}

function Records({ words }: { words: RecordWords }) {
  const { data, error, refetch } = useRecords(words.kind);
  const { part } = useSearch({ strict: false }) as { readonly part?: string };
  const [only] = data?.records ?? [];
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what={`Reading the ${words.many.toLowerCase()}`} />;
  if (words.only !== null && only !== undefined) {
    const search = part === undefined ? {} : { part };
    return <Navigate to="/settings/$kind/$id" params={{ kind: words.kind, id: only.id }} search={search} replace />;
  }
  return <RecordList words={words} records={data.records} />;
}

interface RecordListProps {
  readonly words: RecordWords;
  readonly records: readonly ListedRecord[];
}

function RecordList({ words, records }: RecordListProps) {
  const { q = "" } = useSearch({ strict: false }) as { readonly q?: string };
  const { kind } = words;
  const navigate = useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const runs: Readonly<Record<(typeof RECORDS_ACTIONS)[number]["id"], Omit<Action, "id" | "label" | "key">>> = {
    new: { run: () => void navigate({ to: "/settings/$kind/$id", params: { kind, id: "new" } }), primary: true },
    filter: { run: () => filter.current?.focus() },
    next: { run: () => moveFocus(list.current, 1) },
    previous: { run: () => moveFocus(list.current, -1) },
  };
  const actions = RECORDS_ACTIONS.map((one) => ({ ...one, ...runs[one.id] }));
  useActions("records", actions);
  const create = actions.slice(0, 1).map((action) => <ActionButton key={action.id} action={action} screen="records" />);
  if (records.length === 0) {
    return (
      <EmptyState title={`No ${words.many} yet`} action={create}>
        {words.sentence}
      </EmptyState>
    );
  }
  const wanted = q.trim().toLowerCase();
  const shown = records.filter(({ id, title }) => `${id} ${title ?? ""}`.toLowerCase().includes(wanted));
  const search = (text: string): void =>
    void navigate({ to: "/settings/$kind", params: { kind }, search: text === "" ? {} : { q: text }, replace: true });
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <h1>{words.many}</h1>
        <input
          ref={filter}
          type="search"
          className={css["filter"]}
          aria-label={`Filter ${words.many}`}
          placeholder="Filter"
          value={q}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={(event) => (event.key === "Escape" || event.key === "Enter" ? event.currentTarget.blur() : undefined)}
        />
        <p role="status">{shown.length === records.length ? records.length : `${shown.length} of ${records.length}`}</p>
        {create}
      </header>
      <p className={css["lead"]}>{words.sentence}</p>
      <ul ref={list} className={css["records"]}>
        {shown.map((record) => (
          <li key={record.id}>
            <Link to="/settings/$kind/$id" params={{ kind, id: record.id }}>
              {record.title ?? record.id}
            </Link>
            <code>{record.title === null ? "" : record.id}</code>
            <code className={css["fileName"]}>{record.file}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Brings the cursor to the next or previous link of a list. */
function moveFocus(list: HTMLElement | null, by: number): void {
  const links = [...(list?.querySelectorAll("a") ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}
