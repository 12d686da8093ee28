import { Failure } from "../../components/Failure.tsx";
import { plainText } from "../../../core/plan-view/plain-text.ts";
import { BlockerList } from "../../records/BlockerList.tsx";
import type { NewRecord } from "../../records/use-new-record.ts";
import { pickFields, WIZARD_STEPS, type WizardStep } from "./wizard-steps.ts";
import css from "./specs.module.css";

interface WizardReviewProps {
  readonly record: NewRecord;
  /** Steps whose answers are not complete, by id, with the first reason. */
  readonly unfinished: ReadonlyMap<string, string>;
  readonly onGo: (place: number) => void;
}

/** All answers at once, what is still missing, and what would stand in the way. */
export function WizardReview({ record, unfinished, onGo }: WizardReviewProps) {
  const blockers = record.preview?.spec?.blockers ?? [];
  const isFree = unfinished.size + blockers.length === 0 && record.refusal === null;
  return (
    <>
      <dl className={css["answers"]}>
        {WIZARD_STEPS.slice(0, -1).map((step, place) => (
          <Answer key={step.id} step={step} record={record} why={unfinished.get(step.id)} onGo={() => onGo(place)} />
        ))}
      </dl>
      <BlockerList blockers={blockers} />
      {record.refusal === null ? null : <Failure error={record.refusal} />}
      {isFree ? (
        <p>
          <span aria-hidden="true">✓</span> Nothing stands in the way. {imagesText(record)}
        </p>
      ) : null}
    </>
  );
}

function imagesText(record: NewRecord): string {
  const count = record.preview?.spec?.plan.images.length;
  return count === undefined ? "" : `${count} ${count === 1 ? "image" : "images"} would be made, as the plan beside this says.`;
}

interface AnswerProps {
  readonly step: WizardStep;
  readonly record: NewRecord;
  readonly why: string | undefined;
  readonly onGo: () => void;
}

function Answer({ step, record, why, onGo }: AnswerProps) {
  const answered = pickFields(record.form?.fields ?? [], step.fields).filter((field) => field.isSet && field.value !== "");
  return (
    <div>
      <dt>{step.question}</dt>
      <dd>
        {answered.map((field) => (
          <span key={field.key}>
            <small>{field.label}</small>{" "}
            {field.options.find((option) => option.value === field.value)?.label ?? plainText(field.value)}
          </span>
        ))}
        {answered.length === 0 && why === undefined ? <small>as the project says</small> : null}
        {why === undefined ? null : (
          <span className={css["blocked"]}>
            <span aria-hidden="true">✕</span> {why}
          </span>
        )}
      </dd>
      <button type="button" onClick={onGo}>
        Change<span className="visually-hidden">: {step.question}</span>
      </button>
    </div>
  );
}
