import { EraseMember } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { saveFile } from '#desk/api/save-file.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Field, Form } from '#desk/ui/form.tsx';

interface CloseProps {
  readonly member: DeskMember;
  onClose(): void;
  onDone(sentence: string): void;
}

/** Makes the member's own copy, a file for them alone. */
export function CopyMember({ member, onClose, onDone }: CloseProps) {
  const { t } = useWords();
  const copy = useAction(
    () => sendProved(deskLinks.copyMember(member.id), {}),
    (held) => {
      saveFile(`${member.number}.json`, JSON.stringify(held, null, 1), 'application/json');
      onDone(t('desk.member.copied'));
    },
  );
  return (
    <Dialog title={t('desk.member.copy-title')} onClose={onClose}>
      <p>{t('desk.member.copy-means')}</p>
      <Fault error={copy.error} />
      <button type="button" className="button" aria-disabled={copy.busy} onClick={() => copy.run()}>
        {copy.busy ? t('common.loading') : t('desk.member.copy-yes')}
      </button>
    </Dialog>
  );
}

/** Says what goes, asks for the number of whom it is about, and then for the passkey. */
export function Erase({ member, onClose, onDone }: CloseProps) {
  const { t, format } = useWords();
  const erase = useAction(
    (fields: EraseMember) => sendProved(deskLinks.eraseMember(member.id), fields),
    () => onDone(t('desk.member.erased')),
  );
  const coming = member.pending.reduce((sum, { points }) => sum + points, 0);
  return (
    <Dialog title={t('desk.member.erase-title')} onClose={onClose}>
      <ul className="goes">
        <li>{t('desk.member.erase-points', { count: member.spendable + coming })}</li>
        {member.open.length > 0 && (
          <li>{t('desk.member.erase-vouchers', { vouchers: format.list(member.open) })}</li>
        )}
        <li>{t('desk.member.erase-name')}</li>
        <li>{t('desk.member.erase-books')}</li>
      </ul>
      <Form
        schema={EraseMember}
        fields={(form) => ({ number: String(form.get('number')).trim() })}
        action={erase}
        submit={t('desk.member.erase-yes')}
        danger
      >
        <Field
          label={t('desk.member.erase-number')}
          name="number"
          hint={t('desk.member.erase-number-hint')}
        >
          {(ties) => (
            <input className="input" inputMode="numeric" autoComplete="off" dir="ltr" {...ties} />
          )}
        </Field>
      </Form>
    </Dialog>
  );
}
