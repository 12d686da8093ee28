/** A graph to be laid out. Edges to nodes that are not in it are left out. */
export interface PlainGraph {
  /** Ids; the first is where a reader begins. */
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}
