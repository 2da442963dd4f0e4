import { UndoVoucher as Undoing } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskVoucher } from '#contract/desk/desk-members.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';

/** Asks before the use of a voucher is undone, and why. */
export function UndoVoucher({
  memberId,
  voucher: { id, reward, points },
  onClose,
  onDone,
}: {
  readonly memberId: string;
  readonly voucher: DeskVoucher;
  onClose(): void;
  onDone(sentence: string): void;
}) {
  const { t } = useWords();
  const undo = useAction(
    (fields: Undoing) => sendProved(deskLinks.undoVoucher(memberId), fields),
    () => {
      onDone(t('desk.voucher.undid', { reward }));
      onClose();
    },
  );
  return (
    <Dialog title={t('desk.voucher.undo-title', { reward })} onClose={onClose}>
      <p>{t('desk.voucher.undo-means', { count: points })}</p>
      <Form
        schema={Undoing}
        fields={(form) => ({ redemptionId: id, why: String(form.get('why')).trim() })}
        action={undo}
        submit={t('desk.voucher.undo-yes')}
        danger
      >
        <Field label={t('desk.voucher.why')} name="why" hint={t('desk.voucher.why-hint')}>
          {(ties) => <input className="input" autoComplete="off" dir="auto" {...ties} />}
        </Field>
      </Form>
    </Dialog>
  );
}
