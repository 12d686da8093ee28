import type { ReactNode } from "react";
import { workWords } from "../../../core/env/view/work-words.ts";
import type { EnvWork } from "../../../core/live/env-work.ts";
import { Button } from "../../components/Button.tsx";
import { When } from "../../components/When.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import type { EnvStatus } from "./use-environment.ts";
import css from "./environment.module.css";

interface WorkLinesProps {
  readonly works: readonly EnvWork[];
  readonly holder: EnvStatus["holder"];
  readonly deeds: EnvDeeds;
}

/** What changes the environment now: what this server does, with how far it is; else which other process does. */
export function WorkLines({ works, holder, deeds }: WorkLinesProps): ReactNode {
  const running = works.filter(({ state }) => state === "running");
  return (
    <div className={css.running}>
      <div role="status">
        <ul>
          {running.map((work) => (
            <li key={work.work}>
              <span aria-hidden="true">▸</span> {workWords(work)}
              <Bar work={work} />
              <Button tone="quiet" aria-label={`Stop: ${workWords(work)}`} onClick={() => deeds.stopWork(work.work)}>
                Stop
              </Button>
              {work.step?.line == null ? null : <code className={css.newest}>{work.step.line}</code>}
            </li>
          ))}
        </ul>
      </div>
      {running.length === 0 && holder !== null ? (
        <p className={css.mute}>
          <span aria-hidden="true">▸</span> <code>{holder.command}</code> (process {holder.pid}) changes the environment since{" "}
          <When atMs={holder.sinceMs} />
        </p>
      ) : null}
    </div>
  );
}

function Bar({ work: { step } }: { readonly work: EnvWork }): ReactNode {
  if (step === null || step.total === 0) return null;
  return <progress value={step.done} max={step.total} aria-hidden="true" />;
}
