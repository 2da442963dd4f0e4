import { useEffect, useRef, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillEnrolment } from '#contract/till-members.ts';
import { Fault } from '#till/kit/fault.tsx';
import { Field } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import { newId } from '#web/new-id.ts';
import { DeskForm, toFocus } from './desk-form.tsx';
import { useFieldFault, useSending } from './use-sending.ts';

interface JoinFormProps {
  readonly email: string;
  onJoined(enrolment: TillEnrolment): void;
  onLeave(): void;
  onShiftLost(): void;
}

/** The name of the sentence on the screen, which is stored with the consent. */
const consent = 'join-1';

/** Makes a shopper a member: an address, a sentence that is read out, and maybe a name. */
export function JoinForm({ email: first, onJoined, onLeave, onShiftLost }: JoinFormProps) {
  const { t } = useWords();
  // The same id however often it is sent, so that a lost answer makes no second member.
  const [id] = useState(newId);
  const [email, setEmail] = useState(first);
  const [firstName, setFirstName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const tick = useRef<HTMLInputElement>(null);
  const sending = useSending(onShiftLost);
  const emailFault = useFieldFault(sending.failure, ({ key }) => key === 'address-invalid');
  useEffect(() => {
    if (fault) tick.current?.focus();
  }, [fault]);

  const join = async () => {
    setFault(agreed ? null : t('till.join-tick'));
    if (!agreed) return;
    const wish = { id, email, firstName, consent } as const;
    const enrolment = await sending.post(tillLinks.enrolMember, wish);
    if (enrolment) onJoined(enrolment);
  };
  return (
    <DeskForm
      title={t('till.join')}
      busy={sending.busy}
      failure={emailFault ? null : sending.failure}
      submit={t(sending.busy ? 'common.loading' : 'till.join-yes')}
      onSubmit={join}
      onLeave={onLeave}
    >
      <Field
        label={t('till.join-email')}
        ref={toFocus}
        // Not type="email", in which a scan's first keys could not be taken back.
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        maxLength={254}
        value={email}
        fault={emailFault}
        onType={setEmail}
      />
      <Field label={t('till.join-name')} maxLength={60} value={firstName} onType={setFirstName} />
      <div className="desk-consent">
        <p>{t('till.join-read')}</p>
        <blockquote>{t(`consent.${consent}`)}</blockquote>
        <label className="reason">
          <input
            ref={tick}
            type="checkbox"
            aria-invalid={fault ? true : undefined}
            checked={agreed}
            onChange={(event) => {
              setAgreed(event.target.checked);
              setFault(null);
            }}
          />
          <span>{t('till.join-agreed')}</span>
        </label>
        {fault && <Fault text={fault} />}
      </div>
    </DeskForm>
  );
}
