/** An instant as RFC 3339 writes it, in UTC with milliseconds. */
export const rfc3339 = (at: number): string => new Date(at).toISOString();
