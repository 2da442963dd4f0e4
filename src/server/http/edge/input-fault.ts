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

/** The schema's own words, with "field" instead of "property". */
function detailOf({ keyword, params, message = '' }: FastifySchemaValidationError): string {
  const fields = (limit: unknown) => (limit === 1 ? 'one field' : `${limit} fields`);
  switch (keyword) {
    case 'minProperties':
      return `must have at least ${fields(params.limit)}`;
    case 'maxProperties':
      return `must have at most ${fields(params.limit)}`;
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
