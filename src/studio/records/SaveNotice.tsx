import { Button } from "../components/Button.tsx";
import { InlineCode } from "../text/InlineCode.tsx";
import type { RecordEditor } from "./use-record-editor.ts";
import css from "./records.module.css";

/** Why the last save was refused, and what one can do: nothing that was typed is lost. */
export function SaveNotice({ editor }: { editor: RecordEditor }) {
  const { refusal } = editor;
  if (refusal === null) return null;
  return (
    <div className={css["notice"]} data-tone="fail" role="alert">
      <p>
        <span aria-hidden="true">✕</span> Not saved: <InlineCode text={refusal.message} />.{" "}
        {refusal.hint === null ? "Your changes are still here." : <InlineCode text={refusal.hint} />}
      </p>
      <Button onClick={() => void editor.save()}>Save again</Button>
    </div>
  );
}
