import { type FormEvent, type HTMLAttributes, type ReactNode, useId, useState } from "react";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { useRefusal } from "../backends/AddServer.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import css from "./environment.module.css";

interface PackSheetProps {
  readonly deeds: EnvDeeds;
  readonly onClose: () => void;
}

/** A new node pack: its repository is fetched and pinned to one commit; production is as it was until it is promoted. */
export function AddPack({ deeds, onClose }: PackSheetProps): ReactNode {
  const [url, setUrl] = useState("");
  const [id, setId] = useState("");
  const [ref, setRef] = useState("");
  const input = { url: url.trim(), ...given("id", id), ...given("ref", ref) };
  return (
    <PackForm
      title="Add a node pack"
      button="Fetch it"
      canSend={input.url !== ""}
      send={async () => await deeds.add(input)}
      {...{ onClose }}
    >
      <TextField label="Repository" value={url} onChange={setUrl} placeholder="https://…/pack.git" isFirst inputMode="url">
        Fetched without running anything of it, and pinned to the commit that is found.
      </TextField>
      <TextField label="Name" value={id} onChange={setId} placeholder="the repository’s name">
        What its folder in <code>custom_nodes</code> is called.
      </TextField>
      <RefField value={ref} onChange={setRef} />
    </PackForm>
  );
}

/** Another commit of a node pack that production has, or that waits. */
export function UpdatePack({ id, deeds, onClose }: PackSheetProps & { readonly id: string }): ReactNode {
  const [ref, setRef] = useState("");
  const send = async (): Promise<void> => await deeds.update({ id, ...given("ref", ref) });
  return (
    <PackForm title={`Update ${id}`} button="Fetch it" canSend send={send} onClose={onClose}>
      <RefField value={ref} onChange={setRef} isFirst />
    </PackForm>
  );
}

function given<K extends string>(name: K, value: string): Partial<Record<K, string>> {
  return value.trim() === "" ? {} : ({ [name]: value.trim() } as Partial<Record<K, string>>);
}

interface PackFormProps extends Pick<PackSheetProps, "onClose"> {
  readonly title: string;
  readonly button: string;
  readonly canSend: boolean;
  readonly send: () => Promise<void>;
  readonly children: ReactNode;
}

function PackForm({ title, button, canSend, send, onClose, children }: PackFormProps): ReactNode {
  const [isSending, setSending] = useState(false);
  const { refusal, attempt } = useRefusal();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!canSend || isSending) return;
    setSending(true);
    void attempt(async () => {
      await send();
      onClose();
    }).finally(() => setSending(false));
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        {children}
        {refusal === null ? null : <Failure error={refusal} />}
        <div className={css.ways}>
          <Button type="submit" tone="primary" disabled={!canSend || isSending}>
            {isSending ? "Asking for it …" : button}
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

interface TextFieldProps extends Pick<HTMLAttributes<HTMLInputElement>, "inputMode"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
  readonly isFirst?: boolean;
  readonly children: ReactNode;
}

function TextField({ label, value, onChange, placeholder, isFirst = false, inputMode, children }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={css.input}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-help`}
        placeholder={placeholder}
        value={value}
        {...(inputMode === undefined ? {} : { inputMode })}
        {...(isFirst ? { "data-first": true } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className={css.mute}>
        {children}
      </p>
    </div>
  );
}

function RefField({ value, onChange, isFirst = false }: Pick<TextFieldProps, "value" | "onChange" | "isFirst">): ReactNode {
  return (
    <TextField label="Branch, tag or commit" value={value} onChange={onChange} placeholder="its default branch" isFirst={isFirst}>
      Whatever it names now is what is taken: the commit is written down, not the name.
    </TextField>
  );
}
