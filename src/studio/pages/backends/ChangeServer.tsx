import { type FormEvent, type ReactNode, useState } from "react";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { useRefusal } from "./AddServer.tsx";
import { settingsOf } from "./backend-settings.ts";
import { SettingsFields } from "./SettingsFields.tsx";
import type { BackendDeeds } from "./use-backend-deeds.ts";
import css from "./backends.module.css";

interface ChangeServerProps {
  readonly backend: BackendState;
  readonly change: BackendDeeds["change"];
  readonly onClose: () => void;
}

/** What this project does with a server. Another address is another server: it is added, and this one removed. */
export function ChangeServer({ backend, change, onClose }: ChangeServerProps): ReactNode {
  const [settings, setSettings] = useState(() => settingsOf(backend));
  const { refusal, attempt } = useRefusal();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      await change(backend, settings);
      onClose();
    });
  };
  return (
    <Sheet title={`Change ${backend.id}`} onClose={onClose}>
      <form className={css["form"]} onSubmit={submit}>
        <SettingsFields value={settings} onChange={setSettings} />
        {refusal === null ? null : <Failure error={refusal} />}
        <div className={css["ways"]}>
          <Button type="submit" tone="primary">
            Save
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
