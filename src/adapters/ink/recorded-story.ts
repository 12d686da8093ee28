import type { Choice } from "inkjs/engine/Choice";
import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { InkObject } from "inkjs/engine/Object";
import type { Value } from "../../core/playtest/story/value.ts";
import { DicedStory } from "./diced-story.ts";
import type { InkModel } from "./ink-model.ts";
import { isAssignment, isValue, textOf, VALUE, valueKindOf } from "./ink-objects.ts";
import { plainValue, sameValue } from "./ink-values.ts";
import type { InkFailure, JournalEntry } from "./journal.ts";
import type { Mark } from "./mark-code.ts";
import { placeOfCode } from "./place-of-code.ts";
import { tellOffer, tellRefusal } from "./tell-choice.ts";

/**
 * Instructions that a story may run from one choice to the next. Guess: published stories need a few thousand, and an
 * endless loop is found in well under a second.
 */
const MAX_INSTRUCTIONS = 100_000;

/** Calls within each other, and parts of one line. Guess: far over any story's; with more of them the engine gets slow. */
const MAX_DEPTH = 1_000;
const MAX_LINE_PARTS = 2_000;

/** Longest text that a story may join, in characters. Guess: nobody reads one of this length. */
const MAX_TEXT = 100_000;

/** Looking at these each time would cost more than it is worth. */
const LOOK_EVERY = 256;

/** Where the journal stood when the engine began to look ahead for what joins a line. */
interface Bookmark {
  readonly entries: number;
  readonly node: number;
  readonly failure: InkFailure | null;
}

/**
 * A story that writes down what happens in it: nodes entered, values drawn and set, choices refused and why.
 *
 * The engine runs past the end of each line to see whether the next one is glued to it, and takes back what it did; the
 * journal is taken back with it.
 */
export class RecordedStory extends DicedStory {
  readonly journal: JournalEntry[] = [];
  failure: InkFailure | null = null;
  /** Every variable, as it was when it was last looked at. */
  readonly #values = new Map<string, Value>();
  /** Variables that were set since, and by what. */
  readonly #touched = new Map<string, InkObject>();
  #node = 0;
  #bookmark: Bookmark | null = null;
  #instructions = 0;
  #last: InkObject | null = null;

  constructor(model: InkModel) {
    super(model);
    // What went wrong is written down where it happens; without a listener the engine throws instead.
    this.onError = () => {};
    this.ResetState();
    this.lookAnew();
  }

  /** Begins a new page. @param node  Where it begins. */
  startJournal(node: number): void {
    this.journal.length = 0;
    this.failure = null;
    this.#node = node;
    this.#instructions = 0;
    this.forgetRolls();
  }

  /** To be called when variables were changed from outside, or the state was replaced. */
  lookAnew(): void {
    this.#touched.clear();
    for (const name of this.model.variables) this.#values.set(name, this.#valueNow(name));
  }

  /** Every variable as it is where the story has come to. */
  values(): Record<string, Value> {
    return Object.fromEntries(this.#values);
  }

  /** Writes down which variables got another value. */
  noteSets(): void {
    if (this.#touched.size === 0) return;
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const [name, by] of touched) {
      const old = this.#values.get(name) ?? null;
      const now = this.#valueNow(name);
      if (sameValue(old, now)) continue;
      if (typeof now === "number" && !isSafe(now)) this.#breakAt(by, `\`${name}\` became \`${now}\``);
      this.#values.set(name, now);
      this.journal.push({ kind: "set", name, old, new: now });
    }
  }

  /** Writes down the line that was read last. */
  noteLine(): void {
    this.journal.push({ kind: "line", text: this.currentText?.trim() ?? "", tags: this.currentTags });
  }

  /** The engine itself broke. */
  breakOff(message: string): void {
    this.failure ??= { message, isDry: false, place: placeOfCode(this.#last) };
  }

  override ProcessChoice(point: ChoicePoint): Choice | null {
    const { model, state } = this;
    const known = model.choicesByPoint.get(point);
    const stack = point.hasCondition || point.onceOnly ? state.evaluationStack.slice() : [];
    const choice = super.ProcessChoice(point);
    if (known === undefined) return choice;
    if (choice === null) this.journal.push(...tellRefusal({ choice: known, stack, story: this, names: model.names }));
    else if (known.conjuncts.length > 0) this.journal.push(...tellOffer(known));
    return choice;
  }

  override NextSequenceShuffleIndex(): number {
    const value = super.NextSequenceShuffleIndex();
    this.#noteDraw(value, "shuffle");
    return value;
  }

  override TryFollowDefaultInvisibleChoice(): boolean {
    const follows = super.TryFollowDefaultInvisibleChoice();
    if (follows) this.journal.push({ kind: "fallback" });
    return follows;
  }

  override StateSnapshot(): void {
    this.noteSets();
    this.#bookmark = { entries: this.journal.length, node: this.#node, failure: this.failure };
    super.StateSnapshot();
  }

  override RestoreStateSnapshot(): void {
    super.RestoreStateSnapshot();
    if (this.#bookmark === null) return;
    const { entries, node, failure } = this.#bookmark;
    for (const entry of this.journal.splice(entries).toReversed()) {
      if (entry.kind === "set") this.#values.set(entry.name, entry.old);
    }
    this.#node = node;
    this.failure = failure;
    this.#touched.clear();
    this.#bookmark = null;
  }

  override DiscardSnapshot(): void {
    super.DiscardSnapshot();
    this.#bookmark = null;
  }

  override AddError(message: string, isWarning = false, useEndLineNumber = false): void {
    if (isWarning) this.journal.push({ kind: "warning", message });
    else this.failure ??= { message, isDry: message.startsWith("ran out of content"), place: placeOfCode(this.#last) };
    super.AddError(message, isWarning, useEndLineNumber);
  }

  protected override meet(object: InkObject, { node }: Mark): void {
    this.#last = object;
    this.#instructions += 1;
    if (this.#instructions % LOOK_EVERY === 0) this.#checkGrowth();
    if (node !== null && node !== this.#node) this.#enter(node);
  }

  protected override perform(object: InkObject, mark: Mark): boolean {
    const { watch } = mark;
    if (watch === "set") this.#noteAssignment(object);
    if (watch === "end") this.journal.push({ kind: "end", node: this.#node });
    const result = super.perform(object, mark);
    if (watch === "random" || watch === "list_random") this.#noteRandom(watch);
    // A text that doubles again and again would break the process before it is set.
    if (watch === "text" && (textOf(this.state.PeekEvaluationStack())?.length ?? 0) > MAX_TEXT) {
      this.Error(`a text became longer than ${MAX_TEXT} characters`);
    }
    return result;
  }

  #enter(node: number): void {
    this.noteSets();
    this.#node = node;
    this.journal.push({ kind: "node", node, isAside: this.state.callStack.canPopThread });
  }

  /** A name may stand for a variable that a function was handed. */
  #noteAssignment(object: InkObject): void {
    if (!isAssignment(object) || object.variableName === null) return;
    if (object.isGlobal) this.#touched.set(object.variableName, object);
    else {
      const held = this.state.callStack.GetTemporaryVariableWithName(object.variableName);
      if (isValue(held) && valueKindOf(held) === VALUE.pointer) this.#touched.set(String(held.valueObject), object);
    }
  }

  #noteRandom(watch: "random" | "list_random"): void {
    const { names } = this.model;
    const drawn = plainValue(this.state.PeekEvaluationStack(), names);
    if (typeof drawn === "number") this.#noteDraw(drawn, "RANDOM");
    const [item] = Array.isArray(drawn) ? drawn : [];
    const value = names.items.get(String(item))?.[1];
    if (watch === "list_random" && value !== undefined) this.#noteDraw(value, "LIST_RANDOM");
  }

  #noteDraw(value: number, what: string): void {
    this.journal.push({ kind: "draw", value, by: `${this.model.nodes[this.#node]?.id ?? ""}/${what}` });
  }

  #valueNow(name: string): Value {
    return plainValue(this.variablesState.GetVariableWithName(name, 0), this.model.names);
  }

  #breakAt(object: InkObject, message: string): never {
    this.#last = object;
    return this.Error(message);
  }

  #checkGrowth(): void {
    const { callstackDepth, outputStream } = this.state;
    if (this.#instructions > MAX_INSTRUCTIONS) {
      this.Error(`it ran ${MAX_INSTRUCTIONS} instructions without coming to a choice or an end: it seems to go in circles`);
    }
    if (callstackDepth > MAX_DEPTH) this.Error(`functions or tunnels call each other more than ${MAX_DEPTH} deep`);
    if (outputStream.length > MAX_LINE_PARTS) this.Error(`a line of more than ${MAX_LINE_PARTS} parts does not end`);
  }
}

/** Neither endless nor past the whole numbers that can be told apart. */
function isSafe(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
