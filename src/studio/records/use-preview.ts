import { useEffect, useState } from "react";
import { diffPlans } from "../../core/assets/plan/diff-plans.ts";
import type { Plan } from "../../core/assets/plan/plan.ts";
import type { ApiFailure } from "../api/api-failure.ts";
import { callVerb } from "../api/call-verb.ts";
import { editsInput } from "./edits-input.ts";
import type { EditedRecord, RecordPreview } from "./record-types.ts";

/** Shorter than the pause between two keys of a quick typist, so that only the last of a burst is asked for. */
const QUIET_MS = 30;

interface PreviewState {
  /** The last answer; it stays while the next one is on its way. */
  readonly preview: RecordPreview | null;
  /** Decisions that the last answer changed. */
  readonly changed: ReadonlySet<string>;
  readonly isWaiting: boolean;
  readonly error: ApiFailure | null;
}

const NOTHING: ReadonlySet<string> = new Set();
const FIRST: PreviewState = { preview: null, changed: NOTHING, isWaiting: true, error: null };

/**
 * What edits would do, asked for shortly after each keystroke; an answer that was overtaken is dropped.
 *
 * @param stamp  Changes when the files changed, so that it is asked again.
 */
export function usePreview(record: EditedRecord | null, stamp: string): PreviewState {
  const [state, setState] = useState(FIRST);
  const asked = record === null ? null : JSON.stringify({ kind: record.kind, id: record.id, edits: record.edits });
  useEffect(() => {
    if (asked === null) return undefined;
    const control = new AbortController();
    setState((last) => ({ ...last, isWaiting: true }));
    const timer = setTimeout(() => {
      ask(asked, control.signal).then(
        (preview) =>
          setState((last) => ({ preview, changed: changesBetween(last.preview, preview), isWaiting: false, error: null })),
        (error: ApiFailure) => (control.signal.aborted ? undefined : setState((last) => ({ ...last, isWaiting: false, error }))),
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [asked, stamp]);
  return state;
}

async function ask(asked: string, signal: AbortSignal): Promise<RecordPreview> {
  const { kind, id, edits } = JSON.parse(asked) as EditedRecord;
  return await callVerb("record.preview", { kind, id, edits: editsInput(edits) }, signal);
}

function changesBetween(last: RecordPreview | null, next: RecordPreview): ReadonlySet<string> {
  const [before, after] = [planOf(last), planOf(next)];
  if (before === null || after === null) return NOTHING;
  return new Set(diffPlans(before, after).map((difference) => difference.decision));
}

function planOf(preview: RecordPreview | null): Plan | null {
  return preview?.spec?.plan ?? null;
}
