import { useQueryClient } from "@tanstack/react-query";
import { ApiFailure } from "../../api/api-failure.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";

/** What is done with specs from more than one screen. Each says what it did, with the way back where there is one. */
export interface SpecActs {
  readonly ready: (spec: string) => Promise<void>;
  readonly rebind: (spec: string) => Promise<void>;
  readonly make: (spec: string) => Promise<void>;
}

export function useSpecActs(): SpecActs {
  const client = useQueryClient();
  const again = async (): Promise<void> => await client.invalidateQueries();
  /** Does it, says why not when it is refused, and has all answers asked for again. */
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      notify({ text: refusalText(error), tone: "fail" });
    } finally {
      await again();
    }
  };
  return {
    ready: async (spec) =>
      await attempt(async () => {
        const { text } = await callVerb("record.show", { kind: "spec", id: spec });
        await callVerb("spec.ready", { specs: [spec] });
        notify({ text: `${spec} is ready: its inputs are frozen`, undo: async () => await bringBack(spec, text).then(again) });
      }),
    rebind: async (spec) =>
      await attempt(async () => {
        const { rebound } = await callVerb("spec.rebind", { specs: [spec] });
        const count = rebound[0]?.differences.length ?? 0;
        notify({ text: `${spec} adopted the files: ${count} ${count === 1 ? "decision" : "decisions"} changed` });
      }),
    make: async (spec) => await attempt(async () => await queue(spec)),
  };
}

async function bringBack(spec: string, text: string): Promise<void> {
  const { base } = await callVerb("record.show", { kind: "spec", id: spec });
  await callVerb("record.restore", { kind: "spec", id: spec, text, base });
}

async function queue(spec: string): Promise<void> {
  const { jobs } = await callVerb("make", { specs: [spec], wait: false });
  const [job] = jobs;
  if (job === undefined) return;
  if (job.reused) {
    notify({ text: `${spec} is made already: nothing about it has changed` });
    return;
  }
  const { id } = job;
  notify({ text: `Making ${spec}`, undo: async () => await callVerb("job.cancel", { job: id }) });
}

function refusalText(error: ApiFailure): string {
  const more = error.problems.length > 1 ? ` (and ${error.problems.length - 1} more)` : "";
  return error.hint === null ? `${error.message}${more}` : `${error.message}${more}. ${error.hint}`;
}
