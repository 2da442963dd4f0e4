import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';
import { paths } from '#contract/paths.ts';
import { AdminFault, unknown } from '#server/admin/admin-command.ts';
import type { News } from '#server/usecases/members/send-news.ts';

const closed = { additionalProperties: false } as const;
const line = (atMost: number) =>
  Type.String({ minLength: 1, maxLength: atMost, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
const Text = Type.Object(
  { subject: line(100), text: Type.String({ minLength: 1, maxLength: 5_000 }), button: line(40) },
  closed,
);
const NewsFile = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    kind: Type.Optional(Type.Enum(['news', 'early-access'])),
    tiers: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 8 })),
    segments: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 20 })),
    until: Type.Optional(Type.String()),
    page: Type.Optional(Type.String({ pattern: '^/[\\x21-\\x7e]{0,200}$' })),
    en: Text,
    ar: Text,
  },
  closed,
);
const schema = Compile(NewsFile);

/**
 * Reads a file of news (docs/messages.md): all of it is right, or nothing is sent.
 * @throws AdminFault that names the first place that is wrong
 */
export function readNewsFile(
  text: string,
  known: {
    readonly tiers: readonly string[];
    readonly segments: readonly string[];
    readonly at: number;
  },
): News {
  const content = contentOf(text);
  if (!schema.Check(content)) {
    const [first] = schema.Errors(content);
    const where = first?.instancePath.replaceAll('/', '.').slice(1) || 'the file';
    throw new AdminFault(
      `${where} ${first?.message ?? 'is wrong'}. docs/messages.md has an example.`,
    );
  }
  const file: Static<typeof NewsFile> = content;
  demandKnown('tier', file.tiers, known.tiers);
  demandKnown('segment', file.segments, known.segments);
  return {
    id: file.id,
    kind: file.kind ?? 'news',
    tiers: file.tiers ?? null,
    segments: file.segments ?? null,
    until: file.until === undefined ? null : untilOf(file.until, known.at),
    page: file.page ?? paths.wallet,
    texts: { en: file.en, ar: file.ar },
  };
}

/** @throws AdminFault naming those that there are */
function demandKnown(
  what: string,
  named: readonly string[] | undefined,
  known: readonly string[],
): void {
  const strange = named?.find((one) => !known.includes(one));
  if (strange !== undefined) throw unknown(what, strange, known);
}

function contentOf(text: string): unknown {
  try {
    // The failsafe schema leaves every value the text that it is.
    return parse(text, { schema: 'failsafe' });
  } catch (error) {
    throw new AdminFault(
      `This is no YAML, so correct it where it says: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function untilOf(text: string, at: number): number {
  const until = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until))
    throw new AdminFault(`until "${text}" is no time such as 2026-08-01T18:00:00+02:00.`);
  if (until <= at) throw new AdminFault(`until ${text} is over.`);
  return until;
}
