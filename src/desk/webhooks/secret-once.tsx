import type { NewWebhookSecret } from '#contract/desk/desk-webhooks.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Secret } from '#desk/ui/one-time-link.tsx';

/** An endpoint's secret, which is shown this once. */
export function SecretOnce({
  made,
  onClose,
}: {
  readonly made: NewWebhookSecret;
  onClose(): void;
}) {
  const { t, format } = useOperationsWords();
  const { secret, oldUntil } = made;
  return (
    <Dialog title={t('desk.webhooks.secret')} onClose={onClose}>
      <p>
        {oldUntil === null
          ? t('desk.webhooks.secret-hint')
          : t('desk.webhooks.secret-beside', { time: format.dateTime(oldUntil) })}
      </p>
      <Secret text={secret} />
    </Dialog>
  );
}
