import { useLive } from "../api/live.ts";
import { useVerb } from "../api/use-verb.ts";
import { When } from "../components/When.tsx";
import styles from "./top-bar.module.css";

/** What draws here, and what it does now. */
export function RendererLine() {
  const { data } = useVerb("status", {});
  const { heartbeat } = useLive();
  if (data === undefined) return <>—</>;
  return (
    <ul>
      {data.renderers.map(({ id, version, lastRenderAtMs }) => (
        <li key={id}>
          {doing(heartbeat?.work)}
          <p className={styles["aside"]}>
            {id} <code>{version}</code>, last image <When atMs={lastRenderAtMs} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function doing(work: { readonly running: number; readonly queued: number } | undefined): string {
  if (work === undefined) return "—";
  if (work.running === 0 && work.queued === 0) return "idle";
  return `${work.running} running, ${work.queued} in the queue`;
}
