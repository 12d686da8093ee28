import { useMemo, useState } from "react";
import { buildFieldAt, type Form } from "../../../core/forms/build-form.ts";
import type { ServerProblem } from "../../../core/forms/place-problems.ts";
import { isMap, valueAt } from "../../../core/forms/value-at.ts";
import { Button } from "../../components/Button.tsx";
import type { Draft } from "../../forms/use-draft.ts";
import { RecordForm } from "../../forms/RecordForm.tsx";
import records from "../../records/records.module.css";

interface TagFormProps {
  readonly form: Form;
  readonly draft: Draft;
  readonly problems: readonly ServerProblem[];
  /** The tag that is looked at, by its id. */
  readonly tag: string | null;
  readonly onTag: (tag: string) => void;
}

/** The tag catalogue, one tag at a time: a list of all of them leads to each. */
export function TagForm({ form, draft, problems, tag, onTag }: TagFormProps) {
  const [filter, setFilter] = useState("");
  const ids = useMemo(() => tagIds(draft.value), [draft.value]);
  // While its id is being typed, the tag is known by its place.
  const [place, setPlace] = useState<number | null>(null);
  const named = ids.indexOf(tag ?? "");
  const at = place !== null && place < ids.length ? place : Math.max(0, named);
  const choose = (index: number): void => {
    setPlace(index);
    onTag(ids[index] ?? "");
  };
  const add = (): void => {
    draft.edit([{ path: ["tags", ids.length], value: { id: "", title: "" } }]);
    setPlace(ids.length);
  };
  const remove = (): void => {
    draft.edit([{ path: ["tags", at] }]);
    setPlace(Math.max(0, at - 1));
  };
  const field = useMemo(
    () => (at < ids.length ? buildFieldAt({ ...form.input, value: draft.value }, ["tags", at]) : null),
    [form, draft.value, at, ids.length],
  );
  return (
    <div className={records["withNav"]}>
      <nav aria-label="Tags" className={records["nav"]}>
        <input
          type="search"
          className={records["filter"]}
          aria-label="Filter tags"
          placeholder={`Filter ${ids.length} tags`}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <div className={records["navList"]}>
          {ids.map((id, index) =>
            id.includes(filter.trim().toLowerCase()) ? (
              <button key={index} type="button" aria-current={index === at ? "true" : undefined} onClick={() => choose(index)}>
                {id === "" ? "new tag" : id}
              </button>
            ) : null,
          )}
        </div>
        <Button onClick={add}>+ New tag</Button>
      </nav>
      {field === null ? (
        <p className={records["quiet"]}>No tags yet. A tag carries words for each checkpoint, LoRAs and demands.</p>
      ) : (
        <div>
          <div className={records["title"]}>
            <h2>
              <code>{ids[at] === "" ? "new tag" : ids[at]}</code>
            </h2>
            <div className={records["actions"]}>
              <Button tone="quiet" onClick={remove}>
                Remove the tag
              </Button>
            </div>
          </div>
          <RecordForm key={at} form={form} edit={draft.edit} problems={problems} fields={field.fields} />
        </div>
      )}
    </div>
  );
}

function tagIds(value: unknown): readonly string[] {
  const tags = valueAt(value, ["tags"]);
  return (Array.isArray(tags) ? tags : []).map((tag: unknown) => (isMap(tag) && typeof tag["id"] === "string" ? tag["id"] : ""));
}
