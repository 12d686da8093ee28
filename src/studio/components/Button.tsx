import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is gold: one on a screen. `quiet` has no outline. */
  readonly tone?: "primary" | "plain" | "quiet";
}

export function Button({ tone = "plain", className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${styles["button"]} ${styles[tone]} ${className}`} {...rest} />;
}
