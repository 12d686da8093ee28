import { type ReactNode, useState } from "react";
import { TabBar } from "../../components/TabBar.tsx";
import { LogView } from "./LogView.tsx";
import type { LogGrowth } from "./use-log.ts";
import type { TxShown } from "./use-environment.ts";
import css from "./environment.module.css";

const TABS = [
  { id: "stderr", label: "stderr" },
  { id: "stdout", label: "stdout" },
] as const;

/** What uv and then ComfyUI wrote while a transaction was tried. uv and ComfyUI both talk to stderr. */
export function LogTabs({ logs, growth }: { readonly logs: TxShown["tx"]["logs"]; readonly growth: LogGrowth }): ReactNode {
  const [chosen, setChosen] = useState<(typeof TABS)[number]["id"]>("stderr");
  return (
    <section className={css.section} aria-labelledby="log">
      <h2 id="log">Log</h2>
      <TabBar label="Streams" tabs={TABS} chosen={chosen} onChoose={setChosen} />
      <div role="tabpanel" id={`panel-${chosen}`} aria-labelledby={`tab-${chosen}`}>
        <LogView name={baseName(logs[chosen])} label={`${chosen} of uv and ComfyUI`} {...growth} />
      </div>
    </section>
  );
}

function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}
