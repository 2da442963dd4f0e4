import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import {
  type TierMeasure,
  type TierPeriod,
  tierMeasures,
  tierPeriods,
} from '#domain/program/tier-rule.ts';
import { keepingOf, standingAt } from '#domain/standing/standing.ts';
import { at, member, sold } from '#server/tests/kit/model/tier-history.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { keepSentence, nextSaid } from '#server/usecases/standing/say-standing.ts';
import { ruledLadder } from './ruled-ladder.ts';

/** What reaches the second and the third tier, and what keeps the second. */
const steps = {
  spend: { from: [0, 50_000, 120_000], keep: 40_000 },
  points: { from: [0, 500, 1_200], keep: 400 },
  visits: { from: [0, 2, 5], keep: 1 },
} as const;

const programOf = (by: TierMeasure, period: TierPeriod): Program => ({
  ...testProgram,
  tierRule: period === 'rolling' ? { by, period, months: 6 } : { by, period },
  tiers: testProgram.tiers.map((tier, rung) => ({
    ...tier,
    fromMinor: steps[by].from[rung] ?? 0,
    ...(rung === 1 && period !== 'lifetime' && { keepMinor: steps[by].keep }),
  })),
});

/** Bought twice, on 1 and 8 February 2026, for 600.00, and joined on a 10 March. */
const bought = [sold('2026-02-01T10:00:00Z', 40_000), sold('2026-02-08T10:00:00Z', 20_000)];
const now = at('2026-03-01T10:00:00Z');
/** Marks that keep words of two directions apart, and show nothing. */
const marks = /[\u200e\u200f\u2066-\u2069]/g;

/** What the wallet says of the next tier and of keeping this one, and the ladder of what counts and of this tier. */
function said(by: TierMeasure, period: TierPeriod, language: string): (string | null)[] {
  const program = programOf(by, period);
  const standing = standingAt(member(bought, program), now);
  const keeping = keepingOf(standing);
  const ladder = ruledLadder(program, standing, { at: now, language });
  const whole = [
    nextSaid(program, { ...standing, keeping }, language)?.text,
    keepSentence(program, { tier: standing.tier, keeping }, language),
    ladder.said?.spent,
    ladder.rungs[1]?.said?.from,
  ];
  return whole.map((text) => text?.replaceAll('\u00a0', ' ').replace(marks, '') ?? null);
}

type Sentences = Readonly<
  Record<TierMeasure, Readonly<Record<TierPeriod, readonly (string | null)[]>>>
>;

const english: Sentences = {
  spend: {
    rolling: [
      'Spend €600 more within 6 months to reach Gold',
      'Spend €200 more by 31 July 2026 to keep Silver.',
      '€600 spent in the last 6 months',
      'From €500 spent in 6 months. Keep it with €400 spent.',
    ],
    'calendar-year': [
      'Spend €600 more by 31 December to reach Gold',
      'Silver is yours until 31 December 2027.',
      '€600 spent since 1 January 2026',
      'From €500 spent in a calendar year. Keep it with €400 spent.',
    ],
    anniversary: [
      'Spend €600 more by 9 March to reach Gold',
      'Silver is yours until 9 March 2027.',
      '€600 spent since 10 March 2025',
      'From €500 spent in a year of membership. Keep it with €400 spent.',
    ],
    lifetime: [
      'Spend €600 more to reach Gold',
      null,
      '€600 spent so far',
      'From €500 spent in all',
    ],
  },
  points: {
    rolling: [
      'Earn 600 more points within 6 months to reach Gold',
      'Earn 200 more points by 31 July 2026 to keep Silver.',
      '600 points earned in the last 6 months',
      'From 500 points earned in 6 months. Keep it with 400 points earned.',
    ],
    'calendar-year': [
      'Earn 600 more points by 31 December to reach Gold',
      'Silver is yours until 31 December 2027.',
      '600 points earned since 1 January 2026',
      'From 500 points earned in a calendar year. Keep it with 400 points earned.',
    ],
    anniversary: [
      'Earn 600 more points by 9 March to reach Gold',
      'Silver is yours until 9 March 2027.',
      '600 points earned since 10 March 2025',
      'From 500 points earned in a year of membership. Keep it with 400 points earned.',
    ],
    lifetime: [
      'Earn 600 more points to reach Gold',
      null,
      '600 points earned so far',
      'From 500 points earned in all',
    ],
  },
  visits: {
    rolling: [
      'Visit us 3 more times within 6 months to reach Gold',
      'Visit us once more by 7 August 2026 to keep Silver.',
      '2 visits in the last 6 months',
      'From 2 visits in 6 months. Keep it with 1 visit.',
    ],
    'calendar-year': [
      'Visit us 3 more times by 31 December to reach Gold',
      'Silver is yours until 31 December 2027.',
      '2 visits since 1 January 2026',
      'From 2 visits in a calendar year. Keep it with 1 visit.',
    ],
    anniversary: [
      'Visit us 3 more times by 9 March to reach Gold',
      'Silver is yours until 9 March 2027.',
      '2 visits since 10 March 2025',
      'From 2 visits in a year of membership. Keep it with 1 visit.',
    ],
    lifetime: [
      'Visit us 3 more times to reach Gold',
      null,
      '2 visits so far',
      'From 2 visits in all',
    ],
  },
};

const arabic: Sentences = {
  spend: {
    rolling: [
      'أنفق 600 € أخرى خلال 6 أشهر لتبلغ الفئة «ذهبي»',
      'أنفق 200 € أخرى حتى 31 يوليو 2026 لتحتفظ بالفئة «فضي».',
      'إنفاق 600 € خلال آخر 6 أشهر',
      'إنفاق 500 € فأكثر خلال 6 أشهر. للاحتفاظ بها: إنفاق 400 €.',
    ],
    'calendar-year': [
      'أنفق 600 € أخرى حتى 31 ديسمبر لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 31 ديسمبر 2027.',
      'إنفاق 600 € منذ 1 يناير 2026',
      'إنفاق 500 € فأكثر في السنة الميلادية. للاحتفاظ بها: إنفاق 400 €.',
    ],
    anniversary: [
      'أنفق 600 € أخرى حتى 9 مارس لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 9 مارس 2027.',
      'إنفاق 600 € منذ 10 مارس 2025',
      'إنفاق 500 € فأكثر في سنة العضوية. للاحتفاظ بها: إنفاق 400 €.',
    ],
    lifetime: [
      'أنفق 600 € أخرى لتبلغ الفئة «ذهبي»',
      null,
      'إنفاق 600 € حتى الآن',
      'إنفاق 500 € فأكثر في المجموع',
    ],
  },
  points: {
    rolling: [
      'اجمع 600 نقطة أخرى خلال 6 أشهر لتبلغ الفئة «ذهبي»',
      'اجمع 200 نقطة أخرى حتى 31 يوليو 2026 لتحتفظ بالفئة «فضي».',
      '600 نقطة خلال آخر 6 أشهر',
      '500 نقطة فأكثر خلال 6 أشهر. للاحتفاظ بها: 400 نقطة.',
    ],
    'calendar-year': [
      'اجمع 600 نقطة أخرى حتى 31 ديسمبر لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 31 ديسمبر 2027.',
      '600 نقطة منذ 1 يناير 2026',
      '500 نقطة فأكثر في السنة الميلادية. للاحتفاظ بها: 400 نقطة.',
    ],
    anniversary: [
      'اجمع 600 نقطة أخرى حتى 9 مارس لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 9 مارس 2027.',
      '600 نقطة منذ 10 مارس 2025',
      '500 نقطة فأكثر في سنة العضوية. للاحتفاظ بها: 400 نقطة.',
    ],
    lifetime: [
      'اجمع 600 نقطة أخرى لتبلغ الفئة «ذهبي»',
      null,
      '600 نقطة حتى الآن',
      '500 نقطة فأكثر في المجموع',
    ],
  },
  visits: {
    rolling: [
      'زُرنا 3 مرات أخرى خلال 6 أشهر لتبلغ الفئة «ذهبي»',
      'زُرنا مرة أخرى حتى 7 أغسطس 2026 لتحتفظ بالفئة «فضي».',
      'زيارتان خلال آخر 6 أشهر',
      'زيارتان فأكثر خلال 6 أشهر. للاحتفاظ بها: زيارة واحدة.',
    ],
    'calendar-year': [
      'زُرنا 3 مرات أخرى حتى 31 ديسمبر لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 31 ديسمبر 2027.',
      'زيارتان منذ 1 يناير 2026',
      'زيارتان فأكثر في السنة الميلادية. للاحتفاظ بها: زيارة واحدة.',
    ],
    anniversary: [
      'زُرنا 3 مرات أخرى حتى 9 مارس لتبلغ الفئة «ذهبي»',
      'الفئة «فضي» لك حتى 9 مارس 2027.',
      'زيارتان منذ 10 مارس 2025',
      'زيارتان فأكثر في سنة العضوية. للاحتفاظ بها: زيارة واحدة.',
    ],
    lifetime: [
      'زُرنا 3 مرات أخرى لتبلغ الفئة «ذهبي»',
      null,
      'زيارتان حتى الآن',
      'زيارتان فأكثر في المجموع',
    ],
  },
};

for (const [language, sentences] of [
  ['en', english],
  ['ar', arabic],
] as const) {
  for (const by of tierMeasures) {
    test(`tiers by ${by} say how they are reached and kept, within whatever period (${language})`, () => {
      for (const period of tierPeriods)
        assert.deepEqual(said(by, period, language), sentences[by][period], period);
    });
  }
}
