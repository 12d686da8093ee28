import { Link } from "@tanstack/react-router";
import { EmptyState } from "../../components/EmptyState.tsx";

/** An address that names no kind of record. */
export function UnknownKind({ kind }: { kind: string }) {
  return (
    <EmptyState title="There is nothing here" action={<Link to="/settings">All settings</Link>}>
      {`No settings are called \`${kind}\`.`}
    </EmptyState>
  );
}
