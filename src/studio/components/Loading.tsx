import styles from "./loading.module.css";

/** Says what is waited for, e.g. `Reading the specs`; shows only after a moment, so that quick answers do not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p className={styles["loading"]} role="status">
      {what} …
    </p>
  );
}
