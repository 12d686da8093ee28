import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ActivitySearch } from "./activity-search.ts";

interface ActivityLinkProps {
  readonly search: ActivitySearch;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A link to a view of the activity. */
export function ActivityLink({ search, children, className }: ActivityLinkProps): ReactNode {
  return (
    <Link to="/activity" search={search} {...(className === undefined ? {} : { className })}>
      {children}
    </Link>
  );
}
