import type { InkObject } from "inkjs/engine/Object";
import type { StoryState } from "inkjs/engine/StoryState";
import { inkjs } from "./engine.ts";
import type { InkModel } from "./ink-model.ts";
import { type Mark, markOf } from "./mark-code.ts";

/** What the engine finds when it looks ahead, as inkjs 2.4 numbers it (`OutputStateChange`). */
const BEYOND_LINE = 1;
const LINE_TAKEN_BACK = 2;

/**
 * inkjs's story, which steps faster and lets each step be watched. What comes out is the same: values and logic are most
 * of a story, and need none of what the engine asks of everything else; nor need it look whether a line has ended where
 * nothing was said. Why faster: what is written down would else cost more than a fifth.
 *
 * A class, because the engine is extended by overriding its methods. Source: inkjs 2.4.0, `Story` (MIT).
 */
export class SteppedStory extends inkjs.Story {
  protected readonly model: InkModel;
  /** The state at the end of a line, while the engine looks ahead. */
  #lineEnd: StoryState | null = null;

  constructor(model: InkModel) {
    super(model.program.root, [...model.program.lists]);
    this.model = model;
    this.allowExternalFunctionFallbacks = true;
  }

  /** Is called before anything is run. */
  protected meet(_object: InkObject, _mark: Mark): void {}

  /** Runs logic; true where it was some. */
  protected perform(object: InkObject, _mark: Mark): boolean {
    return super.PerformLogicAndFlowControl(object);
  }

  override PerformLogicAndFlowControl(object: InkObject | null): boolean {
    const mark = object === null ? undefined : markOf(object);
    if (object === null || mark === undefined) return super.PerformLogicAndFlowControl(object);
    this.meet(object, mark);
    return this.perform(object, mark);
  }

  override Step(): void {
    let step = this.#stepFast();
    if (step === "none") return super.Step();
    while (step === "quiet" || (step === "loud" && this.state.inExpressionEvaluation)) step = this.#stepFast();
  }

  /** Takes one step, where it needs no more than this; `loud` where something may have been said. */
  #stepFast(): "none" | "quiet" | "loud" | "stop" {
    const { state } = this;
    const { container, index } = state.callStack.currentElement.currentPointer;
    const object = container === null || index < 0 ? undefined : container.content[index];
    const mark = object === undefined ? undefined : markOf(object);
    if (object === undefined || mark === undefined || mark.shape === "other") return "none";
    this.meet(object, mark);
    if (mark.shape === "value") {
      if (state.inExpressionEvaluation) state.PushEvaluationStack(object);
      else state.PushToOutputStream(object);
    } else {
      this.perform(object, mark);
      if (state.callStack.currentElement.currentPointer.container === null) return "stop";
    }
    this.NextContent();
    return mark.shape === "quiet" ? "quiet" : "loud";
  }

  /** Within a container, what is next is next to it. */
  override NextContent(): void {
    const { callStack, divertedPointer } = this.state;
    const pointer = callStack.currentElement.currentPointer;
    if (divertedPointer.container !== null || pointer.container === null) return super.NextContent();
    if (pointer.index + 1 >= pointer.container.content.length) return super.NextContent();
    callStack.currentThread.previousPointer = pointer.copy();
    pointer.index += 1;
  }

  override ContinueSingleStep(): boolean {
    const { outputStream } = this.state;
    const said = outputStream.length;
    const last = outputStream.at(-1);
    this.Step();
    const { state } = this;
    if (this.canContinue) {
      if (outputStream.length === said && outputStream.at(-1) === last) return false;
    } else if (!state.callStack.elementIsEvaluateFromGame) this.TryFollowDefaultInvisibleChoice();
    return !state.inStringEvaluation && this.#goesBeyondLine();
  }

  /** Whether something was said beyond the end of a line; else a line may have ended, or been taken back. */
  #goesBeyondLine(): boolean {
    const { state } = this;
    const before = this.#lineEnd;
    if (before !== null) {
      const tags = [before.currentTags?.length ?? 0, state.currentTags?.length ?? 0] as const;
      const change: number = this.CalculateNewlineOutputStateChange(before.currentText, state.currentText, ...tags);
      if (change === BEYOND_LINE) {
        this.RestoreStateSnapshot();
        return true;
      }
      if (change === LINE_TAKEN_BACK) this.DiscardSnapshot();
    }
    if (!state.outputStreamEndsInNewline) return false;
    if (!this.canContinue) this.DiscardSnapshot();
    else if (this.#lineEnd === null) this.StateSnapshot();
    return false;
  }

  override get canContinue(): boolean {
    const { state } = this;
    return state.callStack.currentElement.currentPointer.container !== null && !state.hasError;
  }

  override StateSnapshot(): void {
    this.#lineEnd = this.state;
    super.StateSnapshot();
  }

  override RestoreStateSnapshot(): void {
    this.#lineEnd = null;
    super.RestoreStateSnapshot();
  }

  override DiscardSnapshot(): void {
    this.#lineEnd = null;
    super.DiscardSnapshot();
  }

  /** That every function of the game has a stand-in was looked at when the story was opened. */
  override ValidateExternalBindings(): void {}
}
