import type { EnvStatus } from "../../../core/env/status/status.ts";
import { formatPlace, TouchstoneError } from "../../../core/errors.ts";

type Listed = EnvStatus["problems"][number];

/** What was found wrong while a status is read: one damaged file keeps nobody from seeing the rest. */
export interface ProblemList {
  readonly all: readonly Listed[];
  readonly add: (problem: Listed) => void;
  /** Reads something; what a person can mend becomes a problem, and null is the answer. */
  readonly settle: <T>(read: () => Promise<T>) => Promise<T | null>;
}

export function createProblemList(): ProblemList {
  const all: Listed[] = [];
  // Two readers may meet the same damage: it is told once.
  const isListed = ({ code, message }: Listed): boolean => all.some((other) => other.code === code && other.message === message);
  const add = (problem: Listed): void => void (isListed(problem) || all.push(problem));
  return {
    all,
    add,
    async settle(read) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof TouchstoneError)) throw error;
        const place = error.place === undefined ? "" : `${formatPlace(error.place)}: `;
        add({ code: error.code, message: `${place}${error.message}`, hint: error.hint ?? HINT });
        return null;
      }
    },
  };
}

const HINT = "See docs/guides/environment.md#damaged";
