/**
 * Our page as somebody would write it by hand: the same text, form, pictures and bars, with a small style and nothing
 * else. It is made out of our page, so it stays the same when that changes.
 */
export function bareOf(html: string): string {
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
  const [, content] =
    /<div id="root">(.*)<\/div>\s*<script type="application\/json"/s.exec(html) ?? [];
  if (!content) throw new Error('the page has no content');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style>${content.replace(ours, '')}`;
}

// Names that only our style sheet and our scripts know; roles and labels belong to the content.
const ours = / (?:class|style|id|data-[\w-]+|aria-describedby)="[^"]*"/g;

const style = [
  'body{font:16px/1.5 system-ui;max-width:30rem;margin:0 auto;padding:1rem;color:#222;background:#fff}',
  'svg[aria-hidden]{width:1.5rem;height:1.5rem;fill:none;stroke:currentcolor}',
  'input,button{font:inherit;padding:.75rem;width:100%;box-sizing:border-box;border:1px solid;border-radius:.5rem}',
  'button{background:#155e75;color:#fff}[hidden]{display:none}ul{list-style:none;padding:0}',
].join('');
