import { code, longWord } from '#gallery/values/shop.ts';
import { longTillVoucher, tillUse, tillVoucher } from '#gallery/values/till.ts';
import type { Language } from '#i18n/language.ts';
import type { Screen } from '#till/counter/screen.ts';

/** Every screen of the counter, by a name; some are one press away. */
export function counterScreens(
  language: Language,
): readonly (readonly [name: string, screen: Screen, press?: string])[] {
  const usual = tillVoucher(language);
  const attempt = {
    id: 'a1',
    scanned: code,
    entered: 'scanned',
    voucher: usual,
  } as const;
  const long = { ...attempt, voucher: longTillVoucher(language) };
  const use = { redemptionId: 'v1', reward: usual.reward.name };
  return [
    ['ready', { name: 'ready', notice: null }],
    ['not a code of ours', { name: 'ready', notice: { key: 'code-not-ours' } }],
    ['looking', { name: 'looking', scanned: code }],
    ['no answer', { name: 'unlooked', scanned: code, entered: 'scanned' }],
    ['to be given', { name: 'offer', attempt, offline: false }],
    ['to be given, long words', { name: 'offer', attempt: long, offline: false }],
    [
      'run out, and issued again',
      {
        name: 'offer',
        attempt: { ...attempt, voucher: tillVoucher(language, { state: 'expired' }) },
        offline: false,
      },
    ],
    ['never sent', { name: 'offer', attempt, offline: true }],
    ['redeeming', { name: 'redeeming', attempt }],
    ['perhaps redeemed', { name: 'unsure', attempt }],
    [
      'redeemed',
      {
        name: 'done',
        voucher: tillVoucher(language, {
          state: 'redeemed',
          used: tillUse,
        }),
      },
    ],
    [
      'no',
      {
        name: 'no',
        scanned: code,
        refusal: { key: 'already-used', ...tillUse },
        voucher: usual,
      },
    ],
    [
      'no, long words',
      {
        name: 'no',
        scanned: code,
        refusal: { key: 'not-in-this-store', stores: [longWord, longWord] },
        voucher: long.voucher,
      },
    ],
    ['undo?', { name: 'undo', use, step: { kind: 'asking' } }],
    ['undo? without a reason', { name: 'undo', use, step: { kind: 'asking' } }, '.button-main'],
    ['undo? another reason', { name: 'undo', use, step: { kind: 'asking' } }, '[value="other"]'],
    [
      'undo? a second person',
      {
        name: 'undo',
        use,
        step: { kind: 'refused', refusal: { key: 'second-person-undo', count: 3, points: 500 } },
      },
      '.second .button',
    ],
    ['undoing', { name: 'undo', use, step: { kind: 'sending' } }],
    [
      'not undone',
      { name: 'undo', use, step: { kind: 'refused', refusal: { key: 'not-redeemed' } } },
    ],
    ['perhaps undone', { name: 'undo', use, step: { kind: 'lost' } }],
    ['undone', { name: 'undone', use }],
  ];
}
