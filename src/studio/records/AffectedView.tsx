import { Link } from "@tanstack/react-router";
import { InlineCode } from "../text/InlineCode.tsx";
import { PlanDifferences } from "../plan/PlanDifferences.tsx";
import type { AffectedSpec } from "./record-types.ts";
import css from "./records.module.css";

interface AffectedViewProps {
  readonly affected: readonly AffectedSpec[];
  readonly isDirty: boolean;
}

/** Which ready specs a change reaches, before it is saved; drafts follow the files by themselves. */
export function AffectedView({ affected, isDirty }: AffectedViewProps) {
  if (!isDirty) return <p className={css["quiet"]}>Change something to see which ready specs it would make stale.</p>;
  if (affected.length === 0) {
    return (
      <p>
        <span aria-hidden="true">✓</span> Nothing becomes stale: no ready spec reads what changes. Drafts follow by themselves.
      </p>
    );
  }
  const fresh = affected.filter((spec) => !spec.wasStale);
  const already = affected.filter((spec) => spec.wasStale);
  return (
    <div className={css["affected"]}>
      <p className={css["quiet"]}>A ready spec stays as it is frozen until it is rebound.</p>
      <SpecList title="Become stale" specs={fresh} />
      <SpecList title="Stale already, and further from what is frozen" specs={already} />
    </div>
  );
}

interface SpecListProps {
  readonly title: string;
  readonly specs: readonly AffectedSpec[];
}

function SpecList({ title, specs }: SpecListProps) {
  if (specs.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <small>{specs.length}</small>
      </h3>
      {specs.map((spec) => (
        <details key={spec.spec} className={css["reached"]} open={specs.length === 1}>
          <summary>
            <code>{spec.spec}</code>
            <span>
              {spec.differences.length} {spec.differences.length === 1 ? "decision" : "decisions"}
              {spec.blockers.length === 0 ? null : <b> · ! {spec.blockers.length} blocked</b>}
            </span>
          </summary>
          <ul className={css["blockers"]}>
            {spec.blockers.map((blocker) => (
              <li key={`${blocker.code} ${blocker.detail}`}>
                <span aria-hidden="true">!</span> <InlineCode text={`${blocker.detail}. ${blocker.hint}`} />
              </li>
            ))}
          </ul>
          <PlanDifferences differences={spec.differences} sides={["now", "after saving"]} />
          <Link to="/specs/$spec" params={{ spec: spec.spec }}>
            Open the spec
          </Link>
        </details>
      ))}
    </section>
  );
}
