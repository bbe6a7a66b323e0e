/**
 * How a page stays fresh where no script runs. Loading it anew takes away what its reader was filling in, and his
 * place (WCAG 2.2.1, failure F41), so it is done only when he asks: once, or by itself until he stops it. A page that
 * loads itself has nothing to fill in.
 */
import type { Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';

const FOLLOW = 'follow';

/** Whether the page is looked at in the way that loads itself. What answers a form never is. */
export function isFollowed({ method, query }: Visit): boolean {
  return method === 'GET' && query.has(FOLLOW);
}

/** An address of a page on which somebody waits for something. */
export function followedAddress(address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${FOLLOW}=1`;
}

export function FollowLine({ visit, everyS }: { readonly visit: Visit; readonly everyS: number }) {
  const words = layoutWords[visit.language];
  const here = addressOf(visit);
  if (isFollowed(visit)) {
    return (
      <p class="follow-line">
        <span class="muted">{words.followed(everyS)}</span>
        <a class="button small" href={here}>
          {words.stop}
        </a>
      </p>
    );
  }
  return (
    <noscript>
      <p class="follow-line">
        <span class="muted">{words.asOf(visit.nowMs)}</span>
        <a class="button small" href={here}>
          {words.lookAgain}
        </a>
        <a class="button small" href={followedAddress(here)}>
          {words.follow}
        </a>
      </p>
    </noscript>
  );
}

/** Of the page as it stands still, and without what was said once. */
function addressOf(visit: Visit): string {
  const query = new URLSearchParams(visit.query);
  query.delete(FOLLOW);
  query.delete('done');
  const text = query.toString();
  return visit.href(visit.path) + (text === '' ? '' : `?${text}`);
}
