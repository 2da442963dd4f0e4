import type { OperationsWords } from '#desk/api/operations-words.ts';
import type { Finding } from '#domain/events/watch.ts';

/**
 * What a rule found, as a fact; a person decides what it means.
 * @param currency of the program: amounts are in its minor units
 */
export function findingIn(
  { t, format }: OperationsWords,
  found: Finding,
  currency: string,
): string {
  const money = (minor: number) => format.money({ minor, currency });
  switch (found.rule) {
    case 'own-account':
    case 'reversed-after-closing':
    case 'own-claim':
    case 'own-friend':
    case 'till-guessed':
      return t(`desk.found.${found.rule}`);
    case 'same-member':
    case 'typed-in-a-row':
    case 'many-reversals':
    case 'many-claims':
    case 'many-friends':
    case 'many-look-ups':
    case 'locked-again':
      return t(`desk.found.${found.rule}`, { count: found.count });
    case 'typed-often':
      return t('desk.found.typed-often', { typed: found.typed, of: found.of });
    case 'reversed-late':
      return t('desk.found.reversed-late', { count: found.minutes });
    case 'points-undone':
      return t('desk.found.points-undone', { count: found.points });
    case 'large-purchase':
      return t('desk.found.large-purchase', { amount: money(found.minor) });
    case 'many-purchases':
    case 'member-by-hand':
      return t(`desk.found.${found.rule}`, { count: found.count, amount: money(found.minor) });
    case 'same-receipt':
      return t('desk.found.same-receipt', { till: found.tillId });
    case 'many-adjustments':
      return t('desk.found.many-adjustments', {
        count: found.count,
        points: format.number(found.points),
      });
    case 'unusual-day': {
      const isMoney = found.what === 'purchase' || found.what === 'return';
      const sum = (of: number) => (isMoney ? money(of) : t('desk.found.points', { count: of }));
      const { today, usual } = found;
      const had =
        usual.count === 0
          ? t('desk.found.usual-none')
          : t('desk.found.usual', { count: format.number(usual.count), sum: sum(usual.sum) });
      const now = t(`desk.found.today-${found.what}`, { count: today.count, sum: sum(today.sum) });
      return `${now} ${had}`;
    }
  }
}
