import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import { COMMAND, commandOf, isContainer, textOf, walkInk } from "./ink-objects.ts";

/** A tag that always says the same. */
export interface FoundTag {
  readonly tag: string;
  /** The first part of its code. */
  readonly object: InkObject;
}

/** Finds the tags of a story, in its order; what a tag computes is known in plays alone. */
export function findTags(root: Container): FoundTag[] {
  const found: FoundTag[] = [];
  walkInk(root, (object, { content }, place) => {
    if (commandOf(object) !== COMMAND.beginTag) return;
    const tag = tagAt(content, place);
    if (tag !== null) found.push({ tag, object });
  });
  return found;
}

/** Tags before anything else is said: those of the story as a whole are among them. */
export function findTopTags(root: Container): FoundTag[] {
  let container = root;
  while (isContainer(container.content[0])) container = container.content[0];
  const tags: FoundTag[] = [];
  for (let place = 0; commandOf(container.content[place]) === COMMAND.beginTag;) {
    const tag = tagAt(container.content, place);
    const end = container.content.findIndex((object, at) => at > place && commandOf(object) === COMMAND.endTag);
    const object = container.content[place];
    if (tag === null || end === -1 || object === undefined) break;
    tags.push({ tag, object });
    place = end + 1;
    while (textOf(container.content[place])?.trim() === "") place += 1;
  }
  return tags;
}

function tagAt(content: readonly InkObject[], begin: number): string | null {
  let tag = "";
  for (const object of content.slice(begin + 1)) {
    if (commandOf(object) === COMMAND.endTag) return tag.trim();
    const text = textOf(object);
    if (text === null) return null;
    tag += text;
  }
  return null;
}
