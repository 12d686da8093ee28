/** A set of numbered facts, as bits of 32-bit words. */
export type FactSet = Uint32Array;

/** A set that holds none of `count` facts. */
export function noFacts(count: number): FactSet {
  return new Uint32Array(Math.ceil(count / 32));
}

export function addFact(facts: FactSet, fact: number): void {
  facts[fact >>> 5] = (facts[fact >>> 5] as number) | (1 << (fact & 31));
}

export function removeFact(facts: FactSet, fact: number): void {
  facts[fact >>> 5] = (facts[fact >>> 5] as number) & ~(1 << (fact & 31));
}

export function hasFact(facts: FactSet, fact: number): boolean {
  return (((facts[fact >>> 5] as number) >>> (fact & 31)) & 1) === 1;
}

/** Adds all of `more`; tells whether any was new. */
export function addFacts(facts: FactSet, more: FactSet): boolean {
  let grew = false;
  for (let word = 0; word < facts.length; word += 1) {
    const old = facts[word] as number;
    const both = (old | (more[word] as number)) >>> 0;
    if (both === old) continue;
    facts[word] = both;
    grew = true;
  }
  return grew;
}
