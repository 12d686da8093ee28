import type { ReactNode } from "react";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import type { Action } from "../actions/action.ts";
import { ActionButton } from "../actions/ActionButton.tsx";
import { Mark } from "../components/Mark.tsx";
import { BothSides } from "./BothSides.tsx";
import { Differences } from "./Differences.tsx";
import { Assets, Draws, Emits, Lines } from "./step-parts.tsx";
import { Choices } from "./Choices.tsx";
import { wordsOfKind } from "./kind-words.ts";
import { StateTable } from "./StateTable.tsx";
import { FoldedTexts, StepFacts, Texts } from "./Texts.tsx";
import { TRACE_SCREEN } from "./trace-actions.ts";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

interface StepDetailProps {
  readonly model: TraceModel;
  readonly row: TraceRow | undefined;
  readonly onStep: (step: number, side?: "golden" | "actual") => void;
  readonly fork: Action;
  readonly onFork: (choice: string) => void;
  readonly showAsset: ((id: string) => ReactNode) | undefined;
}

/** Everything about the chosen step; where it differs from the golden's, both. */
export function StepDetail({ model, row, onStep, fork, onFork, showAsset }: StepDetailProps): ReactNode {
  const golden = model.golden?.steps[row?.golden ?? -1];
  const actual = model.view.steps[row?.actual ?? -1];
  const step = actual ?? golden;
  if (row === undefined || step === undefined) {
    return <aside className={styles.detail} aria-label="The step" tabIndex={0} />;
  }
  const sides = { golden, actual };
  const words = wordsOfKind(model.view.kind);
  const canFork = model.view.play !== null && actual !== undefined;
  return (
    <aside className={styles.detail} aria-label="The step" tabIndex={0}>
      <header className={styles.stepHead}>
        <h3>
          {words.step} {step.i} <code>{step.place}</code>
        </h3>
        {step.mark === null ? null : <Mark look={step.mark} />}
        <SourceLine model={model} step={step} />
        {canFork ? <ActionButton action={fork} screen={TRACE_SCREEN} quiet /> : null}
      </header>
      <Differences model={model} row={row} />
      <StepFacts step={step} />
      <BothSides title={null} part="lines" words={words} {...sides} show={(one) => <Lines step={one} />} />
      <BothSides title={null} part="texts" words={words} {...sides} show={(one) => <Texts step={one} />} />
      {words.choices === null ? null : (
        <BothSides
          title={words.choices}
          part="choices"
          words={words}
          {...sides}
          show={(one) => <Choices step={one} {...(canFork && one === actual ? { onFork } : {})} />}
        />
      )}
      <StateTable model={model} row={row} onStep={onStep} />
      <BothSides title="Drawn" part="draws" words={words} {...sides} show={(one) => <Draws step={one} />} />
      <BothSides title="Assets" part="assets" words={words} {...sides} show={(one) => <Assets step={one} show={showAsset} />} />
      <BothSides title="Told to the game" part="emits" words={words} {...sides} show={(one) => <Emits step={one} />} />
      <FoldedTexts step={step} />
    </aside>
  );
}

/** Where the node stands in the story's file. */
function SourceLine({ model: { view }, step }: { readonly model: TraceModel; readonly step: ViewedStep }): ReactNode {
  const { file, lines } = view.source;
  if (file === null) return null;
  const line = lines[step.place];
  return <code className={styles.source}>{line === undefined ? file : `${file}:${line}`}</code>;
}
