import { rightProgram } from '#server/tests/kit/program-text.ts';

/** Every setting, every kind of rule and of reward, each with what it may have. */
export const everySetting = `${rightProgram
  .replace('currency: EUR', 'currency: KWD')
  .replace('points-per-unit: 1', 'points-per-unit: 0.0125')
  .replace('welcome-points: 150', 'welcome-points: 0')
  .replace('    stock: 7\n', '    stock: 7\n    per-member: { count: 2, every: week }\n')
  .replace(
    'rewards:\n',
    `rewards:
  - id: money-off
    name: { en: Money off, ar: خصم نقدي }
    about: Not for gift cards
    instruction: "Take {worth} off"
    worth: { kind: amount-off, amount: 1.250 }
    icon: gift
    points: 100
    range: { to: 1000, step: 100, adds: 0.005 }
    tier: gold
    from: 2026-12-01T09:30:00+01:00
    until: 2026-12-24T18:00:00Z
    early: [{ tier: gold, from: 2026-11-24 }]
    days: [monday, sunday]
    hours: { from: 22:00, until: 02:30 }
    minimum: 20.5
  - { id: third, name: A third, instruction: Take 30 %, worth: { kind: percent-off, percent: 30 }, points: 0 }
  - { id: mug, name: Mug, instruction: Hand it out, worth: { kind: free-product, product: { en: Mug, ar: كوب } }, points: 5, segments: [seg] }
  - { id: post, name: Post, instruction: No postage, worth: { kind: free-shipping }, points: 5 }
  - id: art
    name: Art
    instruction: Show them
    worth: { kind: experience, place: Upstairs, booking: { en: Ask us., ar: اسألنا. } }
    points: 5
  - { id: seat, name: Seat, instruction: Seat them, worth: { kind: perk }, points: 5 }
`,
  )}    way: page
    scanner: { symbology: ean-13, prefix: "27" }
    hours: { opens: 08:30, closes: 00:15 }
  - id: second
    name: "Second: #2"
    posters: []
    tills: [{ id: second-1, name: "no" }]
    scanner: { symbology: itf, prefix: "01", suffix: "02", digits-only: "true" }
    way: ask
company: { name: Test & Sons Ltd, address: "1 Main St., Dublin", mail: privacy@shop.example }
forget-after-months: 24
expiry: { ends: year, notice-days: 14, reinstate-days: 0 }
late-sales-days: 100
multiplied-at-most: 3.5
pending: { days: 14, tiers: when-available }
claims: { days: 14 }
ready-hours: 5
returns: same-store
excluded-tenders: [gift-card]
watch-purchases-above: 50
second-person-above: 70.5
second-person-undone: { number: 3, points: 900 }
watch:
  purchases: { number: 60, sum: 2000 }
  member: { number: 4, sum: 750.125 }
  undone: { number: 3, points: 1000 }
  adjusted: { number: 20, points: 5000 }
  look-ups: 200
  pos: { number: 300, sum: 10000 }
messages: { on: [earned], off: [], quiet: { from: 22:00, until: 07:00 }, unasked-a-week: 0 }
tier-rule: { by: spend, period: rolling, months: 6 }
paid-membership:
  - tier: gold
    months: 12
    price: 9.5
    products: ["4006381333931", GOLD]
    refund: { first-days: 14, later: pro-rata, less-benefits: "true" }
    point-worth: 0.000125
    worth: { mug: 3 }
    from: 2026-01-01
    until: 2027-12-31
segments:
  - id: seg
    name: S
    all:
      - { kind: bought, times: 3, categories: [food > bread], stores: [main], within: month }
      - { kind: not-bought, products: [mug], within-days: 30 }
      - { kind: spent, spend: 12.5, within: year }
      - { kind: tier, tiers: [gold] }
      - { kind: points, at-least: 5, at-most: 9 }
      - { kind: language, languages: [ar] }
      - { kind: birthday, months: [1, 12] }
      - { kind: joined, at-least-days: 3, at-most-days: 30 }
facts: [{ id: tasting, name: { en: Came to a tasting, ar: حضر } }]
earning:
  - { id: p, kind: purchase, name: P, points-per-unit: 2, tier-rate: "false", limits: { per-day: 3 } }
  - id: prod
    kind: product
    name: { en: Prod, ar: منتج }
    times: 2
    combines: multiply
    from: 2026-12-01
    until: 2026-12-31
    when:
      tiers: [gold]
      stores: [main]
      channels: [store]
      days: [friday]
      hours: { from: 09:00, until: 17:30 }
      products: ["0012345678905"]
      categories: [Food > Bread]
      except: { categories: [gift] }
      minimum: 2.75
    limits: { per-member: { count: 1, every: month }, in-all: 1000, budget: 5000 }
  - { id: each, kind: product, name: E, points-each: 5, tier-rate: "true", when: { products: [MUG] }, limits: { budget: 500 } }
  - { id: bonus, kind: bonus-period, name: B, points: 10, from: 2026-12-01, until: 2026-12-24 }
  - { id: first, kind: first-purchase, name: F, points: 10 }
  - { id: act, kind: act, name: A, points: 10, when: { categories: [bag] }, limits: { budget: 500 } }
  - { id: card, kind: stamps, name: C, stamps: 9, counts: visits, reward: mug, reward-days: 20, limits: { in-all: 500 } }
  - { id: cups, kind: stamps, name: C, stamps: 5, points: 10, limits: { budget: 500 } }
  - { id: goal, kind: spend-goal, name: G, points: 10, spend: 50, every: month }
  - { id: friend, kind: referral, name: R, points: 10, inviter-points: 20, purchases: 3, within-days: 30, limits: { per-member: { count: 5, every: year } } }
  - { id: join, kind: joining, name: J, points: 10 }
  - { id: step, kind: profile-step, name: S, points: 10, fact: birthday }
  - { id: came, kind: profile-step, name: S, points: 10, fact: tasting }
  - { id: news, kind: newsletter, name: N, points: 10, double-opt-in: "true" }
  - { id: visit, kind: check-in, name: V, points: 10, limits: { per-day: 1 } }
  - id: ask
    kind: survey
    name: Q
    points: 10
    question: { en: How was it?, ar: كيف كان؟ }
    answers: [{ id: good, text: Good }, { id: bad, text: { en: Bad, ar: سيئ } }]
    version: 3
    every-days: 90
    limits: { budget: 500 }
  - { id: review, kind: review, name: W, points: 10, limits: { budget: 500 } }
  - { id: cake, kind: birthday, name: D, points: 10, after-days: 0, leap-day: mar-1 }
  - { id: sorry, kind: apology, name: Y, points: 10, limits: { per-member: { count: 1, every: month }, in-all: 9 } }
`;
