import type { ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { notify } from "../../components/toast-store.ts";
import { copyText } from "../../trace/copy-text.ts";
import css from "./environment.module.css";

const COMMAND = "touchstone env init --comfyui-dir ComfyUI";

/** What a governed environment is, and the command that makes one: it names a folder of this machine, so a terminal is its place. */
export function NoEnvironment(): ReactNode {
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(COMMAND);
    notify(
      isCopied
        ? { text: "Copied. Run it in the project’s folder, with the path of your own ComfyUI" }
        : { text: `This browser lets no page copy. The command is ${COMMAND}`, tone: "fail" },
    );
  };
  return (
    <section className={css.teach} aria-labelledby="no-environment">
      <h1 id="no-environment">Nothing governs a ComfyUI here yet</h1>
      <p>
        Name your ComfyUI folder once, and its Python packages and node packs change only by transactions: a candidate is built
        beside what runs, tried, and promoted by moving one pointer. What was before stays, so going back is instant.
      </p>
      <pre className={css.command}>{COMMAND}</pre>
      <Button tone="primary" onClick={() => void copy()}>
        Copy the command
      </Button>
      <p className={css.mute}>Nothing in the ComfyUI folder is changed, then or later.</p>
    </section>
  );
}
