import { useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillConfirmation, TillMember, TillReward } from '#contract/till-members.ts';
import { digitGroups } from '#i18n/format.ts';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { WayOut } from '#till/kit/way-out.tsx';
import { useWords } from '#till/kit/words.tsx';
import { newId } from '#web/new-id.ts';
import type { DeskNote } from './desk.ts';
import { toFocus } from './desk-form.tsx';
import { MemberName } from './member-name.tsx';
import { PrintCard } from './print-card.tsx';
import { type Sending, useSending } from './use-sending.ts';

interface MemberFaceProps {
  readonly member: TillMember;
  readonly note: DeskNote | null;
  onAsked(asked: TillConfirmation): void;
  onPurchase(): void;
  onPin(): void;
  onLeave(): void;
  onShiftLost(): void;
}

const noteWords = {
  joined: 'till.joined',
  found: 'till.found',
  'purchase-added': 'till.purchase-added',
  'pin-saved': 'till.pin-saved',
  'pin-kept': 'till.refusal.member-pin-kept',
} as const;

/** Who the member is, what they have, and what an associate can suggest. */
export function MemberFace(props: MemberFaceProps) {
  const { member, note, onAsked, onPurchase, onPin, onLeave, onShiftLost } = props;
  const { t } = useWords();
  const sending = useSending(onShiftLost);
  return (
    <section className="desk">
      <div className="desk-body">
        {note && (
          <p className="note" role="status">
            {t(noteWords[note])}
          </p>
        )}
        <Who member={member} />
        <FailureNote failure={sending.failure} />
        <Offers member={member} sending={sending} onAsked={onAsked} />
        <Nearly member={member} />
        <PrintCard member={member} sending={sending} />
        {member.pinFrom === null && (
          <WayOut busy={sending.busy} onPress={onPin}>
            {t('till.pin-choose')}
          </WayOut>
        )}
      </div>
      <div className="actions desk-actions">
        <WayOut
          busy={sending.busy}
          className={member.rewards.length > 0 ? '' : 'button-main'}
          onPress={onPurchase}
        >
          {t('till.purchase')}
        </WayOut>
        <WayOut busy={sending.busy} onPress={onLeave}>
          {t('till.next')}
        </WayOut>
      </div>
    </section>
  );
}

function Who({ member }: { member: TillMember }) {
  const { t, format } = useWords();
  return (
    <header className="desk-who">
      <h1 ref={toFocus} tabIndex={-1} className="sign-in-title">
        <MemberName member={member} />
      </h1>
      <p className="give-who">
        <bdi className="give-tier">{member.tier.name}</bdi>
        {member.firstName && (
          <bdi dir="ltr" className="desk-number">
            {digitGroups(member.number)}
          </bdi>
        )}
      </p>
      <p className="desk-balance">{t('till.points', { points: member.balance })}</p>
      {member.pending?.map(({ points, availableAt }) => (
        <p key={availableAt} className="give-who">
          {t('till.pending', { points, date: format.date(availableAt) })}
        </p>
      ))}
      {member.tier.keep && <p className="give-who">{member.tier.keep.text}</p>}
      {member.memberships?.map(({ membershipId, text }) => (
        <p key={membershipId} className="give-who">
          {text}
        </p>
      ))}
      {member.tier.perks.length > 0 && (
        <ul className="desk-perks">
          {member.tier.perks.map((perk) => (
            <li key={perk}>{perk}</li>
          ))}
        </ul>
      )}
      {!member.proved && <p className="note">{t('till.unproved')}</p>}
      {member.liveVouchers > 0 && (
        <p className="note">{t('till.live', { count: member.liveVouchers })}</p>
      )}
    </header>
  );
}

interface OffersProps {
  readonly member: TillMember;
  readonly sending: Sending;
  onAsked(asked: TillConfirmation): void;
}

/** Pressing a reward asks the member; nothing is taken before their own yes. */
function Offers({ member, sending, onAsked }: OffersProps) {
  const { t } = useWords();
  // One id for each reward, so that pressing again after a lost answer is the same question.
  const [ids] = useState(() => new Map(member.rewards.map(({ id }) => [id, newId()])));
  const [pressed, setPressed] = useState<string | null>(null);
  const leads = member.liveVouchers === 0;
  const ask = async ({ id: rewardId }: TillReward) => {
    const id = ids.get(rewardId);
    if (sending.busy || !id) return;
    setPressed(rewardId);
    const wish = { id, memberNumber: member.number, rewardId };
    const asked = await sending.post(tillLinks.askMember, wish);
    if (asked) onAsked(asked);
  };
  return (
    <section className="desk-offers">
      <h2>{t('till.can-have')}</h2>
      <p className="ready-hint">
        {t(member.rewards.length > 0 ? 'till.can-have-hint' : noneBecause(member))}
      </p>
      <ul>
        {member.rewards.map((reward, place) => (
          <li key={reward.id}>
            <button
              type="button"
              // The first reward of the program stands out. A voucher that is open on the phone comes before it.
              className={`button desk-offer ${leads && place === 0 ? 'button-main' : ''}`}
              aria-disabled={sending.busy}
              onClick={() => ask(reward)}
            >
              <bdi>{reward.name}</bdi>
              <span>
                {sending.busy && pressed === reward.id
                  ? t('till.asking')
                  : t('till.points', { points: reward.points })}
              </span>
            </button>
            {reward.terms && <p className="ready-hint">{reward.terms}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why nothing can be had now: buying more helps against only one of the reasons. */
function noneBecause({ nearly, liveVouchers }: TillMember) {
  if (nearly.length > 0) return 'till.can-have-none';
  return liveVouchers > 0 ? 'till.can-have-open' : 'till.can-have-not-here';
}

function Nearly({ member }: { member: TillMember }) {
  const { t } = useWords();
  if (member.nearly.length === 0) return null;
  return (
    <section className="desk-offers">
      <h2>{t('till.nearly')}</h2>
      <ul>
        {member.nearly.map(({ id, name, missing }) => (
          <li key={id} className="desk-nearly">
            <bdi>{name}</bdi>
            <span>{t('till.missing', { missing })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
