import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { findShortage, shortageWords, waitingWords } from "../../core/backends/fleet-words.ts";
import { useFleet } from "../api/use-fleet.ts";
import css from "./shortage-notice.module.css";

/** That a spec cannot be drawn now, because no ComfyUI server can be had. Nothing for what the built-in renderer draws. */
export function SpecShortage({ renderer }: { readonly renderer: "builtin" | "comfyui" | null | undefined }): ReactNode {
  const shortage = findShortage(useFleet());
  if (renderer !== "comfyui" || shortage === null) return null;
  return <Notice text={`${shortageWords(shortage)}: it cannot be made now.`} />;
}

/** That jobs wait for a ComfyUI server, and that none can be had. */
export function WaitingForServer({ jobs }: { readonly jobs: number }): ReactNode {
  const shortage = findShortage(useFleet());
  if (jobs === 0 || shortage === null) return null;
  return <Notice text={`${waitingWords(jobs, shortage)}.`} />;
}

function Notice({ text }: { readonly text: string }): ReactNode {
  return (
    <p className={css["notice"]} role="status">
      <span aria-hidden="true">!</span>
      <span>
        {text} <Link to="/backends">Look at the backends</Link>
      </span>
    </p>
  );
}
