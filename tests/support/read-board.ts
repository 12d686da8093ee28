import type { Page } from "playwright-core";

/** The pipeline as a page shows it. */
export interface ShownBoard {
  /** Specs of the cards in each column, in order; a column that is collapsed or empty has none. */
  readonly stages: Readonly<Record<string, readonly string[]>>;
  /** Specs that stand on the board more than once. */
  readonly doubled: readonly string[];
  /** Cards that wait for an answer to what was asked of them. */
  readonly pending: readonly string[];
}

interface Column {
  readonly stage: string;
  readonly cards: readonly { readonly spec: string; readonly isPending: boolean }[];
}

/** Runs in the page. */
const READ = `[...document.querySelectorAll("section[data-stage]")].map((column) => ({
  stage: column.dataset.stage,
  cards: [...column.querySelectorAll("[data-spec]")].map(({ dataset }) => ({
    spec: dataset.spec,
    isPending: dataset.pending !== undefined,
  })),
}))`;

/** Reads all of a board in one moment, so that a card that moves cannot be seen in two columns by mistake. */
export async function readBoard(page: Page): Promise<ShownBoard> {
  const columns = (await page.evaluate(READ)) as readonly Column[];
  const cards = columns.flatMap((column) => column.cards);
  const specs = cards.map(({ spec }) => spec);
  return {
    stages: Object.fromEntries(columns.map(({ stage, cards: own }) => [stage, own.map(({ spec }) => spec)])),
    doubled: specs.filter((spec, index) => specs.indexOf(spec) !== index),
    pending: cards.filter(({ isPending }) => isPending).map(({ spec }) => spec),
  };
}

/** The spec whose card has the focus; null when none has. */
export async function focusedCard(page: Page): Promise<string | null> {
  return await page.evaluate("document.activeElement?.getAttribute('data-spec') ?? null");
}
