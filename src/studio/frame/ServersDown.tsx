import { Link } from "@tanstack/react-router";
import { countDown } from "../../core/backends/fleet-words.ts";
import { useFleet } from "../api/use-fleet.ts";
import styles from "./top-bar.module.css";

/** In the top bar while a server is down, and only then: which it is and why stands where it leads. */
export function ServersDown() {
  const fleet = useFleet();
  const down = fleet === null ? 0 : countDown(fleet);
  if (down === 0) return null;
  return (
    <li className={styles["down"]}>
      <Link to="/backends" className={styles["waiting"] ?? ""}>
        <span aria-hidden="true">✕</span> {down} <span className={styles["words"]}>{down === 1 ? "server" : "servers"} down</span>
      </Link>
    </li>
  );
}
