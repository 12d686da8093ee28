import type { VerbOutput } from "../../../server/api.ts";
import { useVerb } from "../../api/use-verb.ts";

/** A version with all its evidence. */
export type ShownAsset = VerbOutput<"asset.show">;
/** A version of the same spec, as lists tell it. */
export type ListedVersion = VerbOutput<"asset.list">["assets"][number];

/** Where a version stands among those of its spec. */
export interface Lineage {
  /** Oldest first. */
  readonly versions: readonly ListedVersion[];
  /** Place of the shown version in them; -1 while they are read. */
  readonly at: number;
}

/** The versions of a spec, oldest first, and the place of one of them. */
export function useLineage(spec: string, versionId: string): Lineage {
  const { data } = useVerb("asset.list", { spec, all: true });
  const versions = (data?.assets ?? []).toReversed();
  return { versions, at: versions.findIndex((version) => version.versionId === versionId) };
}

/** The spec's title; its id where its file is gone or not read yet. */
export function useSpecTitle(spec: string): string {
  const { data } = useVerb("library.list", {});
  return data?.assets.find((asset) => asset.spec === spec)?.title ?? spec;
}
