/** A request in a document, with the answer that the document shows. */
export interface Example {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
  readonly status: number;
  readonly answer: unknown;
}

/** Each `http` block of a text, with the `json` block that is its answer. */
export const examplesIn = (text: string): Example[] =>
  [...text.matchAll(/```http\n(.*?)```\n+```json\n(\d{3})\n(.*?)```/gs)].map(
    ([, request = '', status, answer = '']) => {
      const [head = '', ...body] = request.split('\n\n');
      const [first = '', ...lines] = head.trimEnd().split('\n');
      const [method = '', url = ''] = first.split(' ');
      const headers = Object.fromEntries(lines.map((line) => line.split(': ')));
      const payload = body.join('\n\n');
      return { method, url, headers, payload, status: Number(status), answer: JSON.parse(answer) };
    },
  );

/** A part of a document, from its heading to the next one of its level. */
export function sectionOf(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  return after.split('\n## ')[0] ?? '';
}
