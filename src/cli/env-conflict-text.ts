import type { Conflict } from "../core/env/conflict/conflict.ts";
import { conflictHead } from "../core/env/view/conflict-words.ts";
import { nextLine } from "./env-node-text.ts";
import type { Paint } from "./paint.ts";
import { wrapText } from "./wrap-text.ts";

type Disputed = Conflict["packages"][number];
type Proposal = Conflict["proposals"][number];

/** Why no resolution exists: who asks for what, what could be pinned, and the very command to type. */
export function conflictText(conflict: Conflict, paint: Paint): string {
  return [...headLines(conflict, paint), ...proposalLines(conflict.proposals, paint), nextLine(commandFor(conflict), paint)].join(
    "\n",
  );
}

/** What settles it most likely. */
function commandFor({ kind, txid, nodeId, packages, proposals }: Conflict): string {
  const [first] = proposals;
  if (first !== undefined) return `touchstone env resolve ${txid} --pin ${first.pin}`;
  if (kind === "needs_build" && nodeId !== null) {
    const builds = packages.map((each) => ` --allow-build ${each.package}`).join("");
    return `touchstone env tx run ${nodeId}${builds}  # runs its code on this machine`;
  }
  return `touchstone env tx abort ${txid}  # or, if you know a version: env resolve ${txid} --pin PACKAGE==VERSION`;
}

/** What stands in the way, without what could be done. */
export function headLines(conflict: Conflict, paint: Paint): readonly string[] {
  const { kind, packages, explanation } = conflict;
  const lines = [
    `${paint.ask("?")} ${paint.bold(conflictHead({ kind }))}`,
    ...packages.flatMap((each) => disputedLines(each, paint)),
  ];
  // What was not understood is not hidden either.
  if (kind !== "unread" && packages.length > 0) return lines;
  return [
    ...lines,
    ...explanation
      .trim()
      .split("\n")
      .map((line) => wrapped(`  ${line.trim()}`, 4, paint)),
  ];
}

function disputedLines({ package: name, requirers }: Disputed, paint: Paint): readonly string[] {
  return [
    `  ${paint.bold(name)}`,
    ...requirers.map(({ by, kind, requirement, via }) => {
      const who = kind === "node" ? `node pack ${by}` : kind === "core" ? "your core packages" : by;
      const verb = kind === "core" ? "ask" : "asks";
      const chain = via.length === 0 ? "" : ` ${paint.dim(`(through ${via.join(" → ")})`)}`;
      return wrapped(`    ${who} ${verb} for ${paint.bold(requirement)}${chain}`, 6, paint);
    }),
  ];
}

/** Overrides by number, as `resolve` takes them. */
export function proposalLines(proposals: readonly Proposal[], paint: Paint): readonly string[] {
  if (proposals.length === 0) return ["  No pin that is known of would resolve it"];
  const lines = proposals.map(({ pin, breaks, isCore }, index) => {
    const means = [
      ...(isCore ? [paint.ask("moves a core package, which promote asks about")] : []),
      ...breaks.map((requirement) => `overrules that ${requirement}`),
    ];
    return wrapped(`    ${index + 1}  ${paint.bold(pin)} ${means.join("; ")}`.trimEnd(), 7, paint);
  });
  return ["  Pins that could", ...lines];
}

function wrapped(text: string, indent: number, { columns }: Paint): string {
  return wrapText(text, { columns, indent });
}
