import type { ReactNode } from "react";
import type { EventField, FieldValue } from "../../../core/activity/event-fields.ts";
import { durationWords } from "../../../core/report/duration-words.ts";
import { Digest } from "../../components/Digest.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import styles from "./activity.module.css";
import { EntityAnchor } from "./SentenceText.tsx";

/** Fields by name, each shown as what it is: a digest can be copied, a time is told, what is unknown is a dash. */
export function Fields({ fields }: { readonly fields: readonly EventField[] }): ReactNode {
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, label, value }) => (
        <div key={name} className={styles.pair}>
          <dt>{label}</dt>
          <dd>
            <Value name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const ENTITY_KINDS: Readonly<Record<string, "spec" | "job" | "version">> = { specId: "spec", jobId: "job", versionId: "version" };

function Value({ name, value }: { readonly name: string; readonly value: FieldValue }): ReactNode {
  switch (value.kind) {
    case "none":
      return "—";
    case "digest":
      return <Digest value={value.text} />;
    case "time":
      return <When atMs={value.atMs} />;
    case "span":
      return durationWords(value.ms);
    case "text":
      return <Ticked text={value.text} />;
    case "entity": {
      const kind = ENTITY_KINDS[name] ?? "spec";
      const text = kind === "spec" ? value.text : value.text.slice(-8);
      return <EntityAnchor link={{ kind, id: value.text, text }} />;
    }
    case "fields":
      return (
        <div className={styles.nested}>
          <Fields fields={value.fields} />
        </div>
      );
    case "list":
      return (
        <ul>
          {value.items.map((item, index) => (
            <li key={index}>
              <Value name={name} value={item} />
            </li>
          ))}
        </ul>
      );
  }
}
