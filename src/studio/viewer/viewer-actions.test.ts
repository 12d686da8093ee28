import { expect, test } from "vitest";
import { findKeyClashes } from "../actions/find-key-clashes.ts";
import { GLOBAL_ACTIONS } from "../frame/global-actions.ts";
import { ASSET_ACTIONS } from "../pages/asset/asset-actions.ts";
import { LIBRARY_ACTIONS, LIGHTBOX_ACTIONS } from "../pages/library/library-actions.ts";
import { VIEWER_ACTIONS } from "./viewer-actions.ts";

test("no key means two things where images are looked at", () => {
  // The lightbox takes Escape from the frame on purpose: what lies over a screen closes first.
  const global = GLOBAL_ACTIONS.filter(({ id }) => id !== "back");
  const clashes = findKeyClashes({
    global,
    library: LIBRARY_ACTIONS,
    lightbox: [...VIEWER_ACTIONS, ...LIGHTBOX_ACTIONS],
    asset: [...VIEWER_ACTIONS, ...ASSET_ACTIONS],
  });
  expect(clashes).toEqual([]);
});
