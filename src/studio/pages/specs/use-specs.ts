import { useVerb } from "../../api/use-verb.ts";
import type { VerbOutput } from "../../../server/api.ts";

/** A spec in the list, as the server lists it. */
export type ListedSpec = VerbOutput<"spec.list">["specs"][number];

/** A spec whose file cannot be used. */
export type BrokenSpec = VerbOutput<"spec.list">["broken"][number];

export function useSpecs() {
  return useVerb("spec.list", {});
}
