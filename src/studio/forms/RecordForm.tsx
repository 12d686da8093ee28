import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { Form } from "../../core/forms/build-form.ts";
import { findFieldProblems } from "../../core/forms/check-field.ts";
import type { FormEdit } from "../../core/forms/form-edit.ts";
import { inSentence } from "../../core/forms/field-label.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import type { FormSection } from "../../core/forms/lay-out.ts";
import { placeProblems, type ServerProblem } from "../../core/forms/place-problems.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import { FieldControl } from "./FieldControl.tsx";
import { FieldStack } from "./FieldStack.tsx";
import { FormContext, type FormContextValue } from "./form-context.ts";
import css from "./forms.module.css";

interface RecordFormProps {
  readonly form: Form;
  readonly edit: (edits: readonly FormEdit[]) => void;
  /** What the server found. */
  readonly problems?: readonly ServerProblem[];
  /** Whether to say what is wrong with fields that nobody has been to yet. */
  readonly showAll?: boolean;
  /** The sections to show, in this order; all when left out. */
  readonly sections?: readonly FormSection[];
  /** Shown instead of sections, e.g. one tag of a catalogue. */
  readonly fields?: readonly FormField[];
}

const NO_PROBLEMS: readonly ServerProblem[] = [];

/** A record as a form, section by section. */
export function RecordForm(props: RecordFormProps): ReactNode {
  const { form, edit, problems = NO_PROBLEMS, showAll = true } = props;
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const touch = useCallback((key: string) => setTouched((keys) => (keys.has(key) ? keys : new Set([...keys, key]))), []);
  const fields = props.fields ?? form.fields;
  const placed = useMemo(() => placeProblems(form.fields, problems), [form, problems]);
  const shown = useMemo(() => {
    const own = findFieldProblems(fields, form.input.choices).filter(({ key }) => showAll || touched.has(key));
    return new Map([...placed.byField, ...own.map(({ key, message }) => [key, message] as const)]);
  }, [fields, form, placed, showAll, touched]);
  const context = useMemo((): FormContextValue => ({ form, problems: shown, edit, touch, draw }), [form, shown, edit, touch]);
  return (
    <FormContext value={context}>
      <div className={css["form"]}>
        {placed.onForm.length === 0 ? null : (
          <ul className={css["onForm"]} role="alert">
            {placed.onForm.map((problem) => (
              <li key={problem.message}>
                <span aria-hidden="true">✕</span> <InlineCode text={problem.message} />
                {problem.hint === undefined ? null : (
                  <>
                    . <InlineCode text={problem.hint} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {props.fields === undefined ? (
          (props.sections ?? form.sections).map((section) => <Section key={section.id} section={section} />)
        ) : (
          <FieldStack fields={props.fields} />
        )}
      </div>
    </FormContext>
  );
}

/** A group that is all of a section needs no heading of its own. */
function withoutLoneGroup(fields: readonly FormField[]): readonly FormField[] {
  const [only] = fields;
  return fields.length === 1 && only?.control === "group" ? only.fields : fields;
}

function draw(field: FormField, isBare: boolean): ReactNode {
  return <FieldControl field={field} isBare={isBare} />;
}

function Section({ section }: { readonly section: FormSection }): ReactNode {
  const heading = `section-${section.id}`;
  const written = section.more.filter((field) => field.isSet).length;
  return (
    <section aria-labelledby={heading} className={css["section"]} id={`part-${section.id}`}>
      <header>
        <h2 id={heading}>{section.title}</h2>
        <p>{section.help}</p>
      </header>
      <FieldStack fields={withoutLoneGroup(section.fields)} />
      {section.more.length === 0 ? null : (
        <details className={css["more"]} open={written > 0 && section.fields.length > 0 && section.id !== "pin"}>
          <summary>
            More: {section.more.map((field) => inSentence(field.label)).join(", ")}
            {written === 0 ? null : <small> {written} set</small>}
          </summary>
          <FieldStack fields={section.more} />
        </details>
      )}
    </section>
  );
}
