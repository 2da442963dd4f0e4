import type { DeskBeginning } from '#contract/desk/desk-begin.ts';
import { type BeginningStep, beginningSteps } from '#domain/desk/beginning/beginning.ts';
import { longWord } from './shop.ts';

/** A café that has come as far as a step. */
export const beginningAt = (step: BeginningStep): DeskBeginning => ({
  revision: 3,
  done: beginningSteps.slice(0, beginningSteps.indexOf(step)),
  isOpen: true,
  answers: {
    template: 'cafe',
    name: 'Rye & Sons',
    color: '#1c8c8c',
    logoHash: null,
    currency: 'EUR',
    timeZone: 'Europe/Dublin',
    languages: ['ar'],
    purchase: '6.00',
    store: { name: 'Main Street', till: 'tablet' },
  },
  earning: {
    points: 1,
    paid: { minor: 100, currency: 'EUR' },
    welcome: 50,
    birthday: 60,
    inviting: { inviter: 90, friend: 60, purchases: 2 },
    cards: [{ name: { en: 'Every ninth visit', ar: 'كل زيارة تاسعة' }, points: 50 }],
  },
  rewards: [
    {
      id: 'coffee',
      name: { en: longWord, ar: longWord },
      points: 50,
      tier: null,
      isKept: true,
      isNamed: true,
      amount: null,
    },
    {
      id: 'off-100',
      name: { en: '€5 off', ar: 'خصم 5 يورو' },
      points: 100,
      tier: null,
      isKept: true,
      isNamed: false,
      amount: '5.00',
    },
    {
      id: 'tasting',
      name: { en: 'A tasting for two', ar: 'تذوّق لشخصين' },
      points: 400,
      tier: { en: 'Silver', ar: 'فضّي' },
      isKept: false,
      isNamed: true,
      amount: null,
    },
  ],
  storeId: 'first',
  tillId: 'first-1',
  associates: ['Nora'],
  posterUrl: 'https://points.example/P/A1',
  inboxUrl: null,
  rehearsal: { till: true, joined: true, earned: false, used: false, undone: false },
});

/** The same when everything was done. */
export const begunShop: DeskBeginning = {
  ...beginningAt('rehearsal'),
  done: beginningSteps,
  isOpen: false,
};
