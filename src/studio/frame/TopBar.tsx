import { Link } from "@tanstack/react-router";
import { useLive } from "../api/live.ts";
import { useVerb } from "../api/use-verb.ts";
import { Kbd } from "../components/Kbd.tsx";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { InspectorToggle } from "./InspectorToggle.tsx";
import { ServersDown } from "./ServersDown.tsx";
import styles from "./top-bar.module.css";
import { usePlace } from "./use-place.ts";

/** The project, where one is in it, and what goes on: connection, running, waiting for a person. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { data: status } = useVerb("status", {});
  const { heartbeat } = useLive();
  const crumbs = usePlace(status?.project.title);
  return (
    <header className={styles["top"]}>
      <Link to="/pipeline" className={styles["project"] ?? ""}>
        <span aria-hidden="true">◈</span> {status?.project.title ?? "Touchstone"}
      </Link>
      <nav aria-label="Where you are" className={styles["crumbs"]}>
        {crumbs.map(({ label, to }, index) => (
          <span key={to}>
            {index === 0 ? null : <span aria-hidden="true">›</span>}
            {index === crumbs.length - 1 ? <span aria-current="page">{label}</span> : <Link to={to}>{label}</Link>}
          </span>
        ))}
      </nav>
      <button type="button" className={styles["search"]} onClick={onSearch} aria-keyshortcuts="Control+K">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.5 10.5L14 14" />
        </svg>
        <span className={styles["words"]}>Find anything</span> <Kbd keys="Mod+k" />
      </button>
      <ul className={styles["state"]} aria-label="What goes on">
        <li>
          <ConnectionBadge />
        </li>
        <ServersDown />
        <li className={heartbeat?.work.running === 0 ? styles["calm"] : ""}>
          <span aria-hidden="true">▸</span> {heartbeat?.work.running ?? "—"} <span className={styles["words"]}>running</span>
        </li>
        <li className={status?.waiting === 0 ? styles["calm"] : ""}>
          <Link to="/pipeline" className={styles["waiting"] ?? ""}>
            <span aria-hidden="true">⚑</span> {status?.waiting ?? "—"} <span className={styles["words"]}>waiting for you</span>
          </Link>
        </li>
      </ul>
      <InspectorToggle />
    </header>
  );
}
