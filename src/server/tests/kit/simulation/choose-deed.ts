import type { Deed } from './deed.ts';
import {
  bringBack,
  buy,
  giveUp,
  look,
  redeem,
  type Scene,
  showPass,
  takeReward,
  undo,
} from './deeds.ts';
import type { SimulatedShopper } from './simulated-shopper.ts';

interface Choice {
  readonly weight: number;
  readonly make: (scene: Scene) => Deed;
  readonly isPossible?: (shopper: SimulatedShopper) => boolean;
}

const choices: readonly Choice[] = [
  { weight: 6, make: buy },
  { weight: 4, make: takeReward },
  { weight: 3, make: showPass },
  { weight: 2, make: look },
  { weight: 5, make: redeem, isPossible: ({ vouchers }) => vouchers.length > 0 },
  { weight: 2, make: giveUp, isPossible: ({ vouchers }) => vouchers.length > 0 },
  { weight: 2, make: undo, isPossible: ({ given }) => given.length > 0 },
  { weight: 3, make: bringBack, isPossible: ({ receipts }) => receipts.length > 0 },
];

/** What somebody does next. */
export function chooseDeed(scene: Scene): Deed {
  const possible = choices.filter(({ isPossible }) => isPossible?.(scene.shopper) ?? true);
  const inAll = possible.reduce((sum, { weight }) => sum + weight, 0);
  let at = scene.chance.between(1, inAll);
  for (const { weight, make } of possible) {
    at -= weight;
    if (at <= 0) return make(scene);
  }
  return look(scene);
}
