import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useVerb } from "../../api/use-verb.ts";
import { EmptyState } from "../../components/EmptyState.tsx";

/** What the Pipeline says while no spec stands in it: how one gets there. */
export function NothingToMake(): ReactNode {
  const { data } = useVerb("status", {});
  const drafts = data?.specs.draft ?? 0;
  if (drafts > 0) {
    return (
      <EmptyState
        title="No spec is ready"
        action={<Link to="/specs">Look at the {drafts === 1 ? "draft" : `${drafts} drafts`}</Link>}
      >
        Making a spec ready freezes what it is made from. Then it stands here, with one button to make it.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing to make yet" action={<Link to="/specs/new">Write the first spec</Link>}>
      A spec says what one asset must be. Once it is ready it stands here, with one button to make it.
    </EmptyState>
  );
}
