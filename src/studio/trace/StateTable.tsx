import { type ReactNode, useState } from "react";
import { type ComparedLine, compareStates } from "../../core/trace-view/compared-state.ts";
import { stateAfter, type StateIndex, type StateLine } from "../../core/trace-view/state.ts";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import { valueWords } from "../../core/trace-view/value-words.ts";
import { isDigest } from "../../core/canonical/digest.ts";
import { Digest } from "../components/Digest.tsx";
import { Button } from "../components/Button.tsx";
import { wordsOfKind } from "./kind-words.ts";
import { Sparkline } from "./Sparkline.tsx";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

interface StateTableProps {
  readonly model: TraceModel;
  readonly row: TraceRow;
  readonly onStep: (step: number, side: "golden" | "actual") => void;
}

/** More would make every step slower to look at; the others are one press away. */
const MOST_LINES = 100;

/** Every variable after the step, with who set it last; beside the golden's where they differ. */
export function StateTable({ model, row, onStep }: StateTableProps): ReactNode {
  const [all, setAll] = useState(false);
  const lines = linesOf(model, row);
  if (lines.length === 0) return null;
  const shown = all ? lines : lines.slice(0, MOST_LINES);
  const index = row.actual === null ? model.goldenState : model.state;
  return (
    <section className={styles.part} aria-label={titleOf(model)}>
      <h4>{titleOf(model)}</h4>
      <table className={styles.state}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Value</th>
            <th scope="col">Set by</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <VariableRow key={line.name} line={line} index={index} step={row.actual ?? row.golden ?? 0} onStep={onStep} />
          ))}
        </tbody>
      </table>
      {lines.length > shown.length ? (
        <Button tone="quiet" onClick={() => setAll(true)}>
          Show all {lines.length}
        </Button>
      ) : null}
    </section>
  );
}

function titleOf({ view }: TraceModel): string {
  return wordsOfKind(view.kind).state;
}

/** With nothing on a side to compare with, there is no difference to tell. */
function linesOf({ state, goldenState }: TraceModel, { golden, actual }: TraceRow): readonly ComparedLine[] {
  const now = actual === null ? null : stateAfter(state, actual);
  const before = golden === null || goldenState === null ? null : stateAfter(goldenState, golden);
  if (now !== null && before !== null) return newFirst(compareStates(before, now));
  const alone = now ?? before ?? [];
  return newFirst(alone.map((line) => ({ name: line.name, golden: null, actual: line, differs: false })));
}

/** What the step set stands first. */
function newFirst(lines: readonly ComparedLine[]): readonly ComparedLine[] {
  const isFirst = ({ differs, actual }: ComparedLine): boolean => differs || actual?.isNew === true;
  return [...lines.filter(isFirst), ...lines.filter((line) => !isFirst(line))];
}

interface VariableRowProps {
  readonly line: ComparedLine;
  readonly index: StateIndex | null;
  readonly step: number;
  readonly onStep: (step: number, side: "golden" | "actual") => void;
}

function VariableRow({ line: { name, golden, actual, differs }, index, step, onStep }: VariableRowProps): ReactNode {
  return (
    <tr className={`${actual?.isNew === true ? styles.fresh : ""} ${differs ? styles.differs : ""}`}>
      <th scope="row">{name}</th>
      <td>
        {differs ? (
          <>
            <span className={styles.goldenValue}>
              <span className={styles.mute}>golden</span> {golden === null ? "—" : valueWords(golden.value)}{" "}
              <Writer line={golden} onStep={(at) => onStep(at, "golden")} />
            </span>
            {actual === null ? "—" : valueWords(actual.value)}
          </>
        ) : (
          <Value line={actual ?? golden} />
        )}
        {index === null ? null : <Sparkline index={index} name={name} step={step} />}
      </td>
      <td>
        <Writer line={actual ?? golden} onStep={(at) => onStep(at, "actual")} />
      </td>
    </tr>
  );
}

function Value({ line }: { readonly line: StateLine | null }): ReactNode {
  if (line === null) return "—";
  if (typeof line.value === "string" && isDigest(line.value)) return <Digest value={line.value} />;
  if (!line.isNew || JSON.stringify(line.before) === JSON.stringify(line.value)) return valueWords(line.value);
  return (
    <>
      {line.before === null ? null : <span className={styles.mute}>{valueWords(line.before)} → </span>}
      {valueWords(line.value)}
    </>
  );
}

/** Who set it last, and the way there. */
function Writer({ line, onStep }: { readonly line: StateLine | null; readonly onStep: (step: number) => void }): ReactNode {
  const writer = line?.writer ?? null;
  if (writer === null) return <span className={styles.mute}>start</span>;
  if (line?.isNew === true) return <code className={styles.mute}>{writer.by}</code>;
  return (
    <button
      type="button"
      className={styles.writer}
      aria-label={`Set at step ${writer.step} by ${writer.by}: go there`}
      title={`${writer.place}, ${writer.by}`}
      onClick={() => onStep(writer.step)}
    >
      step {writer.step}
    </button>
  );
}
