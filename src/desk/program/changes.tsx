import type { ChangeWords, Counted, Loss } from '#contract/desk/desk-program.ts';
import { pictureAt } from '#contract/paths.ts';
import type { ChangedValue } from '#domain/program/change/changed-value.ts';
import { textIn } from '#domain/program/text.ts';
import { sayField, sayPlace, sayValue } from '#i18n/program-change.ts';
import { useProgramWords } from './editing.ts';

/** What is added, removed and changed: from what to what. */
export function Changes({ changes }: { readonly changes: readonly ChangeWords[] }) {
  const { t } = useProgramWords();
  if (changes.length === 0) return <p className="soft">{t('desk.program.nothing')}</p>;
  return (
    <ul className="rows">
      {changes.map((change) => (
        <Change key={`${change.what} ${change.id}`} change={change} />
      ))}
    </ul>
  );
}

function Change({ change }: { readonly change: ChangeWords }) {
  const words = useProgramWords();
  const { t, language } = words;
  const { what, id, name, kind, fields } = change;
  return (
    <li className="line">
      <div>
        <b>
          {t(`desk.program.what.${what}`)}{' '}
          {what !== 'setting' && <bdi>{name ? textIn(name, language) : id}</bdi>}
          {kind !== 'changed' && <span className="chip">{t(`desk.program.kind.${kind}`)}</span>}
        </b>
        {fields.map((field) => (
          <span key={sayPlace(field)} className="difference">
            {sayField(words, field)}:{' '}
            <del>
              <Said field={field.key} value={field.before} />
            </del>{' '}
            <ins>
              <Said field={field.key} value={field.after} />
            </ins>
          </span>
        ))}
      </div>
    </li>
  );
}

/** A picture as it is, or what people say. */
function Said({ field, value }: { readonly field: string; readonly value: ChangedValue }) {
  const text = sayValue(useProgramWords(), field, value);
  const hash = isPicture(value) ? value.picture : null;
  if (hash === null) return <bdi>{text}</bdi>;
  return <img src={pictureAt(hash, 320, 'webp')} width={64} alt={text} />;
}

const isPicture = (
  value: ChangedValue,
): value is Extract<ChangedValue, { readonly picture: unknown }> =>
  typeof value === 'object' && value !== null && 'picture' in value;

/** What members lose, how many of them, and how they hear of it. */
export function Losses({ losses }: { readonly losses: readonly Loss[] }) {
  const words = useProgramWords();
  const { t, format, language } = words;
  const members = ({ count, more }: Counted) =>
    t(more ? 'desk.program.members-more' : 'desk.program.members', { count });
  const vouchers = ({ count, more }: Counted) =>
    t(more ? 'desk.program.vouchers-more' : 'desk.program.vouchers', { count });
  const say = (loss: Loss): string => {
    switch (loss.what) {
      case 'reward-gone':
        return t('desk.program.loss.reward-gone', {
          name: textIn(loss.name, language),
          members: members(loss.members),
        });
      case 'reward-dearer':
        return t('desk.program.loss.reward-dearer', {
          name: textIn(loss.name, language),
          from: `${loss.from}`,
          to: `${loss.to}`,
          members: members(loss.members),
        });
      case 'reward-less':
        return t('desk.program.loss.reward-less', {
          name: textIn(loss.name, language),
          keys: format.list(loss.keys.map((key) => sayField(words, { key }))),
          members: members(loss.members),
        });
      case 'tier-lower': {
        const said = {
          from: textIn(loss.from, language),
          to: textIn(loss.to, language),
          members: members(loss.members),
        };
        const told = loss.told ? 'desk.program.loss.tier-told' : 'desk.program.loss.tier-untold';
        return `${t('desk.program.loss.tier-lower', said)} ${t(told)}`;
      }
      case 'store-gone':
        return t('desk.program.loss.store-gone', {
          store: loss.store,
          vouchers: vouchers(loss.vouchers),
          held: vouchers(loss.held),
        });
      case 'tiers-uncounted':
        return t(`desk.program.loss.tiers-uncounted-${loss.why}`);
      case 'earns-less':
        return t('desk.program.loss.earns-less', { from: loss.from, to: loss.to });
      case 'expiry-sooner':
        return t('desk.program.loss.expiry-sooner');
      default:
        return t(`desk.program.loss.${loss.what}`, { name: textIn(loss.name, language) });
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
