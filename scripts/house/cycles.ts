import type { Finding } from "./finding.ts";
import { listImports, type Import } from "./imports.ts";
import type { SourceFile } from "./source-file.ts";

/** Finds import cycles, type imports included: each is named once, at its first file in path order. */
export function findCycles(files: readonly SourceFile[]): Finding[] {
  const edges = listImports(files).filter((entry) => entry.kind === "import");
  const byFile = Map.groupBy(edges, (entry) => entry.from);
  const cleared = new Set<string>();
  const findings: Finding[] = [];
  for (const start of [...byFile.keys()].toSorted()) {
    const cycle = findPathBack(start, { byFile, cleared });
    if (cycle !== undefined) findings.push(describeCycle(cycle));
    cleared.add(start);
  }
  return findings;
}

interface Graph {
  readonly byFile: ReadonlyMap<string, readonly Import[]>;
  /** Files whose cycles were named already; paths through them are not followed again. */
  readonly cleared: ReadonlySet<string>;
}

/** The shortest chain of imports that leads from a file back to itself (breadth first). */
function findPathBack(start: string, graph: Graph): readonly Import[] | undefined {
  const seen = new Set<string>();
  let chains: (readonly Import[])[] = (graph.byFile.get(start) ?? []).map((entry) => [entry]);
  while (chains.length > 0) {
    const next: (readonly Import[])[] = [];
    for (const chain of chains) {
      const file = chain.at(-1)?.target ?? "";
      if (file === start) return chain;
      if (seen.has(file) || graph.cleared.has(file)) continue;
      seen.add(file);
      for (const entry of graph.byFile.get(file) ?? []) next.push([...chain, entry]);
    }
    chains = next;
  }
  return undefined;
}

function describeCycle(chain: readonly Import[]): Finding {
  const [first] = chain;
  const names = chain.map((entry) => entry.from);
  return {
    file: first?.from ?? "",
    line: first?.line ?? 1,
    message: `import cycle: ${[...names, first?.from].join(" -> ")}`,
  };
}
