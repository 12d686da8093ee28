import { useState, type ReactNode } from "react";
import { JOB_STATES, jobLine, jobStateMark } from "../../../core/activity/job-words.ts";
import type { JobRow } from "../../../core/events/rows.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWide } from "../../components/use-wide.ts";
import { When } from "../../components/When.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import type { ActivitySearch, ShowActivity } from "./activity-search.ts";
import styles from "./activity.module.css";
import { JobDetail } from "./JobDetail.tsx";
import { useJobs } from "./use-jobs.ts";

interface JobsTabProps {
  readonly search: ActivitySearch;
  readonly show: ShowActivity;
}

/** Jobs, newest first, by state and spec; the chosen one with its attempts in the inspector. */
export function JobsTab({ search, show }: JobsTabProps): ReactNode {
  const { state, entity, job } = search;
  const jobs = useJobs({ ...(state === undefined ? {} : { state }), ...(entity === undefined ? {} : { spec: entity }) });
  return (
    <>
      <div className={styles.tools} role="search" aria-label="Filter jobs">
        <input
          className={styles.field}
          type="search"
          data-filter=""
          aria-label="Only jobs of this spec"
          placeholder="Only this spec (Enter)"
          defaultValue={entity ?? ""}
          key={entity ?? ""}
          onKeyDown={({ key, currentTarget }) => key === "Enter" && show({ entity: currentTarget.value.trim() || undefined })}
        />
        <div className={styles.groups} role="group" aria-label="States">
          {JOB_STATES.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.chip}
              aria-pressed={state === one}
              onClick={() => show({ state: state === one ? undefined : one })}
            >
              {jobStateMark(one).word}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.list}>
        {jobs.error !== null && <Failure error={jobs.error} retry={jobs.retry} />}
        {jobs.isPending && jobs.error === null && <Loading what="Reading the jobs" />}
        {jobs.rows.length === 0 && !jobs.isPending && jobs.error === null && (
          <EmptyState title="No job fits">Jobs are what makes versions. Make a ready spec, or take away a filter.</EmptyState>
        )}
        {jobs.rows.length > 0 && <JobList rows={jobs.rows} selected={job} onSelect={(id) => show({ job: id })} />}
        {jobs.hasMore && (
          <p className={styles.moreJobs}>
            <Button disabled={jobs.isReading} onClick={jobs.readMore}>
              Show older jobs
            </Button>
          </p>
        )}
      </div>
      <JobInspector job={job} />
    </>
  );
}

function JobInspector({ job }: { readonly job: string | undefined }): ReactNode {
  const isWide = useWide();
  if (job === undefined && !isWide) return null;
  return (
    <Inspector>
      {job === undefined ? <p className={styles.hint}>Choose a job to see its attempts.</p> : <JobDetail id={job} />}
    </Inspector>
  );
}

interface JobListProps {
  readonly rows: readonly JobRow[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** One line for each job; one is in the tab order, and j, k and arrows move. */
function JobList({ rows, selected, onSelect }: JobListProps): ReactNode {
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      rows.findIndex(({ id }) => id === selected),
    ),
  );
  const inOrder = Math.min(active, rows.length - 1);
  return (
    <div
      data-lines=""
      role="grid"
      aria-label="Jobs"
      aria-rowcount={rows.length}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
        const row = step === undefined ? undefined : event.currentTarget.children[inOrder + step];
        if (event.key === "Enter") onSelect(rows[inOrder]?.id ?? "");
        else if (row instanceof HTMLElement) row.focus();
        else return;
        event.preventDefault();
      }}
    >
      {rows.map((row, index) => (
        <div
          key={row.id}
          role="row"
          className={styles.jobLine}
          aria-selected={row.id === selected}
          tabIndex={index === inOrder ? 0 : -1}
          onFocus={() => setActive(index)}
          onClick={() => onSelect(row.id)}
        >
          <JobCells job={row} />
        </div>
      ))}
    </div>
  );
}

function JobCells({ job }: { readonly job: JobRow }): ReactNode {
  const { icon, word, tone } = jobStateMark(job.state);
  return (
    <>
      <span role="gridcell" className={styles.state}>
        <span className={styles.icon} data-tone={tone} aria-hidden="true">
          {icon}
        </span>{" "}
        {word}
      </span>
      <span role="gridcell" className={styles.sentence}>
        <strong>{job.specId}</strong> <span className={styles.mute}>{job.detail ?? jobLine(job)}</span>
      </span>
      <span role="gridcell" className={styles.aside}>
        <When atMs={job.queuedAtMs} />
      </span>
    </>
  );
}
