import { useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import type { AssetSearch } from "../../../core/view/asset-search.ts";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";
import { useDecide } from "../../versions/use-decide.ts";
import { ASSET_ACTIONS, type AssetActionId } from "./asset-actions.ts";
import type { Lineage, ShownAsset } from "./use-asset.ts";
import type { Replay } from "./use-replay.ts";

/** What the actions of an asset's page act on. */
export interface AssetDeeds {
  readonly shown: ShownAsset;
  readonly lineage: Lineage;
  readonly search: AssetSearch;
  readonly change: (patch: AssetSearch) => void;
  readonly replay: Replay;
}

/** The actions of an asset's page, on show in buttons, shortcuts, palette and help. */
export function useAssetActions(deeds: AssetDeeds): Readonly<Record<AssetActionId, Action>> {
  const { shown, lineage, search, change, replay } = deeds;
  const { decision, specId, id } = shown.version;
  const navigate = useNavigate();
  const decide = useDecide();
  const again = useMakeAgain(specId);
  const beside = (by: number): string | undefined => (lineage.at < 0 ? undefined : lineage.versions[lineage.at + by]?.versionId);
  const go = (version: string | undefined): void => {
    if (version === undefined) return;
    const { tab, zoom } = search;
    void navigate({ to: "/assets/$version", params: { version }, search: { tab, zoom } });
  };
  const toDecide = [{ versionId: id, spec: specId, decision }];
  const runs: Readonly<Record<AssetActionId, Pick<Action, "run" | "when" | "primary">>> = {
    approve: { run: () => decide(toDecide, "approved"), when: () => decision !== "approved", primary: decision === "pending" },
    reject: { run: () => decide(toDecide, "rejected"), when: () => decision !== "rejected" },
    replay: {
      run: () => {
        change({ tab: "replay" });
        replay.run();
      },
      when: () => !replay.isRunning,
      primary: decision !== "pending",
    },
    again: { run: again },
    compare: {
      run: () => change(search.with === undefined ? { with: beside(-1) ?? beside(1) } : { with: undefined, mode: undefined }),
      when: () => search.with !== undefined || lineage.versions.length > 1,
    },
    older: { run: () => go(beside(-1)), when: () => beside(-1) !== undefined },
    newer: { run: () => go(beside(1)), when: () => beside(1) !== undefined },
    take: { run: () => change({ image: firstOfNextTake(shown, search.image ?? 0) }), when: () => takesOf(shown).length > 1 },
  };
  const actions = ASSET_ACTIONS.map((words): Action => {
    const label = words.id === "compare" && search.with !== undefined ? "Stop comparing" : words.label;
    return { ...words, label, ...runs[words.id] };
  });
  useActions("asset", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as Record<AssetActionId, Action>;
}

function takesOf({ evidence }: ShownAsset): readonly number[] {
  return [...new Set(evidence.images.map(({ variant }) => variant))];
}

/** Place of the first image of the take after the one that is shown. */
function firstOfNextTake(shown: ShownAsset, image: number): number {
  const takes = takesOf(shown);
  const now = takes.indexOf(shown.evidence.images[image]?.variant ?? 0);
  const next = takes[(now + 1) % takes.length];
  return Math.max(
    0,
    shown.evidence.images.findIndex(({ variant }) => variant === next),
  );
}

/** Queues a new version of the spec; the way back cancels it while it is not made yet. */
function useMakeAgain(spec: string): () => void {
  const client = useQueryClient();
  const queue = async (): Promise<void> => {
    try {
      const { jobs } = await callVerb("make", { specs: [spec], again: true, wait: false });
      const job = jobs[0]?.id;
      notify({
        text: `Queued a new version of ${spec}.`,
        ...(job === undefined ? {} : { undo: async () => await callVerb("job.cancel", { job }) }),
      });
    } catch (error) {
      const said = error instanceof Error ? error.message : "it could not be queued";
      notify({ text: `${said.charAt(0).toUpperCase()}${said.slice(1)}.`, tone: "fail" });
    }
    await client.invalidateQueries();
  };
  return () => void queue();
}
