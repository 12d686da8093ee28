import styles from "./kbd.module.css";

const IS_MAC = navigator.platform.startsWith("Mac");
const SIGNS: Readonly<Record<string, string>> = {
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** A key or a sequence of keys, as it stands on the keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles["keys"]} aria-hidden="true">
      {keys.split(" ").map((key, index) => (
        <kbd key={index} className={styles["key"]}>
          {signOf(key)}
        </kbd>
      ))}
    </span>
  );
}

function signOf(key: string): string {
  if (key.startsWith("Mod+")) return `${IS_MAC ? "⌘" : "Ctrl "}${capital(key.slice("Mod+".length))}`;
  return SIGNS[key] ?? key;
}

/** A letter beside Ctrl stands as on the key; alone it stands as it is typed. */
function capital(key: string): string {
  return key.length === 1 ? key.toUpperCase() : signOf(key);
}
