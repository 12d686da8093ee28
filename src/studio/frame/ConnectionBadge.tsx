import { useState } from "react";
import type { Heartbeat } from "../../core/live/messages.ts";
import { retryConnection, useLive } from "../api/live.ts";
import { Button } from "../components/Button.tsx";
import { Sheet } from "../components/Sheet.tsx";
import { useNow } from "../components/use-now.ts";
import { When } from "../components/When.tsx";
import { connectionWords } from "./connection-words.ts";
import { RendererLine } from "./RendererLine.tsx";
import styles from "./top-bar.module.css";

/** Whether what is on the screen is true now; pressing it tells who owns the project and what it does. */
export function ConnectionBadge() {
  const live = useLive();
  const nowMs = useNow();
  const [open, setOpen] = useState(false);
  const { icon, text, detail } = connectionWords(live, nowMs);
  return (
    <>
      <button
        type="button"
        className={`${styles["badge"]} ${styles[live.state]}`}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        <span aria-hidden="true">{icon}</span> {text}
      </button>
      {open ? (
        <Sheet title="Connection" onClose={() => setOpen(false)}>
          <dl className={styles["facts"]}>
            <dt>Stream</dt>
            <dd>
              <span aria-hidden="true">{icon}</span> {text}
              <p className={styles["aside"]}>{detail}</p>
              {live.state === "live" ? null : <Button onClick={retryConnection}>Try now</Button>}
            </dd>
            <dt>Heartbeat</dt>
            <dd>
              <When atMs={live.heardAtMs} />
            </dd>
            <dt>Owner</dt>
            <dd>{live.heartbeat === null ? "—" : <Owner owner={live.heartbeat.owner} />}</dd>
            <dt>Newest event</dt>
            <dd>{live.heartbeat?.head ?? "—"}</dd>
            <dt>Renderer</dt>
            <dd>
              <RendererLine onLeave={() => setOpen(false)} />
            </dd>
          </dl>
        </Sheet>
      ) : null}
    </>
  );
}

/** The process that alone may write to the project. */
function Owner({ owner: { command, pid, startedAtMs } }: { owner: Heartbeat["owner"] }) {
  return (
    <>
      Process {pid}, started <When atMs={startedAtMs} />
      <p className={styles["aside"]}>
        <code>{command}</code>
      </p>
    </>
  );
}
