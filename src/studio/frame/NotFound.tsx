import { Link } from "@tanstack/react-router";
import { EmptyState } from "../components/EmptyState.tsx";

export function NotFound() {
  return (
    <EmptyState title="There is no such page" action={<Link to="/pipeline">Go to the pipeline</Link>}>
      The address may be mistyped, or what it named is gone.
    </EmptyState>
  );
}
