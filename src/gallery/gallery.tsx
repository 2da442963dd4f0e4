import { useState } from 'react';
import { languages } from '#i18n/language.ts';
import { learnClock } from '#web/clock.ts';
import { noteReach } from '#web/reach.ts';
import { queryOf, type Sight, sightIn, widths } from './sight.ts';
import { Stage } from './stage.tsx';
import type { Group } from './state.ts';
import { arrival } from './states/arrival.ts';
import { cards } from './states/card.ts';
import { deskHome, deskMembers, deskOperations, deskRefusals } from './states/desk.tsx';
import { deskBegin } from './states/desk-begin.tsx';
import { pictures } from './states/pictures.tsx';
import { noSignal, portal, refusals, tooOld, worker } from './states/signal.tsx';
import { counter, members, shift, tillRefusals } from './states/till.tsx';
import { vouchers } from './states/voucher.ts';
import { rewards, wallets } from './states/wallet.ts';
import { brands, galleryNow } from './values/shop.ts';

const groups: readonly [Group, ...Group[]] = [
  ...([wallets, cards, arrival, rewards, pictures, vouchers, noSignal, portal] as const),
  ...[refusals, shift, counter, members, tillRefusals],
  ...[deskHome, deskBegin, deskMembers, deskOperations, deskRefusals, worker, tooOld],
];

/** What the bar can switch, with its values. */
const switches = {
  language: languages.map(({ language }) => language),
  direction: ['ltr', 'rtl'],
  theme: ['light', 'dark'],
  brand: Object.keys(brands),
  width: widths,
} as const;

/** Every state of every page; the settings of the bar are in the address. */
export function Gallery() {
  const [sight, setSight] = useState(() => sightIn(location.search));
  const turn = (change: object) => {
    // Read again from the address, which alone knows the allowed values.
    const wish = { ...sight, ...change };
    // A language brings its direction, until that is switched too.
    const { direction, ...rest } = wish;
    const query = queryOf('language' in change ? ({ ...rest } as Sight) : { ...rest, direction });
    history.replaceState(null, '', query);
    setSight(sightIn(query));
  };
  const group = groups.find(({ name }) => name === sight.group) ?? groups[0];
  noteReach(group.reach ?? 'reached');
  // Sets the page's clock to noon at each switch, also while the photographs have stopped the browser's clock.
  learnClock({ at: galleryNow });
  return (
    <>
      <header>
        <nav>
          {groups.map(({ name }) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === group.name}
              onClick={() => turn({ group: name })}
            >
              {name}
            </button>
          ))}
        </nav>
        {Object.entries(switches).map(([name, values]) => (
          <label key={name}>
            {name}
            <select
              value={sight[name as keyof typeof switches]}
              onChange={(event) => turn({ [name]: event.target.value })}
            >
              {values.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          </label>
        ))}
      </header>
      <main>
        {group.states(sight).map((state) => (
          <Stage
            key={`${queryOf({ ...sight, group: group.name })} ${state.name}`}
            state={state}
            sheet={group.sheet}
            sight={sight}
          />
        ))}
      </main>
    </>
  );
}
