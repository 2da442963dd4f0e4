import type { ChangeWords, Counted, Loss } from '#contract/desk/desk-program.ts';
import { pictureAt } from '#contract/paths.ts';
import { useProgramWords } from './editing.ts';

/** What is added, removed and changed: from what to what. */
export function Changes({ changes }: { readonly changes: readonly ChangeWords[] }) {
  const { t } = useProgramWords();
  if (changes.length === 0) return <p className="soft">{t('desk.program.nothing')}</p>;
  return (
    <ul className="rows">
      {changes.map((change) => (
        <li key={`${change.what} ${change.id}`} className="line">
          <div>
            <b>
              {t(`desk.program.what.${change.what}`)}{' '}
              {change.what !== 'setting' && <bdi>{change.name ?? change.id}</bdi>}
              {change.kind !== 'changed' && (
                <span className="chip">{t(`desk.program.kind.${change.kind}`)}</span>
              )}
            </b>
            {change.fields.map(({ key, before, after, pictures }) => (
              <span key={key} className="difference">
                <code dir="ltr">{key}</code>{' '}
                <del>
                  <Said hash={pictures?.before} text={before} />
                </del>{' '}
                <ins>
                  <Said hash={pictures?.after} text={after} />
                </ins>
              </span>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A picture as it is, or what people write. @param hash null or absent: it is no picture */
function Said({ hash, text }: { readonly hash: string | null | undefined; readonly text: string }) {
  if (!hash) return <bdi>{text}</bdi>;
  return <img src={pictureAt(hash, 320, 'webp')} width={64} alt={text} />;
}

/** What members lose, how many of them, and how they hear of it. */
export function Losses({ losses }: { readonly losses: readonly Loss[] }) {
  const { t } = useProgramWords();
  const members = ({ count, more }: Counted) =>
    t(more ? 'desk.program.members-more' : 'desk.program.members', { count });
  const say = (loss: Loss): string => {
    switch (loss.what) {
      case 'reward-gone':
        return t('desk.program.loss.reward-gone', {
          name: loss.name,
          members: members(loss.members),
        });
      case 'reward-dearer':
        return t('desk.program.loss.reward-dearer', {
          name: loss.name,
          from: `${loss.from}`,
          to: `${loss.to}`,
          members: members(loss.members),
        });
      case 'reward-less':
        return t('desk.program.loss.reward-less', {
          name: loss.name,
          keys: loss.keys.join(', '),
          members: members(loss.members),
        });
      case 'tier-lower': {
        const words = { from: loss.from, to: loss.to, members: members(loss.members) };
        const told = loss.told ? 'desk.program.loss.tier-told' : 'desk.program.loss.tier-untold';
        return `${t('desk.program.loss.tier-lower', words)} ${t(told)}`;
      }
      case 'tiers-uncounted':
        return t(`desk.program.loss.tiers-uncounted-${loss.why}`);
      case 'earns-less':
        return t('desk.program.loss.earns-less', { from: loss.from, to: loss.to });
      case 'expiry-sooner':
        return t('desk.program.loss.expiry-sooner');
      default:
        return t(`desk.program.loss.${loss.what}`, { name: loss.name });
    }
  };
  if (losses.length === 0) return <p className="soft">{t('desk.program.no-losses')}</p>;
  return (
    <>
      <ul className="list">
        {losses.map((loss) => (
          <li key={JSON.stringify(loss)} className="note">
            {say(loss)}
          </li>
        ))}
      </ul>
      <p className="soft">{t('desk.program.loss-told')}</p>
    </>
  );
}
