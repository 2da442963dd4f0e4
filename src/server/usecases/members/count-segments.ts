import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { conditionWords } from '#i18n/segment-words.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inGroups } from '#server/usecases/ground/in-groups.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

/** A segment in words, and how many are in it now. */
export interface CountedSegment {
  readonly id: string;
  readonly name: string;
  /** Each condition, in words that follow "a member who". */
  readonly all: readonly string[];
  readonly members: number;
}

const membersAtOnce = 1_000;

/**
 * How many members each segment has, by the predicate that rewards and news ask, of one member after the other: it takes
 * as long as there are members, and holds up nobody.
 */
export async function countSegments(
  context: Context,
  language: Language,
): Promise<readonly CountedSegment[]> {
  const { program } = await readWork(context);
  const segments = program.segments ?? [];
  const ids = segments.map(({ id }) => id);
  const counts = new Map(ids.map((id) => [id, 0]));
  for (let after = ''; segments.length > 0; ) {
    const found = await membersInOrder(context.store.read, after, membersAtOnce);
    await inGroups(context, found, async ({ id: memberId }) => {
      const work = await readWork(context);
      const { tier, spendable } = await weighMember(work, memberId);
      const own = await segmentsOf(work, memberId, {
        ids,
        at: work.at,
        tier: tier.tier,
        spendable,
      });
      for (const id of own) counts.set(id, (counts.get(id) ?? 0) + 1);
      return true;
    });
    after = found.at(-1)?.id ?? '';
    if (found.length < membersAtOnce) break;
  }
  const saying = {
    t: everything(language),
    format: formatOf(language, program.timeZone),
    language,
    program,
  };
  return segments.map(({ id, name, all }) => ({
    id,
    name: textIn(name, language),
    all: all.map((condition) => conditionWords(condition, saying)),
    members: counts.get(id) ?? 0,
  }));
}
