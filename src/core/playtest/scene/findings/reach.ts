import { leavesOf, readCondition, type ConditionTree } from "../../native/condition-tree.ts";
import { applyEffect } from "./apply-effect.ts";
import { Domain } from "./domain.ts";
import { mayHold, type Domains } from "./may-hold.ts";
import type { Scene, SceneAction, SceneChoice, SceneNode } from "../scene.ts";

/** What plays of a scene can come to, at most. */
export interface Reach {
  /** Every node that some play may enter; no play enters another. */
  readonly nodes: ReadonlySet<string>;
  /** Of those nodes, the choices that no play is ever offered, as `NODE/CHOICE`. */
  readonly closed: ReadonlySet<string>;
  readonly domains: Domains;
}

/** A choice as it is looked at: `NODE/CHOICE`, and what must hold. */
interface Gate {
  readonly name: string;
  readonly choice: SceneChoice;
  readonly condition: ConditionTree | null;
}

/**
 * Finds what plays as one pov may reach. What variables hold is followed through all actions that can be done, regardless of
 * their order and number, so more may be named than can be reached, never less.
 *
 * @param starts  `scene`: variables start as the scene says; `any`: with all that a run could be given.
 * Source: SPEC.md SC50-SC53.
 */
export function findReach(scene: Scene, pov: string | null, starts: "scene" | "any"): Reach {
  return new Explorer(scene, pov, starts).explore();
}

class Explorer {
  readonly #nodes: ReadonlyMap<string, SceneNode>;
  readonly #pov: string | null;
  readonly #start: string;
  readonly #domains = new Map<string, Domain>();
  readonly #reached = new Set<string>();
  readonly #closed = new Map<string, Gate>();
  /** What is looked at again when a variable can hold more: closed gates, and actions that count from it. */
  readonly #gatesOf = new Map<string, Set<Gate>>();
  readonly #actionsOf = new Map<string, Set<SceneAction>>();
  readonly #begun = new Set<string>();
  /** Nodes to enter, and variables that can hold more. */
  readonly #open: string[] = [];
  readonly #changed = new Set<string>();

  constructor(scene: Scene, pov: string | null, starts: "scene" | "any") {
    this.#nodes = new Map(scene.nodes.map((node) => [node.id, node]));
    this.#pov = pov;
    this.#start = scene.start;
    for (const [name, variable] of Object.entries(scene.variables)) {
      const domain = new Domain(variable);
      if (starts === "any") domain.addAny();
      domain.add(variable.default);
      this.#domains.set(name, domain);
    }
  }

  explore(): Reach {
    this.#reach(this.#start);
    for (;;) {
      const id = this.#open.pop();
      if (id !== undefined) {
        this.#enter(id);
        continue;
      }
      if (this.#changed.size === 0) break;
      const settled = this.#settle();
      for (const name of settled) this.#retry(this.#gatesOf.get(name) ?? new Set());
    }
    return { nodes: this.#reached, closed: new Set(this.#closed.keys()), domains: this.#domains };
  }

  /** Follows changes through all actions that count from them; returns every variable that can hold more now. */
  #settle(): ReadonlySet<string> {
    const settled = new Set<string>();
    for (;;) {
      const [name] = this.#changed;
      if (name === undefined) return settled;
      this.#changed.delete(name);
      settled.add(name);
      for (const action of this.#actionsOf.get(name) ?? []) this.#act(action);
    }
  }

  #retry(gates: Set<Gate>): void {
    for (const gate of gates) {
      this.#tryGate(gate);
      if (!this.#closed.has(gate.name)) gates.delete(gate);
    }
  }

  #reach(id: string): void {
    if (this.#reached.has(id)) return;
    this.#reached.add(id);
    this.#open.push(id);
  }

  #enter(id: string): void {
    const node = this.#nodes.get(id);
    if (node === undefined) return;
    for (const action of node.do) this.#begin(action);
    if (node.goto !== undefined) this.#reach(node.goto);
    for (const choice of node.choices) {
      const isHidden = this.#pov !== null && choice.visibleTo.length > 0 && !choice.visibleTo.includes(this.#pov);
      const gate = {
        name: `${id}/${choice.id}`,
        choice,
        condition: choice.when === undefined ? null : readCondition(choice.when),
      };
      this.#closed.set(gate.name, gate);
      if (isHidden) continue;
      this.#watch(gate);
      this.#tryGate(gate);
    }
  }

  #watch(gate: Gate): void {
    for (const { key } of gate.condition === null ? [] : leavesOf(gate.condition)) addTo(this.#gatesOf, key, gate);
  }

  #tryGate(gate: Gate): void {
    if (!this.#closed.has(gate.name) || (gate.condition !== null && !mayHold(gate.condition, this.#domains))) return;
    this.#closed.delete(gate.name);
    for (const action of gate.choice.do) this.#begin(action);
    this.#reach(gate.choice.to);
  }

  /** Does an action, and again whenever what it counts from can hold more. */
  #begin(action: SceneAction): void {
    // Equal actions lead to equal values: one of them stands for all.
    const signature = JSON.stringify(action);
    if (this.#begun.has(signature)) return;
    this.#begun.add(signature);
    if (action.type === "increment" || action.type === "decrement") addTo(this.#actionsOf, action.key, action);
    if (action.type === "battle") for (const name of [action.attacker, action.defender]) addTo(this.#actionsOf, name, action);
    this.#act(action);
  }

  #act(action: SceneAction): void {
    for (const name of applyEffect(action, this.#domains)) this.#changed.add(name);
  }
}

function addTo<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([item]));
  else known.add(item);
}
