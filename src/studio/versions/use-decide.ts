import { useQueryClient } from "@tanstack/react-query";
import { callVerb } from "../api/call-verb.ts";
import { notify } from "../components/toast-store.ts";

/** A version that a decision is made about. */
export interface DecidedVersion {
  readonly versionId: string;
  readonly spec: string;
  readonly decision: "pending" | "approved" | "rejected";
}

export type Decide = (versions: readonly DecidedVersion[], to: "approved" | "rejected") => void;

/** Approves or rejects versions, says so, and offers the way back: the opposite decision, as the record keeps both. */
export function useDecide(): Decide {
  const client = useQueryClient();
  const refresh = async (): Promise<void> => await client.invalidateQueries();
  return (versions, to) => {
    const open = versions.filter(({ decision }) => decision !== to);
    if (open.length > 0) void decideAll(open, to, refresh);
  };
}

async function decideAll(
  versions: readonly DecidedVersion[],
  to: "approved" | "rejected",
  refresh: () => Promise<void>,
): Promise<void> {
  try {
    await callAll(versions, to);
    const back = to === "approved" ? "rejected" : "approved";
    const what = versions.length === 1 ? (versions[0]?.spec ?? "") : `${versions.length} assets`;
    notify({
      text: `${to === "approved" ? "Approved" : "Rejected"} ${what}. Undo ${back === "approved" ? "approves" : "rejects"} ${versions.length === 1 ? "it" : "them"}.`,
      undo: async () => {
        await callAll(versions, back);
        await refresh();
      },
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : "the decision was not kept";
    notify({ text: `${said.charAt(0).toUpperCase()}${said.slice(1)}.`, tone: "fail" });
  } finally {
    await refresh();
  }
}

/** One after the other: a decision that is refused stops the rest, and what was decided before it stays. */
async function callAll(versions: readonly DecidedVersion[], to: "approved" | "rejected"): Promise<void> {
  const verb = to === "approved" ? "asset.approve" : "asset.reject";
  for (const { versionId } of versions) await callVerb(verb, { version: versionId });
}
