import { notify } from "./toast-store.ts";
import styles from "./digest.module.css";

/** How much of a digest tells it from the others of a project. */
const SHOWN = 8;

/** A digest or an id, shortened; pressing it copies the whole. */
export function Digest({ value, label = "digest" }: { value: string | null; label?: string }) {
  if (value === null) return <span className={styles["none"]}>—</span>;
  // Record ids begin with their time: it is their end that tells them apart.
  const short = value.startsWith("sha256:") ? value.slice("sha256:".length).slice(0, SHOWN) : value.slice(-SHOWN);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      notify({ text: `Copied the ${label} ${short}…` });
    } catch {
      // Browsers let only pages of this machine, or over TLS, write to the clipboard.
      notify({ text: `This browser lets no page copy. The ${label} is ${value}`, tone: "fail" });
    }
  };
  return (
    <button
      type="button"
      className={styles["digest"]}
      title={value}
      aria-label={`Copy the ${label} ${short}`}
      onClick={() => void copy()}
    >
      {short}
    </button>
  );
}
