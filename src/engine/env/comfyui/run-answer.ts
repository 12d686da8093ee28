/** What `env run` answers: with `detach`, when ComfyUI is healthy; else when it was stopped. */
export interface EnvRunAnswer {
  readonly url: string;
  readonly pid: number;
  readonly generation: number;
  readonly envId: string;
  /** Id of the backend in `.touchstone/backends.yaml` that has this address. */
  readonly backend: string;
  /** Absolute path of its log. */
  readonly log: string;
  readonly restarts: number;
  readonly isDetached: boolean;
}
