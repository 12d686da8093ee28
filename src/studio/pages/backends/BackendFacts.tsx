import type { ReactNode } from "react";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { memoryWords, queueWords, sourceWords } from "../../../core/backends/backend-words.ts";
import { When } from "../../components/When.tsx";
import css from "./backends.module.css";

/** What a renderer is and what it does now; a dash is what is not known. */
export function BackendFacts({ backend }: { readonly backend: BackendState }): ReactNode {
  const rows = backend.kind === "builtin" ? builtinRows(backend) : serverRows(backend);
  return (
    <dl className={css["facts"]}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Row = readonly [name: string, value: ReactNode];

function builtinRows({ version, rendering }: BackendState): readonly Row[] {
  return [
    ["Draws", "placeholder art, for every spec without a workflow"],
    ["Version", <code key="version">{version ?? "—"}</code>],
    ["Renders now", rendering],
  ];
}

function serverRows(backend: BackendState): readonly Row[] {
  const { version, devices, queue, rendering, slots, warmCheckpoint, checkpoints, modelsDir, source, seenAtMs } = backend;
  return [
    ["ComfyUI", version ?? "—"],
    ["Device", devices.length === 0 ? "—" : <Devices devices={devices} />],
    ["Queue, of all who use it", queueWords(queue)],
    ["Renders of this project", `${rendering} of ${slots}`],
    ["In memory", warmCheckpoint === null ? "—" : <code>{warmCheckpoint}</code>],
    ["Draws with", checkpoints === null ? "any checkpoint" : <code>{checkpoints.join(" ")}</code>],
    ["Models folder", modelsDir === null ? "none: its files are not checked" : <code>{modelsDir}</code>],
    ["Last answer", <When key="seen" atMs={seenAtMs} />],
    ["Named", sourceWords(source)],
  ];
}

function Devices({ devices }: Pick<BackendState, "devices">): ReactNode {
  return (
    <ul>
      {devices.map((device) => {
        const memory = memoryWords(device);
        return (
          <li key={device.name}>
            {device.name}
            {memory === null ? null : <span className={css["quiet"]}>, {memory}</span>}
          </li>
        );
      })}
    </ul>
  );
}
