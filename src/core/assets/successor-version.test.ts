import { expect, test } from "vitest";
import { findSuccessor } from "./successor-version.ts";

type Version = Parameters<typeof findSuccessor>[0];
const version = (seq: number, changes: Partial<Version> = {}): Version => {
  return { id: `v${seq}`, seq, chainId: "chain-1", route: "auto_regenerate", ...changes };
};

test("[P82] the next version of its chain takes the place of one that was sent to regeneration", () => {
  const chain = [version(3, { route: "manual_review_queue" }), version(2), version(1)];
  expect(chain.map((one) => findSuccessor(one, chain)?.id)).toEqual([undefined, "v3", "v2"]);
});

test("[P82] one that was sent elsewhere, or whose regeneration made nothing, has no successor", () => {
  const routed = version(1, { route: "manual_review_queue" });
  expect(findSuccessor(routed, [version(2), routed])).toBeUndefined();
  expect(findSuccessor(version(1), [version(2, { chainId: "chain-2" }), version(1)])).toBeUndefined();
});
