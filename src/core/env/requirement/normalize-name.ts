/** The spelling that package indexes compare: lower case, each run of `-`, `_` and `.` one `-`. Source: PEP 503. Rule: EQ1. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/**
 * The dependency group of a node pack, e.g. `node-my-pack` for `My_Pack`. A group's name ends with a letter or digit, so two ids
 * may share one. Source: PEP 735. Rule: EQ1.
 */
export function groupOf(nodeId: string): string {
  return `node-${normalizeName(nodeId)}`.replace(/-$/, "");
}
