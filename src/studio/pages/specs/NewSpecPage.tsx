import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Action } from "../../actions/action.ts";
import { useActions } from "../../actions/action-store.ts";
import { findFieldProblems } from "../../../core/forms/check-field.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RecordForm } from "../../forms/RecordForm.tsx";
import { PlanView } from "../../plan/PlanView.tsx";
import { EditorLayout } from "../../records/EditorLayout.tsx";
import { type NewRecord, useNewRecord } from "../../records/use-new-record.ts";
import { YamlView } from "../../records/YamlView.tsx";
import { Steps } from "./Steps.tsx";
import { WizardReview } from "./WizardReview.tsx";
import { NEW_SPEC_ACTIONS } from "./specs-actions.ts";
import { useSuggestedId } from "./use-suggested-id.ts";
import { pickFields, WIZARD_STEPS, type WizardStep } from "./wizard-steps.ts";
import records from "../../records/records.module.css";
import css from "./specs.module.css";

interface Search {
  readonly step?: string;
  readonly side?: "file";
}

/** The least that a spec needs before its plan can be shown. */
const START = { output: { kind: "single_image" } };

/** A new spec, asked for question by question, with what would be made beside it from the first answer on. */
export function NewSpecPage() {
  const record = useNewRecord("spec", START);
  const { step = "what", side } = useSearch({ strict: false }) as Search;
  const place = Math.max(
    0,
    WIZARD_STEPS.findIndex((one) => one.id === step),
  );
  const navigate = useNavigate();
  const look = (search: Search): void => void navigate({ to: "/specs/new", search: search, replace: true });
  const wizard = useWizard(record, place, (to) =>
    look({ step: WIZARD_STEPS[to]?.id ?? "what", ...(side === undefined ? {} : { side }) }),
  );
  const { suggest } = useSuggestedId(record);
  const flip = (): void => look({ step, ...(side === "file" ? {} : { side: "file" as const }) });
  const actions: readonly Action[] = NEW_SPEC_ACTIONS.map((words) => ({
    ...words,
    run: words.id === "next" ? wizard.next : flip,
  }));
  useActions("new-spec", actions);
  const { form, preview } = record;
  const current = WIZARD_STEPS[place];
  if (record.error !== null && form === null) return <Failure error={record.error} />;
  if (form === null || current === undefined) return <Loading what="Reading what can be chosen" />;
  return (
    <EditorLayout
      head={
        <div className={records["title"]}>
          <h1>New spec</h1>
          <Steps place={place} unfinished={wizard.unfinished} onGo={wizard.go} />
        </div>
      }
      form={
        <form
          className={css["wizard"]}
          onSubmit={(event) => {
            event.preventDefault();
            wizard.next();
          }}
        >
          <Question step={current} place={place} />
          {current.id === "review" ? (
            <WizardReview record={record} unfinished={wizard.unfinished} onGo={wizard.go} />
          ) : (
            <RecordForm
              key={current.id}
              form={form}
              edit={suggest}
              problems={preview?.problems ?? []}
              fields={pickFields(form.fields, current.fields)}
              showAll={wizard.tried.has(current.id)}
            />
          )}
          <Forward place={place} wizard={wizard} record={record} />
        </form>
      }
      tabs={[
        { id: "plan", label: "What would be made" },
        { id: "file", label: "File" },
      ]}
      tab={side ?? "plan"}
      onTab={(tab) => look({ step, ...(tab === "file" ? { side: "file" as const } : {}) })}
      isWaiting={record.isWaiting}
      side={<Side record={record} side={side ?? "plan"} />}
    />
  );
}

interface Wizard {
  /** Steps whose answers are not complete, by id, with the first reason. */
  readonly unfinished: ReadonlyMap<string, string>;
  /** Steps that were to be left unfinished: from then on they say what is wrong. */
  readonly tried: ReadonlySet<string>;
  readonly next: () => void;
  readonly go: (place: number) => void;
}

function useWizard(record: NewRecord, place: number, go: (place: number) => void): Wizard {
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const { form } = record;
  const unfinished = useMemo(() => {
    const found = new Map<string, string>();
    if (form === null) return found;
    for (const step of WIZARD_STEPS) {
      const [first] = findFieldProblems(pickFields(form.fields, step.fields), form.input.choices);
      if (first !== undefined) found.set(step.id, `${first.label}: ${first.message}`);
    }
    return found;
  }, [form]);
  const next = (): void => {
    const step = WIZARD_STEPS[place]?.id ?? "";
    if (unfinished.has(step)) setTried(new Set([...tried, step]));
    else if (place === WIZARD_STEPS.length - 1) void record.create();
    else go(place + 1);
  };
  return { unfinished, tried, next, go };
}

/** The question, to which the cursor goes first: what is below it is the next stop. */
function Question({ step, place }: { step: WizardStep; place: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const form = heading.current?.closest("form");
    const first = form?.querySelector<HTMLElement>("input, textarea, select");
    (first ?? form?.querySelector<HTMLElement>("[type=submit]"))?.focus();
  }, [step.id]);
  return (
    <header className={css["question"]}>
      <h2 ref={heading}>
        <span className="visually-hidden">Step {place + 1}: </span>
        {step.question}
      </h2>
      <p>{step.help}</p>
    </header>
  );
}

function Forward({ place, wizard, record }: { place: number; wizard: Wizard; record: NewRecord }) {
  const isLast = place === WIZARD_STEPS.length - 1;
  return (
    <div className={css["forward"]}>
      {place === 0 ? null : <Button onClick={() => wizard.go(place - 1)}>Back</Button>}
      <Button type="submit" tone="primary" disabled={isLast && (wizard.unfinished.size > 0 || record.isCreating)}>
        {isLast ? "Create the draft" : "Next"} <Kbd keys="Mod+Enter" />
      </Button>
    </div>
  );
}

function Side({ record, side }: { record: NewRecord; side: "plan" | "file" }) {
  const { preview } = record;
  if (preview === null) return <p className={css["quiet"]}>Answer the first question, and the plan appears here.</p>;
  if (side === "file")
    return <YamlView file={`specs/${record.id === "" ? "…" : record.id}.yaml`} before={null} after={preview.text} />;
  if (preview.spec === null) return <p className={css["quiet"]}>— No plan yet: it needs a title, a type and an id.</p>;
  return <PlanView plan={preview.spec.plan} changed={record.changed} />;
}
