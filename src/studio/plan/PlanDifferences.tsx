import type { ReactNode } from "react";
import type { PlanDifference } from "../../core/assets/plan/diff-plans.ts";
import { groupDifferences, type DifferenceRow } from "../../core/plan-view/group-differences.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import css from "./plan.module.css";

interface PlanDifferencesProps {
  readonly differences: readonly PlanDifference[];
  /** What the two sides are called, e.g. "frozen" and "files now". */
  readonly sides: readonly [before: string, after: string];
}

/** Two plans side by side: only what differs is open, what is equal is named and folded away. */
export function PlanDifferences({ differences, sides }: PlanDifferencesProps): ReactNode {
  const groups = groupDifferences(differences);
  const equal = groups.filter((group) => group.rows.length === 0);
  return (
    <div className={css["differences"]}>
      {groups
        .filter((group) => group.rows.length > 0)
        .map((group, place) => (
          <table key={group.id}>
            <caption>
              {group.title} <small>{group.rows.length}</small>
            </caption>
            <thead className={place === 0 ? "" : "visually-hidden"}>
              <tr>
                <th scope="col">Decision</th>
                <th scope="col">{sides[0]}</th>
                <th scope="col">{sides[1]}</th>
              </tr>
            </thead>
            <tbody>
              {group.rows.map((row) => (
                <DifferenceLine key={row.decision} row={row} />
              ))}
            </tbody>
          </table>
        ))}
      {equal.length === 0 ? null : (
        <p className={css["equal"]}>
          <span aria-hidden="true">=</span> Equal: {equal.map((group) => group.title.toLowerCase()).join(", ")}
        </p>
      )}
    </div>
  );
}

function DifferenceLine({ row }: { readonly row: DifferenceRow }): ReactNode {
  return (
    <tr>
      <th scope="row">
        {row.name}
        {row.origin === null ? null : <small>{row.origin}</small>}
      </th>
      <td>
        {row.before === null ? (
          <span className={css["none"]}>—</span>
        ) : (
          <del>
            <InlineCode text={row.before} />
          </del>
        )}
      </td>
      <td>
        {row.after === null ? (
          <span className={css["none"]}>—</span>
        ) : (
          <ins>
            <InlineCode text={row.after} />
          </ins>
        )}
      </td>
    </tr>
  );
}
