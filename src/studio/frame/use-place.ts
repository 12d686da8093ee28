import { useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { type Crumb, crumbsOf, titleOf } from "./crumbs.ts";

/** Where the screen is. The page's title says the same; and a page that took the focus with it leaves it at the work. */
export function usePlace(project: string | undefined): readonly Crumb[] {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const crumbs = useMemo(() => crumbsOf(path), [path]);
  useEffect(() => {
    document.title = titleOf(crumbs, project);
  }, [crumbs, project]);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    if (document.activeElement === document.body) document.getElementById("work")?.focus({ preventScroll: true });
  }, [path]);
  return crumbs;
}
