import { createHash } from "node:crypto";
import { isObject, numberOf, pythonText, writePythonJson, type PythonObject, type PythonValue } from "./python-json.ts";

/** A graph that has passed validation, with what is asked about it again and again. */
export interface SignedGraph {
  readonly graph: PythonObject;
  classOf(id: string): string;
  inputsOf(id: string): PythonObject;
  /** Where an input comes from; null for a literal. */
  linkOf(id: string, input: string): Link | null;
  /** All that a node takes from others, in the order of its inputs. */
  linksOf(id: string): Link[];
  /**
   * Digest of all that decides a node's result: class, literals, files, and the same of all before it; never node ids.
   * It is both the key of the node cache and what pictures are drawn from.
   */
  signatureOf(id: string): string;
  /** SHA-256 of the file that a LoadImage reads; null for other nodes. */
  changedOf(id: string): string | null;
}

export interface Link {
  readonly id: string;
  readonly slot: number;
}

/** @param readImage  Reads an input by its annotated name, e.g. `sub/a.png [input]`. */
export function signGraph(graph: PythonObject, readImage: (name: string) => Uint8Array | null): SignedGraph {
  const signatures = new Map<string, string>();
  const node = (id: string) => graph[id] as PythonObject;
  const classOf = (id: string) => pythonText(node(id)["class_type"]);
  const inputsOf = (id: string) => node(id)["inputs"] as PythonObject;
  const linkOf = (id: string, input: string) => asLink(inputsOf(id)[input], graph);
  const changedOf = (id: string) => {
    const file = classOf(id) === "LoadImage" ? readImage(pythonText(inputsOf(id)["image"])) : null;
    return file === null ? null : createHash("sha256").update(file).digest("hex");
  };
  function sign(id: string): string {
    const inputs = Object.entries(inputsOf(id)).sort(([a], [b]) => (a < b ? -1 : 1));
    const named = inputs.map(([name, value]) => {
      const link = asLink(value, graph);
      return [name, link === null ? writePythonJson(value) : [signatureOf(link.id), link.slot]];
    });
    return createHash("sha256")
      .update(JSON.stringify([classOf(id), named, changedOf(id)]))
      .digest("hex");
  }
  function signatureOf(id: string): string {
    const signature = signatures.get(id) ?? sign(id);
    signatures.set(id, signature);
    return signature;
  }
  const linksOf = (id: string) => Object.keys(inputsOf(id)).flatMap((name) => linkOf(id, name) ?? []);
  return { graph, classOf, inputsOf, linkOf, linksOf, signatureOf, changedOf };
}

function asLink(value: PythonValue | undefined, graph: PythonObject): Link | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, slot] = value;
  return typeof id === "string" && isObject(graph[id]) ? { id, slot: numberOf(slot) ?? 0 } : null;
}
