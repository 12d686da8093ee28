import type { ReactNode } from "react";
import { isUp, processHint, processMarkOf } from "../../../core/env/view/process-look.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { isPossible } from "../../actions/action.ts";
import { Mark } from "../../components/Mark.tsx";
import type { EnvironmentActions } from "./use-environment-actions.ts";
import type { EnvStatus } from "./use-environment.ts";
import css from "./environment.module.css";

interface ComfyCardProps {
  readonly status: EnvStatus;
  readonly actions: EnvironmentActions;
}

/** The governed ComfyUI: how it is, where, what it runs, and what can be done with it. */
export function ComfyCard({ status: { process, current }, actions }: ComfyCardProps): ReactNode {
  const { state, url, generation } = process;
  const hint = processHint(process, current?.number ?? null);
  const offered = [actions.log, actions.restart, actions.toggle].filter(isPossible);
  return (
    <section className={css.comfy} aria-labelledby="comfyui">
      <h2 id="comfyui">ComfyUI</h2>
      <Mark look={processMarkOf(state)} />
      {isUp(process) && url !== null ? (
        <span className={css.mute}>
          <a href={url} target="_blank" rel="noreferrer">
            {url}
          </a>{" "}
          · generation {generation ?? "—"}
        </span>
      ) : (
        <span className={css.mute}>Specs with a workflow are drawn by it once it runs, and say which environment that was.</span>
      )}
      <div className={css.buttons}>
        {offered.map((action) => (
          <ActionButton key={action.id} action={action} screen="environment" quiet={action.id === "log"} />
        ))}
      </div>
      {hint === null ? null : <p className={css.hint}>{hint}</p>}
    </section>
  );
}
