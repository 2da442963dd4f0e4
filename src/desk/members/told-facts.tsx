import type { DeskFact } from '#contract/desk/desk-facts.ts';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useWords, type Words } from '#desk/api/words.tsx';
import { isKnownFact } from '#domain/program/named-fact.ts';
import { Fold } from './fold.tsx';

/** What other systems of the shop told of them; nothing where none did. */
export function ToldFacts({ member: { facts } }: { readonly member: DeskMember }) {
  const words = useWords();
  const { t, format } = words;
  if (facts.length === 0) return null;
  return (
    <Fold title={t('desk.member.facts')}>
      <ul className="rows">
        {facts.map((fact) => (
          <li key={`${fact.source} ${fact.id}`} className="line">
            <div>
              <b>
                <bdi>{nameOf(words, fact)}</bdi>
                {fact.withdrawn && <span className="chip">{t('desk.fact.withdrawn')}</span>}
              </b>
              {fact.about !== '' && <bdi>{fact.about}</bdi>}
              <span className="soft">
                <bdi dir="ltr">{fact.source}</bdi> · {format.fullDateTime(fact.at)}
              </span>
            </div>
            {fact.points > 0 && <span className="amount">{format.number(fact.points)}</span>}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

const nameOf = ({ t }: Words, { fact, name }: DeskFact): string =>
  isKnownFact(fact) ? t(`desk.fact.${fact}`) : (name ?? fact);
