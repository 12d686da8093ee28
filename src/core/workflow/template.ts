import type { ApiGraph, BindingField } from "../assets/records/workflow.ts";

/** One input that each image fills anew. */
export interface Slot {
  readonly input: string;
  readonly from:
    | { readonly kind: "field"; readonly field: BindingField }
    | { readonly kind: "filenamePrefix" }
    | { readonly kind: "loraFile" | "loraWeight"; readonly index: number };
}

/** A workflow made ready to be filled: what never changes, and where the values of one image go. */
export interface Template {
  /** All nodes that the output needs, LoRAs put in; shared by all graphs made from it, never changed. */
  readonly graph: ApiGraph;
  /** Slots by node id. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>;
  /** Id of the node whose image is the result. */
  readonly outputNode: string;
  readonly loraCount: number;
}

/** What one image puts into a template. */
export interface TemplateValues {
  readonly fields: Readonly<Partial<Record<BindingField, string | number>>>;
  /** In stack order, without those of weight zero. */
  readonly loras: readonly { readonly file: string; readonly weight: number }[];
  /** E.g. `touchstone/0123456789abcdef/42-0-frame-1`. */
  readonly filenamePrefix: string;
}
