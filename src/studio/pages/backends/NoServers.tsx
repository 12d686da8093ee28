import type { ReactNode } from "react";
import css from "./backends.module.css";

/** What the page teaches while no server is named: what draws now, how ComfyUI is started, and how it is added. */
export function NoServers({ action }: { readonly action: ReactNode }): ReactNode {
  return (
    <section className={css["teach"]} aria-label="No ComfyUI server yet">
      <h2>No ComfyUI server yet</h2>
      <p>
        The built-in renderer draws placeholder art for every spec without a workflow. To render with real models, start ComfyUI
        where its graphics card is, and add it here:
      </p>
      <ol>
        <li>
          On this machine: <code>python main.py</code>. On another one in your network: <code>python main.py --listen</code>
        </li>
        <li>
          It prints <code>To see the GUI go to: http://127.0.0.1:8188</code>: add that address, with the other machine’s name in
          it.
        </li>
        <li>
          Give a spec <code>workflow: …</code>, and it is drawn there.
        </li>
      </ol>
      {action}
    </section>
  );
}
