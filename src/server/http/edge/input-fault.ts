import type { FastifySchemaValidationError } from 'fastify';

/** What is wrong with a request, and where (RFC 6901); null: the whole request. */
export interface InputFault {
  readonly pointer: string | null;
  readonly detail: string;
}

/**
 * A schema's complaint, in terms of what was sent. If a value may be one of several things, the schema complains about
 * each. The complaint about something that was sent counts; otherwise the fault names the fields to choose from.
 * @param context the part of the request, such as `querystring`; a header's pointer begins with `/headers`
 */
export function inputFault(
  errors: readonly FastifySchemaValidationError[],
  context: string,
): InputFault {
  const choice = errors.find(({ keyword }) => keyword === 'anyOf');
  const inside = choice && errors.filter((one) => one !== choice && !isMissing(one, choice));
  const [first] = inside?.length ? inside : errors;
  if (!first) return { pointer: null, detail: '' };
  const names =
    choice && inside?.length === 0 ? errors.flatMap(({ params }) => missing(params)) : [];
  if (names.length > 0) {
    return { pointer: first.instancePath || null, detail: `must have one of ${names.join(', ')}` };
  }
  const property = first.params.additionalProperty ?? missing(first.params)[0];
  const within = typeof property === 'string' ? `/${pointerPart(property)}` : '';
  const part = context === 'headers' ? '/headers' : '';
  const pointer = `${part}${first.instancePath}${within}`;
  return {
    pointer: pointer || (context === 'body' ? null : `/${context}`),
    detail: detailOf(first),
  };
}

const isMissing = (one: FastifySchemaValidationError, choice: FastifySchemaValidationError) =>
  one.keyword === 'required' && one.instancePath === choice.instancePath;

const missing = ({ missingProperty }: FastifySchemaValidationError['params']): string[] =>
  typeof missingProperty === 'string' ? [missingProperty] : [];

const timeOfRfc3339 =
  'must be a time of RFC 3339 with its offset, such as 2026-01-15T10:00:00+01:00';

const kinds: Readonly<Record<string, string>> = {
  string: 'must be a text',
  integer: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  object: 'must be an object',
  array: 'must be a list',
  null: 'must be null',
};

const counted = (count: unknown, one: string, many: string): string =>
  count === 1 ? `one ${one}` : `${count} ${many}`;

/** What a programmer reads: the schema's checker speaks of itself ("must NOT have fewer than 1 characters"). */
function detailOf({ keyword, params, message = '' }: FastifySchemaValidationError): string {
  const { limit } = params;
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return kinds[String(params.type)] ?? message;
    case 'enum':
      return `must be one of ${(params.allowedValues as readonly unknown[]).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be above ${limit}`;
    case 'uniqueItems':
      return 'must have each entry once';
    case 'minLength':
      return limit === 1
        ? 'is empty'
        : `must have at least ${counted(limit, 'character', 'characters')}`;
    case 'maxLength':
      return `must have at most ${counted(limit, 'character', 'characters')}`;
    case 'minItems':
      return `must have at least ${counted(limit, 'entry', 'entries')}`;
    case 'maxItems':
      return `must have at most ${counted(limit, 'entry', 'entries')}`;
    case 'minProperties':
      return `must have at least ${counted(limit, 'field', 'fields')}`;
    case 'maxProperties':
      return `must have at most ${counted(limit, 'field', 'fields')}`;
    case 'pattern':
      return 'must have the form that the description gives';
    case 'format':
      return params.format === 'date-time' ? timeOfRfc3339 : message;
    case 'additionalProperties':
      return 'is no field of it';
    default:
      return message;
  }
}

/** RFC 6901 §3. */
const pointerPart = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');
