import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { stepOfPlace } from "../../core/first-run/first-run-steps.ts";
import { tick } from "./use-first-run.ts";

/** Ticks the first steps that are done by going somewhere. For the frame, which is there on every page. */
export function useFirstRunWatch(): void {
  const { pathname, search } = useRouterState({ select: ({ location }) => location });
  useEffect(() => {
    tick(stepOfPlace({ path: pathname, query: search as Readonly<Record<string, unknown>> }));
  }, [pathname, search]);
}
