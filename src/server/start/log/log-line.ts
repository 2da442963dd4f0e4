/** Fields with a place of their own in the line. */
const placed = ['level', 'time', 'msg', 'reqId', 'err'];

/**
 * A log line for people: `14:02:31 warn a mail was not taken mail=3f… attempt=1`, with an error's stack below.
 * @param json one line of pino
 */
export function lineOf(json: string): string {
  const fields = parse(json);
  if (!fields) return json;
  const { level, time, msg, reqId, err } = fields;
  const rest = Object.entries(fields)
    .filter(([name]) => !placed.includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const clock = String(time).slice(11, 19);
  const request = reqId === undefined ? [] : [`(${String(reqId)})`];
  const line = [clock, level, msg, ...rest, ...request].filter(Boolean).join(' ');
  return `${line}\n${stackOf(err)}`;
}

function parse(json: string): Record<string, unknown> | null {
  try {
    return JSON.parse(json) as Record<string, unknown>; // Pino writes objects.
  } catch {
    return null;
  }
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  const { stack, message } = err as { stack?: string; message?: string }; // log.ts made it.
  return `${(stack ?? message ?? '').replace(/^/gm, '  ')}\n`;
}
