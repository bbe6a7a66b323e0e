import { useEffect } from 'preact/hooks';
import type { MemberLive, OwnLive } from '../../src/web/contract/live.ts';
import { follow } from './follow.ts';
import { reloadWhenFree } from './page-refresh.tsx';

export interface OwnRefreshProps {
  /** What the page was made from. */
  readonly known: OwnLive;
  /** The last event it knows of. */
  readonly after: number;
}

const TRY_EVERY_MS = 1_000;

/** Loads the page anew when something of the member's own changed, as soon as that disturbs nobody. */
export function OwnRefresh({ known, after }: OwnRefreshProps) {
  useEffect(() => {
    const before = JSON.stringify(known);
    let isOld = false;
    const source = {
      stream: `/api/v1/me/live/stream?after=${after}`,
      once: `/api/v1/me/live?after=${after}`,
      parts: ['own'],
    };
    const leave = follow(source, {
      hear({ own }: Partial<MemberLive>) {
        if (own !== undefined) isOld = JSON.stringify(own) !== before;
      },
      refuse() {
        isOld = true;
      },
    });
    const timer = setInterval(() => isOld && reloadWhenFree(), TRY_EVERY_MS);
    return () => {
      leave();
      clearInterval(timer);
    };
  }, []);
  return null;
}
