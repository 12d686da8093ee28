import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { ApiFailure } from "../../api/api-failure.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { type BackendSettings, USUAL_SETTINGS } from "./backend-settings.ts";
import { ReportView } from "./ReportView.tsx";
import { SettingsFields } from "./SettingsFields.tsx";
import type { BackendDeeds } from "./use-backend-deeds.ts";
import { type Tests, useTests } from "./use-tests.ts";
import css from "./backends.module.css";

interface AddServerProps {
  readonly add: BackendDeeds["add"];
  readonly onAdded: (backend: BackendState) => void;
  readonly onClose: () => void;
}

/** A new server: its address is tried first, so that what is wrong is said before it is written down. */
export function AddServer({ add, onAdded, onClose }: AddServerProps): ReactNode {
  const [url, setUrl] = useState("");
  const [id, setId] = useState("");
  const [settings, setSettings] = useState<BackendSettings>(USUAL_SETTINGS);
  const tests = useTests();
  const { refusal, attempt } = useRefusal();
  const at = url.trim();
  const tested = tests.of(at);
  const isAnswered = tested?.kind === "report";
  const isReachable = isAnswered && tested.report.reachable;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (at === "" || tested?.kind === "asking") return;
    if (isReachable) void attempt(async () => onAdded(await add(at, id, settings)));
    else void tests.run(at);
  };
  return (
    <Sheet title="Add a ComfyUI server" onClose={onClose}>
      <form className={css["form"]} onSubmit={submit}>
        <AddressField url={url} onChange={setUrl} />
        <AddressTest tests={tests} at={at} />
        <details className={css["more"]}>
          <summary>Name, renders at once, checkpoints, models folder</summary>
          <NameField id={id} onChange={setId} />
          <SettingsFields value={settings} onChange={setSettings} />
        </details>
        {refusal === null ? null : <Failure error={refusal} />}
        <div className={css["ways"]}>
          <Button type="submit" tone="primary" disabled={at === "" || tested?.kind === "asking"}>
            {isReachable ? "Add this server" : isAnswered ? "Test again" : "Test the address"}
          </Button>
          {isAnswered && !isReachable ? (
            <Button onClick={() => void attempt(async () => onAdded(await add(at, id, settings)))}>Add it all the same</Button>
          ) : null}
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function AddressField({ url, onChange }: { readonly url: string; readonly onChange: (url: string) => void }): ReactNode {
  const id = useId();
  return (
    <div className={css["field"]}>
      <label htmlFor={id}>Address</label>
      <input
        id={id}
        data-first
        type="text"
        inputMode="url"
        className={css["input"]}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-help`}
        placeholder="http://127.0.0.1:8188"
        value={url}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className={css["hint"]}>
        The line that ComfyUI prints: <code>To see the GUI go to: …</code>. Enter tests it; nothing is written down before.
      </p>
    </div>
  );
}

function NameField({ id, onChange }: { readonly id: string; readonly onChange: (id: string) => void }): ReactNode {
  const field = useId();
  return (
    <div className={css["field"]}>
      <label htmlFor={field}>Name</label>
      <input
        id={field}
        type="text"
        className={css["input"]}
        autoComplete="off"
        spellCheck={false}
        placeholder="made from host and port"
        value={id}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function AddressTest({ tests, at }: { readonly tests: Tests; readonly at: string }): ReactNode {
  const result = tests.of(at);
  return result === undefined ? null : <ReportView result={result} />;
}

/** Keeps why something was refused, until it is tried again. */
export function useRefusal(): {
  readonly refusal: ApiFailure | null;
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
} {
  const [refusal, setRefusal] = useState<ApiFailure | null>(null);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setRefusal(null);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setRefusal(error);
    }
  };
  return { refusal, attempt };
}
