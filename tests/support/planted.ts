/** One scene with one of everything that exploring finds, each at a place of its own. */
export const PLANTED = `
id: planted
start: hub
povs: [mina, bo]
variables:
  lamp: false
  gift: false
  wish: ""
  hp: 3
  luck: 0
assets:
  fog: { kind: backgrounds, path: art/fog.png }
nodes:
  - id: hub
    choices:
      - { id: talk, to: hub, once: true }
      - { id: cave, to: cave, once: true }
      - { id: secret, to: secret, when: { key: gift, op: eq, value: true } }
      - { id: wishes, to: secret, when: [{ key: gift, op: eq, value: true }, { key: wish, op: eq, value: home }] }
      - { id: never, to: home, when: [{ key: lamp, op: eq, value: true }, { key: lamp, op: eq, value: false }] }
      - { id: home, to: home, when: { key: lamp, op: eq, value: true } }
  - id: cave
    do: [{ type: roll, dice: 1d6, into: luck }]
    choices:
      - { id: take, to: hub, do: [{ type: set, key: lamp, value: true }] }
      - { id: leave, to: hub }
      - { id: fall, to: pit }
      - { id: spin, to: ring }
      - { id: dive, to: wreck }
      - { id: sit, to: stone }
      - { id: bet, to: rich, when: { key: luck, op: eq, value: 6 } }
      - { id: paint, to: picture, visibleTo: [bo] }
      - { id: break, to: broken }
  - { id: pit, choices: [{ id: up, to: ledge }] }
  - { id: ledge, choices: [{ id: down, to: pit }, { id: wait, to: ledge }] }
  - { id: ring, goto: back }
  - { id: back, goto: ring }
  - { id: stone, choices: [{ id: still, to: stone }] }
  - { id: wreck, choices: [{ id: swim, to: home, when: { key: hp, op: gt, value: 5 } }] }
  - { id: picture, assets: [fog], choices: [{ id: on, to: home }] }
  - { id: broken, do: [{ type: set, key: hp, value: null }, { type: increment, key: hp }], goto: home }
  - { id: rich, end: wealth }
  - { id: secret, end: won }
  - { id: home, end: free }
  - { id: island, choices: [{ id: row, to: beach }] }
  - { id: beach, end: lost }
`;
