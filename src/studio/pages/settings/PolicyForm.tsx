import { useEffect, useState } from "react";
import type { Form } from "../../../core/forms/build-form.ts";
import type { FormEdit } from "../../../core/forms/form-edit.ts";
import type { ServerProblem } from "../../../core/forms/place-problems.ts";
import { RecordForm } from "../../forms/RecordForm.tsx";
import records from "../../records/records.module.css";

interface PolicyFormProps {
  readonly form: Form;
  readonly edit: (edits: readonly FormEdit[]) => void;
  readonly problems: readonly ServerProblem[];
  /** The part to show first, by the id of its section. */
  readonly part: string | null;
}

/** The policies, which are many: a list of their parts leads to each. */
export function PolicyForm({ form, edit, problems, part }: PolicyFormProps) {
  const [at, setAt] = useState(part ?? form.sections[0]?.id ?? "");
  const go = (id: string): void => {
    setAt(id);
    document.getElementById(`part-${id}`)?.scrollIntoView({ block: "start" });
  };
  useEffect(() => {
    if (part !== null) go(part);
  }, [part]);
  return (
    <div className={records["withNav"]}>
      <nav aria-label="Parts" className={records["nav"]}>
        {form.sections.map((section) => (
          <button
            key={section.id}
            type="button"
            aria-current={section.id === at ? "true" : undefined}
            onClick={() => go(section.id)}
          >
            {section.title}
          </button>
        ))}
      </nav>
      <RecordForm form={form} edit={edit} problems={problems} />
    </div>
  );
}
