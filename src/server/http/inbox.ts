import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { hostNameOf } from './edge/request-headers.ts';
import { pagePolicy } from './edge/security-headers.ts';

const shownAtMost = 50;

/**
 * Lets only this machine in, because the inbox holds everybody's codes, and only under one of our own names: with
 * another name, a foreign page could have made the browser call us.
 * @throws Refused `not-found`
 */
function refuseOutsiders({ publicUrl }: Context, { raw, headers }: FastifyRequest): void {
  const { remoteAddress = '', localAddress } = raw.socket;
  const address = remoteAddress.replace(/^::ffff:/, '');
  const isHere = /^127\./.test(address) || address === '::1' || remoteAddress === localAddress;
  // Of the header itself: Fastify's `hostname` is what `X-Forwarded-Host` says where a proxy is expected.
  const name = hostNameOf(headers.host ?? '');
  const ours: readonly (string | null)[] = ['localhost', '127.0.0.1', '[::1]'];
  const isOurName = ours.includes(name) || name === new URL(publicUrl).hostname;
  // A proxy on this machine asks for somebody else.
  const isPassedOn = Object.keys(headers).some((name) =>
    /^(forwarded|via|x-(forwarded|real)-.*)$/.test(name),
  );
  if (!isHere || !isOurName || isPassedOn) throw new Refused({ key: 'not-found' });
}

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:44rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.4rem}
article{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:12px;margin-block:1rem;padding:1rem}
h2{font-size:1rem;margin:0}
p{margin:.25rem 0}
iframe{inline-size:100%;block-size:38rem;margin-block:.5rem;border:0;border-radius:12px}
pre{font:inherit;overflow-wrap:anywhere;white-space:pre-wrap}
summary{cursor:pointer}
small{opacity:.75}`;
/** A mail brings its own style, and may do no more than in a mail program. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation";

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * The inbox of development, for people and for programs. It exists only when no mail server is set; production refuses
 * to start without one.
 */
export function inboxRoutes(app: FastifyInstance, context: Context): void {
  app.get(systemApi.inboxJson, async (request) => {
    refuseOutsiders(context, request);
    return readMails(context);
  });

  app.get<{ Querystring: { mail?: string } }>(systemApi.inbox, async (request, reply) => {
    refuseOutsiders(context, request);
    const mails = await readMails(context);
    const wanted = mails.find(({ id }) => id === request.query.mail);
    if (wanted) {
      return (
        reply
          .headers({
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': mailPolicy,
            // In the inbox's own frame.
            'x-frame-options': 'SAMEORIGIN',
          })
          // A link leaves the frame: no page of ours opens inside another one.
          .send(wanted.html.replace('<head>', '<head><base target="_top">'))
      );
    }
    const articles = mails.map(
      ({ id, to, subject, text, at, language }, place) => `<article lang="${language}" dir="auto">
<h2><a href="?mail=${id}">${escapeHtml(subject)}</a></h2>
<p><small>${escapeHtml(to)} · <time datetime="${rfc(at)}">${when(at)}</time></small></p>
${place === 0 ? `<iframe src="?mail=${id}" title="${escapeHtml(subject)}"></iframe>` : ''}
<details><summary>As text</summary><pre>${linked(escapeHtml(text))}</pre></details></article>`,
    );
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        // The newest mail shows in a frame, which may do what the mail may.
        'content-security-policy': `${pagePolicy({ styleHash, runs: 'nothing' })}; frame-src 'self'`,
        'cache-control': 'no-store',
      })
      .send(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Development inbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><main><h1>Development inbox</h1>
<p>Mail that would have been sent. It is kept here because SMTP_URL is not set. The newest shows as in a mail program; a subject opens any other.
<a href="${systemApi.inbox}">Look again</a></p>
${articles.join('') || '<p>No mail yet.</p>'}</main></body></html>`);
  });
}

async function readMails(context: Context) {
  const rows = await latestMails(context.store.read, shownAtMost);
  return rows.flatMap((row) => {
    try {
      return [{ ...openMail(context, row), id: row.id, at: row.created_at }];
    } catch {
      return []; // Encrypted before SECRET_KEY was changed: nobody can read it.
    }
  });
}

/** In this machine's time zone, because only this machine opens the inbox. */
const when = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium' });

const rfc = (at: number): string => new Date(at).toISOString();

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const linked = (text: string): string =>
  text.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
