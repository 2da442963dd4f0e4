import { useQuery } from '@tanstack/react-query';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';
import { read } from '#web/client.ts';
import { listAt } from './file-content.ts';
import { useMay } from './me.ts';
import { usePageWords } from './page-words.ts';
import { reachOf } from './reach.ts';
import { useInForce } from './use-in-force.ts';

/** How many members each segment of the program in force has. @param wanted false: nothing is asked for */
export const useSegmentCounts = (wanted = true) =>
  useQuery({
    queryKey: ['segment-counts'],
    queryFn: () => read(deskLinks.segmentCounts),
    enabled: wanted,
  });

/**
 * Says of the segments that a reward or a rule names how many members are in them now; empty: nothing is known of them, or
 * whoever looks may see no figures.
 * @param content the program in force, or a draft
 */
export function useReach(content: FileContents): (named: readonly FileValue[]) => string {
  const { t } = usePageWords<'program'>();
  const may = useMay();
  const wanted = may('see-figures') && listAt(content, ['segments']).length > 0;
  const counts = useSegmentCounts(wanted).data?.segments;
  const inForce = useInForce(wanted).file.data?.content;
  return (named) => {
    if (!counts || !inForce) return '';
    const reach = reachOf(named, { counts, content, inForce });
    if (reach === null) return '';
    if (reach === 'uncounted') return t('desk.program.reach-uncounted');
    const { least, most, isAbout } = reach;
    const said =
      least === most
        ? t('desk.program.reach', { count: least })
        : t('desk.program.reach-several', { least, most });
    return isAbout ? t('desk.program.reach-about', { said }) : said;
  };
}
