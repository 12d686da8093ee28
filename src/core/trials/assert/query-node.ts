/** One node of a parsed expression; the library's types do not name it. */
export interface QueryNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: QueryNode;
  readonly children?: readonly QueryNode[];
}
