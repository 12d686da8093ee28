/** Brings the focus to the next or previous item of a page, which chooses it. @param keys  `data-item` of all, in their order */
export function focusItem(keys: readonly string[], chosen: string | null, by: 1 | -1): void {
  const elements = keys.flatMap((key) => document.querySelector<HTMLElement>(`[data-item="${CSS.escape(key)}"]`) ?? []);
  const from = chosen === null ? -1 : elements.findIndex((element) => element.dataset["item"] === chosen);
  const next = elements[Math.max(0, Math.min(elements.length - 1, from + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
