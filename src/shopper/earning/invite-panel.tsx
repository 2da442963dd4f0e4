import { useState } from 'react';
import type { Invite } from '#contract/profile.ts';
import { useScripts } from '#shopper/ui/use-scripts.ts';

/** How the member invites: the link as text and as a code, a button that sends it, and how far friends are. */
export function InvitePanel({ invite }: { invite: Invite }) {
  const { name, gives, says, link, drawing, friends } = invite;
  return (
    <section className="panel stack">
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>{gives}</p>
      {says.map((said) => (
        <p key={said} className="hint">
          {said}
        </p>
      ))}
      <svg
        width="184"
        className="invite"
        viewBox={`0 0 ${drawing.across} ${drawing.across}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={invite.words.code}
      >
        <rect width="100%" height="100%" fill="#fff" />
        <path fill="#000" d={drawing.path} />
      </svg>
      <p>
        <bdi>{link}</bdi>
      </p>
      {useScripts() && <Send invite={invite} />}
      <p>{friends}</p>
    </section>
  );
}

/** Opens the phone's own list of ways to send; where there is none, copies the link. */
function Send({ invite: { link: url, text, words } }: { invite: Invite }) {
  const [copied, setCopied] = useState(false);
  const shares = 'share' in navigator;
  const act = () =>
    shares
      ? navigator.share({ text, url })
      : navigator.clipboard.writeText(url).then(() => setCopied(true));
  return (
    <div className="row">
      {/* Who closes the list has shared nothing, and the link stands above for whoever may not copy. */}
      <button type="button" className="button main" onClick={() => void act().catch(() => {})}>
        {shares ? words.share : words.copy}
      </button>
      <span role="status">{copied && words.copied}</span>
    </div>
  );
}
