import { WIZARD_STEPS } from "./wizard-steps.ts";
import css from "./specs.module.css";

interface StepsProps {
  readonly place: number;
  readonly unfinished: ReadonlyMap<string, string>;
  readonly onGo: (place: number) => void;
}

/** Where one is among the questions; each that can be answered already can be gone to. */
export function Steps({ place, unfinished, onGo }: StepsProps) {
  const firstOpen = WIZARD_STEPS.findIndex((step) => unfinished.has(step.id));
  const furthest = firstOpen === -1 ? WIZARD_STEPS.length - 1 : firstOpen;
  return (
    <nav aria-label="Steps">
      <ol className={css["steps"]}>
        {WIZARD_STEPS.map((step, index) => {
          const isDone = index < place && !unfinished.has(step.id);
          return (
            <li key={step.id} aria-current={index === place ? "step" : undefined} data-done={isDone}>
              <button type="button" disabled={index > furthest && index > place} onClick={() => onGo(index)}>
                <span aria-hidden="true">{isDone ? "✓" : index + 1}</span>
                {step.short}
                {isDone ? <span className="visually-hidden">answered</span> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
