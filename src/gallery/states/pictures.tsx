import { glyphs } from '#domain/program/glyph.ts';
import type { Group } from '#gallery/state.ts';
import { galleryNow } from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import { pageOf } from '#shopper/page.ts';
import { PageContext } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';
import { shopperSheet } from './sheets.ts';

/** Boxes as a page may reserve them: the picture fills what it stands in. */
const boxes = `
  .boxes { display: grid; gap: 12px; padding: 16px; grid-template-columns: repeat(auto-fill, var(--box)); }
  .boxes > * { display: grid; block-size: var(--box); border-radius: 12px; overflow: hidden; }
  .small-boxes { --box: 88px; }
  .large-boxes { --box: 160px; }`;

/** Every drawing that a program's file can name, in turns of the tints. */
export const pictures: Group = {
  name: 'pictures',
  sheet: shopperSheet + boxes,
  states: ({ language }) => {
    const none = { refusal: null, form: null, done: null, failure: null };
    const state = { language, at: galleryNow, queries: [], formIds: [], ...none };
    const page = pageOf(state, everything(language), {
      has: () => true,
      learn: async () => {},
    });
    const all = (size: 'small' | 'large', className = '') => (
      <PageContext value={page}>
        <div className={`boxes ${size}-boxes ${className}`}>
          {glyphs.map((icon, index) => (
            <div key={icon}>
              <RewardPicture art={{ ...artOf(icon), tint: index % 5 }} />
            </div>
          ))}
        </div>
      </PageContext>
    );
    return [
      { name: 'drawings, small', drawn: all('small') },
      { name: 'drawings, large', drawn: all('large') },
      { name: 'drawings, out of reach', drawn: all('small', 'away') },
    ];
  },
};

const artOf = (icon: (typeof glyphs)[number]) =>
  rewardArt({ id: icon, icon, worth: { kind: 'perk' } });
