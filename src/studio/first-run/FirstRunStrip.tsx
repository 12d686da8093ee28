import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { FIRST_RUN_STEPS, type FirstRunStep } from "../../core/first-run/first-run-steps.ts";
import { PROJECT_ID } from "../api/project-id.ts";
import { useVerb } from "../api/use-verb.ts";
import { Button } from "../components/Button.tsx";
import styles from "./first-run.module.css";
import { beginFirstRun, dismissFirstRun, tick, useFirstRun } from "./use-first-run.ts";

interface FirstRunStripProps {
  /** Seq of the newest event. */
  readonly head: number;
  /** Something to try it on. */
  readonly spec: string | null;
  readonly version: string | null;
}

/** The sample game that `demo` makes. */
const SAMPLE_ID = "wickwater";

/** In the sample project: four steps that teach by doing, each leading to its place and ticked once it was done. */
export function FirstRunStrip({ head, ...places }: FirstRunStripProps): ReactNode {
  const { dismissed, done, sinceSeq } = useFirstRun();
  const isShown = PROJECT_ID === SAMPLE_ID && !dismissed;
  useEffect(() => {
    if (isShown) beginFirstRun(head);
  }, [isShown, head]);
  if (!isShown) return null;
  return (
    <section className={styles.strip} aria-label="First steps">
      {sinceSeq !== null && <DeedWatch since={sinceSeq} />}
      <ol className={styles.steps}>
        {FIRST_RUN_STEPS.map(({ id, title, teaches }, index) => (
          <li key={id} className={styles.step} data-done={done.includes(id) ? "" : undefined}>
            <span className={styles.sign} aria-hidden="true">
              {done.includes(id) ? "✓" : index + 1}
            </span>
            <span>
              <StepLink step={id} {...places}>
                {title}
              </StepLink>
              {done.includes(id) && <span className="visually-hidden"> (done)</span>}
            </span>
            <span className={styles.teaches}>{teaches}</span>
          </li>
        ))}
      </ol>
      <Button tone="quiet" onClick={dismissFirstRun}>
        {done.length === FIRST_RUN_STEPS.length ? "Done" : "Hide"}
      </Button>
    </section>
  );
}

/** What was done since the strip was first shown, from the stream itself. */
function DeedWatch({ since }: { readonly since: number }): null {
  const made = useVerb("event.list", { since, limit: 50, type: "job.queued" });
  const replayed = useVerb("event.list", { since, limit: 1, type: "replay.done" });
  const hasMade = made.data?.events.some(({ causalDepth }) => causalDepth === 0) === true;
  const hasReplayed = (replayed.data?.events.length ?? 0) > 0;
  useEffect(() => {
    if (hasMade) tick("make");
    if (hasReplayed) tick("replay");
  }, [hasMade, hasReplayed]);
  return null;
}

interface StepLinkProps extends Pick<FirstRunStripProps, "spec" | "version"> {
  readonly step: FirstRunStep;
  readonly children: ReactNode;
}

/** Leads to where a step is done; to the list of such places where there is none yet. */
function StepLink({ step, spec, version, children }: StepLinkProps): ReactNode {
  if (step === "why" || step === "replay") {
    if (version === null) return <Link to="/library">{children}</Link>;
    return (
      <Link to="/assets/$version" params={{ version }} search={{ tab: step }}>
        {children}
      </Link>
    );
  }
  if (spec === null) return <Link to="/specs">{children}</Link>;
  return (
    <Link to="/specs/$spec" params={{ spec }} search={step === "switch" ? { checkpoint: "" } : {}}>
      {children}
    </Link>
  );
}
