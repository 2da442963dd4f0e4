import type { WebhookLine } from '#contract/desk/desk-webhooks.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';

/** What an endpoint wants and how it does, each in a line. */
export function useTold() {
  const { t, format } = useOperationsWords();
  return {
    wants({ kinds, store }: WebhookLine): string {
      const what =
        kinds === null
          ? t('desk.webhooks.every-kind')
          : t('desk.webhooks.kinds', { count: kinds.length });
      const where = store === null ? t('desk.webhooks.every-store') : store.name;
      return `${what} · ${where}`;
    },
    state({ takenAt, waiting, givenUp }: WebhookLine): string {
      const last =
        takenAt === null
          ? t('desk.webhooks.never-taken')
          : t('desk.webhooks.taken', { time: format.dateTime(takenAt) });
      const some = [waiting, givenUp].map(
        ({ count, more }) => `${format.number(count)}${more ? '+' : ''}`,
      );
      return [
        last,
        t('desk.webhooks.waiting', { count: some[0] ?? '' }),
        t('desk.webhooks.given-up', { count: some[1] ?? '' }),
      ].join(' · ');
    },
  };
}
