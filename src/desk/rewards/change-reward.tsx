import { deskLinks } from '#contract/desk/desk-links.ts';
import type { RewardOpen } from '#contract/desk/desk-open.ts';
import { RestockReward } from '#contract/desk/operations-input.ts';
import { type OperationsWords, useOperationsWords } from '#desk/api/operations-words.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { plainNumber } from '#domain/values/latin-digits.ts';

interface ChangeProps {
  readonly reward: RewardOpen;
  onClose(): void;
}

/** How many there are in all, beside what is out and what later programs say. */
export function Restock({ reward, onClose }: ChangeProps) {
  const words = useOperationsWords();
  const { t, format } = words;
  const { id, name, stock, onto } = reward;
  const restock = useAction(
    (fields: { readonly onto: string; readonly total: number }) =>
      sendProved(deskLinks.restock(id), fields),
    onClose,
  );
  const later = reward.later.filter((one) => one.reward !== null);
  return (
    <Dialog title={t('desk.rewards.restock-of', { name })} onClose={onClose}>
      <p>
        {stock === null
          ? t('desk.rewards.no-stock')
          : t('desk.rewards.out', {
              left: format.number(stock.left),
              out: format.number(Math.max(0, stock.total - stock.left)),
            })}
      </p>
      {later.map(({ version, beginsAt, reward: then }) => (
        <p key={version} className="soft">
          {then?.stock === null || then === null
            ? t('desk.rewards.later-no-stock', laterOf(words, { version, beginsAt }))
            : t('desk.rewards.later-stock', {
                ...laterOf(words, { version, beginsAt }),
                total: format.number(then.stock),
              })}
        </p>
      ))}
      <Form
        schema={RestockReward}
        fields={(form) => ({
          onto,
          total:
            form.get('total') === '' ? undefined : Number(plainNumber(String(form.get('total')))),
        })}
        action={restock}
        submit={t('desk.rewards.restock')}
      >
        <Field label={t('desk.rewards.total')} name="total" hint={t('desk.rewards.total-hint')}>
          {(ties) => (
            <input
              className="input"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={stock?.total ?? ''}
              {...ties}
            />
          )}
        </Field>
      </Form>
    </Dialog>
  );
}

/** Nobody gets it any more; what that means for the vouchers that are out. */
export function Retire({ reward, onClose }: ChangeProps) {
  const words = useOperationsWords();
  const { t } = words;
  const { id, name, live, later, onto } = reward;
  const back = later
    .filter((one) => one.reward !== null && one.reward.until === null)
    .map((one) => t('desk.rewards.later-back', laterOf(words, one)));
  return (
    <AskTwice
      ending={{
        title: t('desk.rewards.retire-of', { name }),
        means: [
          t('desk.rewards.retire-means'),
          t(live.more ? 'desk.rewards.live-more' : 'desk.rewards.live', { count: live.count }),
          ...back,
        ].join(' '),
        yes: t('desk.rewards.retire'),
        end: () => sendProved(deskLinks.retire(id), { onto }),
      }}
      onClose={onClose}
    />
  );
}

const laterOf = (
  { format }: OperationsWords,
  { version, beginsAt }: { readonly version: number; readonly beginsAt: number },
) => ({ version: String(version), date: format.date(beginsAt) });
