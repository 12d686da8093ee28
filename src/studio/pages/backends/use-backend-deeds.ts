import { useQueryClient } from "@tanstack/react-query";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";
import { asChange, asNew, type BackendSettings, settingsOf } from "./backend-settings.ts";

/** What is done with one server. Each says what it did, with the way back. */
export interface BackendDeeds {
  readonly add: (url: string, id: string, settings: BackendSettings) => Promise<BackendState>;
  readonly toggle: (backend: BackendState) => void;
  readonly change: (backend: BackendState, settings: BackendSettings) => Promise<void>;
  readonly remove: (backend: BackendState) => void;
}

export function useBackendDeeds(): BackendDeeds {
  const client = useQueryClient();
  const again = async (): Promise<void> => await client.invalidateQueries();
  /** Has all answers asked for again, also where it is refused. */
  const then = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } finally {
      await again();
    }
  };
  const said = (act: () => Promise<void>): void => void then(act).catch(sayRefusal);
  return {
    add: async (url, id, settings) =>
      await then(async () => {
        const { backend } = await callVerb("backend.add", asNew(url, id, settings));
        const undo = async (): Promise<unknown> =>
          await then(async () => await callVerb("backend.remove", { backend: backend.id }));
        notify({ text: `Added ${backend.id}`, undo });
        return backend;
      }),
    toggle: ({ id, enabled }) =>
      said(async () => {
        await setEnabled(id, !enabled);
        notify({
          text: enabled ? `Switched ${id} off: it is given nothing more` : `Switched ${id} on`,
          undo: async () => await then(async () => await setEnabled(id, enabled)),
        });
      }),
    change: async (backend, settings) =>
      await then(async () => {
        const { id } = backend;
        await callVerb("backend.set", { backend: id, ...asChange(settings) });
        const before = { backend: id, ...asChange(settingsOf(backend)) };
        notify({ text: `Changed ${id}`, undo: async () => await then(async () => await callVerb("backend.set", before)) });
      }),
    remove: (backend) =>
      said(async () => {
        await callVerb("backend.remove", { backend: backend.id });
        notify({ text: `Removed ${backend.id}`, undo: async () => await then(async () => await bringBack(backend)) });
      }),
  };
}

async function setEnabled(backend: string, enabled: boolean): Promise<void> {
  await callVerb("backend.set", { backend, enabled });
}

async function bringBack(backend: BackendState): Promise<void> {
  const { id, url, enabled } = backend;
  await callVerb("backend.add", asNew(url ?? "", id, settingsOf(backend)));
  if (!enabled) await setEnabled(id, false);
}

function sayRefusal(error: unknown): void {
  const text = error instanceof Error ? error.message : "it failed";
  notify({ text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, tone: "fail" });
}
