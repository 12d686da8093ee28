/** A file that a server does not have. */
export interface MissingModel {
  readonly kind: "checkpoint" | "lora" | "vae" | "model";
  readonly file: string;
  /** The server's file that was most likely meant, in its own spelling; null when none is near. */
  readonly nearest: string | null;
}

/** Where in a graph something is. */
export interface ProblemSubject {
  readonly nodeId: string;
  readonly title: string | null;
  readonly classType: string;
  /** Null when it is the node as a whole. */
  readonly input: string | null;
}

/** One thing that a server would refuse or misunderstand. */
export interface GraphProblem extends ProblemSubject {
  readonly code:
    | "missing_node"
    | "missing_input"
    | "unknown_input"
    | "wrong_link"
    | "wrong_type"
    | "out_of_range"
    | "wrong_choice"
    | "missing_model"
    | "seed_not_bound"
    | "no_output";
  /** One sentence without a full stop. */
  readonly message: string;
  /** One imperative sentence. */
  readonly hint: string;
  /** Present iff `missing_model`. */
  readonly modelFile: MissingModel | null;
}
