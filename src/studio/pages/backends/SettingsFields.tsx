import { type ReactNode, useId } from "react";
import { useRecords } from "../../records/use-record.ts";
import type { BackendSettings } from "./backend-settings.ts";
import css from "./backends.module.css";

interface SettingsFieldsProps {
  readonly value: BackendSettings;
  readonly onChange: (value: BackendSettings) => void;
}

/** How much a server is given at once, for which checkpoints, and where its files lie on this machine. */
export function SettingsFields({ value, onChange }: SettingsFieldsProps): ReactNode {
  const folder = useId();
  const change = (patch: Partial<BackendSettings>): void => onChange({ ...value, ...patch });
  return (
    <>
      <fieldset className={css["field"]}>
        <legend>Renders at once</legend>
        <div className={css["choices"]}>
          {[1, 2].map((slots) => (
            <label key={slots}>
              <input type="radio" name="slots" checked={value.slots === slots} onChange={() => change({ slots })} /> {slots}
            </label>
          ))}
        </div>
        <p className={css["hint"]}>With 2 the next one waits on the server, so that it never idles.</p>
      </fieldset>
      <CheckpointChoice value={value.checkpoints} onChange={(checkpoints) => change({ checkpoints })} />
      <div className={css["field"]}>
        <label htmlFor={folder}>Models folder</label>
        <input
          id={folder}
          type="text"
          className={css["input"]}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${folder}-help`}
          placeholder="/opt/ComfyUI/models"
          value={value.modelsDir}
          onChange={(event) => change({ modelsDir: event.currentTarget.value })}
        />
        <p id={`${folder}-help`} className={css["hint"]}>
          Its folder with checkpoints/, loras/ and vae/ as this machine sees it: then files are checked by their SHA-256. Empty
          for none.
        </p>
      </div>
    </>
  );
}

interface CheckpointChoiceProps {
  readonly value: BackendSettings["checkpoints"];
  readonly onChange: (value: BackendSettings["checkpoints"]) => void;
}

function CheckpointChoice({ value, onChange }: CheckpointChoiceProps): ReactNode {
  const { data } = useRecords("checkpoint");
  const known = (data?.records ?? []).map(({ id }) => id);
  // A checkpoint whose file is gone is still named, so that it can be taken away.
  const all = [...known, ...(value ?? []).filter((id) => !known.includes(id))];
  const flip = (id: string): void => onChange(all.filter((one) => (one === id) !== (value ?? []).includes(one)));
  return (
    <fieldset className={css["field"]}>
      <legend>Checkpoints</legend>
      <div className={css["choices"]}>
        <label>
          <input type="radio" name="checkpoints" checked={value === null} onChange={() => onChange(null)} /> Any
        </label>
        <label>
          <input type="radio" name="checkpoints" checked={value !== null} onChange={() => onChange([])} /> Only these
        </label>
      </div>
      {value === null ? null : (
        <div className={css["choices"]} role="group" aria-label="Checkpoints that it is given">
          {all.map((id) => (
            <label key={id}>
              <input type="checkbox" checked={value.includes(id)} onChange={() => flip(id)} /> <code>{id}</code>
            </label>
          ))}
        </div>
      )}
      <p className={css["hint"]}>
        {value?.length === 0 ? "Choose at least one, or any is meant." : "What it is never given is left to other servers."}
      </p>
    </fieldset>
  );
}
