import type { ReactNode } from "react";
import { differingParts } from "../../core/trace-view/same-step.ts";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import { Ticked } from "../components/Ticked.tsx";
import { wordsOfKind } from "./kind-words.ts";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

type Part = ReturnType<typeof differingParts>[number];

/** What parts of a step are called in every kind of trace. */
const WORDS: Readonly<Record<Exclude<Part, "chose">, string>> = {
  place: "where it is",
  lines: "what is said",
  offered: "what is offered",
  refused: "what is refused",
  draws: "what is drawn",
  sets: "what is set",
  assets: "assets",
  emits: "what the game is told",
  texts: "settings, arguments or results",
};

/** Says in words what differs at a step, and each cause that shows there. */
export function Differences({ model, row }: { readonly model: TraceModel; readonly row: TraceRow }): ReactNode {
  if (model.comparison === null || !row.differs) return null;
  const place = model.rows.indexOf(row);
  const { causes, causeRows } = model.comparison;
  return (
    <div className={styles.differences}>
      <p>{wordsOf(model, row)}</p>
      {causes.map(({ message, detail }, at) =>
        causeRows[at] === place ? (
          <p key={at}>
            <b>
              <Ticked text={message} />
            </b>{" "}
            {detail === null ? null : <Ticked text={detail} />}
          </p>
        ) : null,
      )}
    </div>
  );
}

function wordsOf({ golden, view }: TraceModel, row: TraceRow): string {
  const [before, now] = [golden?.steps[row.golden ?? -1], view.steps[row.actual ?? -1]];
  const { theBefore, theAfter, taken } = wordsOfKind(view.kind);
  if (before === undefined) return `Only ${theAfter} has this step.`;
  if (now === undefined) return `Only ${theBefore} has this step.`;
  const parts = differingParts(before, now).map((part) => (part === "chose" ? taken : WORDS[part]));
  return parts.length === 0 ? "What led here differs." : `Different: ${parts.join(", ")}.`;
}
