import { Link } from "@tanstack/react-router";
import { rendererWords } from "../../core/backends/fleet-words.ts";
import { useLive } from "../api/live.ts";
import { useFleet } from "../api/use-fleet.ts";
import { useVerb } from "../api/use-verb.ts";
import { When } from "../components/When.tsx";
import styles from "./top-bar.module.css";

/** What draws here and how it is, what it does now, and the way to what can be done about it. */
export function RendererLine({ onLeave }: { readonly onLeave: () => void }) {
  const { data } = useVerb("status", {});
  const { heartbeat } = useLive();
  const builtin = data?.renderers.find(({ kind }) => kind === "builtin");
  return (
    <>
      <Link to="/backends" onClick={onLeave}>
        {rendererWords(useFleet())}
      </Link>
      , {doing(heartbeat?.work)}
      {builtin === undefined ? null : (
        <p className={styles["aside"]}>
          {builtin.id} <code>{builtin.version ?? "—"}</code>, last image <When atMs={builtin.lastRenderAtMs} />
        </p>
      )}
    </>
  );
}

function doing(work: { readonly running: number; readonly queued: number } | undefined): string {
  if (work === undefined) return "—";
  if (work.running === 0 && work.queued === 0) return "idle";
  return `${work.running} running, ${work.queued} in the queue`;
}
