import { relativeTime } from "./relative-time.ts";
import styles from "./when.module.css";
import { useNow } from "./use-now.ts";

const EXACT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** A time as people speak of it; the exact one when it is pointed at or focused. */
export function When({ atMs }: { atMs: number | null }) {
  const nowMs = useNow();
  if (atMs === null) return <span className={styles["none"]}>—</span>;
  const exact = EXACT.format(atMs);
  return (
    <time className={styles["when"]} dateTime={new Date(atMs).toISOString()} title={exact} aria-label={exact}>
      {relativeTime(atMs, nowMs)}
    </time>
  );
}
