/** `version-trace-parent-flags` (W3C Trace Context); a later version may have more behind it. */
const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/** Which trace a request belongs to, and which step of it has sent it. */
export interface Trace {
  readonly traceId: string;
  readonly parentId: string;
}

/** Reads the header `traceparent`. What is malformed is ignored, as the specification demands: null. */
export function traceOf(header: string | readonly string[] | undefined): Trace | null {
  const [, version, traceId, parentId, more] =
    (typeof header === 'string' ? form.exec(header) : null) ?? [];
  if (!version || !traceId || !parentId || version === 'ff') return null;
  if (version === '00' && more !== undefined) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return null;
  return { traceId, parentId };
}
