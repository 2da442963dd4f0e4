import assert from 'node:assert/strict';

/** The smallest right file that has a line for each thing that the tests change. */
export const rightProgram = `name: Corner Shop
brand: { color: "#1D6B52", mark: C }
currency: EUR
time-zone: Europe/Berlin
points-per-unit: 1
points-last-months: 12
welcome-points: 150
voucher-minutes: 30
live-vouchers-at-most: 3
tiers:
  - id: member
    name: Member
    from: 0
    rate: 1
    color: "#b08d6a"
    perks: []
  - id: gold
    name: { en: Gold, ar: ذهبي }
    from: 499.99
    rate: 1.25
    color: "#cf9f2f"
    perks: [Smiles]
rewards:
  - id: five-off
    name: 5.00 off
    instruction: Take 5.00 off
    worth: { kind: amount-off, amount: 5.00 }
    points: 100
    stores: [main]
    from: 2026-12-01
    until: 2026-12-31
    stock: 7
stores:
  - id: main
    name: Main Street
    posters: [{ placement: M1, place: At the door }]
    tills: [{ id: main-1, name: Till 1 }]
`;

/** The right program with one thing changed. */
export const bentProgram = (from: string, to: string): string => {
  assert.ok(rightProgram.includes(from), `the right file has no "${from}"`);
  return rightProgram.replace(from, () => to);
};

/** The right program with these ways to earn, its reward called coffee and without dates and stock. */
export const withOpenReward = (earning: string): string =>
  bentProgram('tiers:\n', `${earning}tiers:\n`)
    .replace('five-off', 'coffee')
    .replace(/ {4}(from: 2|until|stock).*\n/g, '');
