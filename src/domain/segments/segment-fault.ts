import type { Program } from '#domain/program/program.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import { gtinFault } from '#domain/values/gs1.ts';
import type { Segment, SegmentCondition } from './segment.ts';

type Path = ProgramFault['path'];

/** Segments that contradict themselves, that name nothing, and names of segments that are not there. */
export function segmentFaults(program: Program): ProgramFault[] {
  const segments = program.segments ?? [];
  const ids = segments.map(({ id }) => id);
  const own = segments.flatMap((segment, index): ProgramFault[] => [
    ...(ids.indexOf(segment.id) < index
      ? [{ path: ['segments', index, 'id'], reason: `"${segment.id}" is used twice` }]
      : []),
    ...segment.all.flatMap((condition, place) =>
      conditionFaults(program, condition, ['segments', index, 'all', place]),
    ),
    ...togetherFaults(segment, ['segments', index, 'all']),
  ]);
  const unknown = (id: string, path: Path): ProgramFault[] => {
    const reason = `there is no segment "${id}"; there are ${ids.join(', ') || 'none'}`;
    return ids.includes(id) ? [] : [{ path, reason }];
  };
  const named = program.rewards.flatMap(({ segments: only = [] }, index) =>
    only.flatMap((id, place) => unknown(id, ['rewards', index, 'segments', place])),
  );
  const asked = (program.earning ?? []).flatMap(({ when }, index) =>
    (when.segments ?? []).flatMap((id, place) =>
      unknown(id, ['earning', index, 'when', 'segments', place]),
    ),
  );
  return [...own, ...named, ...asked];
}

function conditionFaults(
  { tiers, stores }: Program,
  condition: SegmentCondition,
  path: Path,
): ProgramFault[] {
  switch (condition.kind) {
    case 'tier':
      return condition.tiers.flatMap((id, place) =>
        tiers.some((tier) => tier.id === id)
          ? []
          : [{ path: [...path, 'tiers', place], reason: `there is no tier "${id}"` }],
      );
    case 'points':
      return boundFaults(condition.atLeast, condition.atMost, [...path, 'at-most']);
    case 'joined':
      return boundFaults(condition.atLeastDays, condition.atMostDays, [...path, 'at-most-days']);
    case 'bought':
    case 'not-bought':
    case 'spent': {
      const products = condition.kind === 'spent' ? [] : (condition.goods?.products ?? []);
      return [
        ...products.flatMap((product, place) =>
          gtinFault(product) === 'check-digit'
            ? [{ path: [...path, 'products', place], reason: 'has a wrong check digit' }]
            : [],
        ),
        ...(condition.stores ?? []).flatMap((id, place) =>
          stores.some((store) => store.id === id)
            ? []
            : [{ path: [...path, 'stores', place], reason: `there is no store "${id}"` }],
        ),
      ];
    }
    default:
      return [];
  }
}

function boundFaults(
  atLeast: number | undefined,
  atMost: number | undefined,
  path: Path,
): ProgramFault[] {
  if (atLeast === undefined && atMost === undefined) {
    return [{ path: path.slice(0, -1), reason: 'asks nothing: it needs a least, a most, or both' }];
  }
  return atLeast !== undefined && atMost !== undefined && atMost < atLeast
    ? [{ path, reason: `is below the least, ${atLeast}: nobody can be in it` }]
    : [];
}

/** What is bought and never bought at once, or two lists of which nobody is in both: nobody can be in it. */
function togetherFaults({ all }: Segment, path: Path): ProgramFault[] {
  const shared = (one: readonly unknown[], other: readonly unknown[]) =>
    one.some((each) => other.includes(each));
  return all.flatMap((condition, index): ProgramFault[] => {
    const before = all.slice(0, index);
    const nobody = (reason: string) => [{ path: [...path, index], reason }];
    if (condition.kind === 'bought' || condition.kind === 'not-bought') {
      const other = condition.kind === 'bought' ? 'not-bought' : 'bought';
      const against = before.some((one) => one.kind === other && isSameBuying(one, condition));
      return against ? nobody('is the opposite of one before: nobody can be in it') : [];
    }
    if (condition.kind === 'tier') {
      const apart = before.some(
        (one) => one.kind === 'tier' && !shared(one.tiers, condition.tiers),
      );
      return apart ? nobody('nobody is in two tiers at once') : [];
    }
    if (condition.kind === 'language') {
      const apart = before.some(
        (one) => one.kind === 'language' && !shared(one.languages, condition.languages),
      );
      return apart ? nobody('nobody has two languages at once') : [];
    }
    return [];
  });
}

const isSameBuying = (one: SegmentCondition, other: SegmentCondition): boolean => {
  const asked = ({ ...fields }: object) =>
    JSON.stringify(['goods', 'stores', 'within'].map((key) => Reflect.get(fields, key) ?? null));
  return asked(one) === asked(other);
};
