/**
 * A program's file that says the least that one can, with what examples of the documents name: tiers and a store.
 * @param rewards its rewards, a line of YAML each
 */
export const shopFile = (...rewards: readonly string[]): string => `name: Shop
brand: { color: "#1d6b52", mark: S }
currency: EUR
time-zone: Europe/Berlin
points-per-unit: 1
points-last-months: 12
welcome-points: 0
voucher-minutes: 30
live-vouchers-at-most: 3
tiers:
  - { id: member, name: Member, from: 0, rate: 1, color: "#b08d6a", perks: [] }
  - { id: silver, name: Silver, from: 100, rate: 1, color: "#c0c0c0", perks: [] }
  - { id: gold, name: Gold, from: 500, rate: 1, color: "#cf9f2f", perks: [] }
rewards:
${rewards.map((reward) => `  - ${reward}\n`).join('')}stores:
  - { id: main, name: Main, posters: [], tills: [{ id: main-1, name: Till 1 }] }
`;
