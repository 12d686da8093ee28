/** A choice as a script can name it. */
export interface NamedChoice {
  readonly id: string;
  readonly text: string;
}

/** White space counts as one blank, since a script's line cannot be broken. */
export function flatten(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/**
 * The places of the choices that a name fits: the one with that id, else those with that text, else the one at that place,
 * counted from 1. Source: SPEC.md SR5.
 */
export function findChoices(name: string, choices: readonly NamedChoice[]): number[] {
  const byId = choices.findIndex(({ id }) => id === name);
  if (byId !== -1) return [byId];
  const byText = choices.flatMap(({ text }, place) => (flatten(text) === flatten(name) ? [place] : []));
  if (byText.length > 0) return byText;
  const place = /^[1-9]\d{0,8}$/.test(name) ? Number(name) - 1 : -1;
  return place >= 0 && place < choices.length ? [place] : [];
}

/** Choices as a sentence lists them: ids, with their texts where they have any. */
export function listChoices(choices: readonly NamedChoice[]): string {
  if (choices.length === 0) return "none";
  return choices.map(({ id, text }) => (text === "" ? `\`${id}\`` : `\`${id}\` (${flatten(text)})`)).join(", ");
}
