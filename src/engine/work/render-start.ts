/** Which image to make and where, and whom to tell when the renderer is free again. */
export interface RenderStart {
  /** Place of the image in its job's plan. */
  readonly index: number;
  /** Id of the backend. */
  readonly backend: string;
  readonly onReleased: () => void;
}
