import { tokenize } from "./tokens.ts";

/** A place in words that are read from left to right. */
export interface Cursor {
  readonly tokens: readonly string[];
  at: number;
}

/** Words that are not in the grammar. It never leaves this folder. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
}

export function cursorOf(text: string): Cursor {
  return { tokens: tokenize(text), at: 0 };
}

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.tokens.length;
}

/** Moves on behind some words, where they come next. */
export function take(cursor: Cursor, words: string): boolean {
  const wanted = words.split(" ");
  if (!wanted.every((word, index) => cursor.tokens[cursor.at + index] === word)) return false;
  cursor.at += wanted.length;
  return true;
}

/**
 * Moves on behind the next word, which must have a form.
 *
 * @throws NotUnderstood where it has another.
 */
export function takeMatch(cursor: Cursor, form: RegExp): RegExpExecArray {
  const match = form.exec(cursor.tokens[cursor.at] ?? "");
  if (match === null) throw new NotUnderstood();
  cursor.at += 1;
  return match;
}
