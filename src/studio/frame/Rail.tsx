import { Link } from "@tanstack/react-router";
import { PLACES } from "./places.ts";
import styles from "./rail.module.css";

/** Letters that fit below an icon as they are. */
const FITTING = 10;

/** The way to every place that works. */
export function Rail() {
  return (
    <nav className={styles["rail"]} aria-label="Places">
      {PLACES.map(({ id, label, to, icon, key }) => (
        <Link key={id} to={to} className={styles["place"] ?? ""} activeProps={{ "aria-current": "page" }} aria-keyshortcuts={key}>
          <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
            <path d={icon} fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinejoin="round" strokeLinecap="round" />
          </svg>
          <span className={label.length > FITTING ? styles["long"] : undefined}>{label}</span>
        </Link>
      ))}
    </nav>
  );
}
