import type { MemberBridge } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { BridgeCards } from '../components/bridge-cards.tsx';
import { LiveStatus } from '../live/live-status.tsx';
import { mineWords } from '../words/mine.ts';
import { useCalm, useLive } from './use-live.ts';

export interface WhoIsThereProps {
  readonly language: PageLanguage;
  readonly initial: { readonly at: string; readonly bridges: readonly MemberBridge[] };
  readonly login: string;
}

const SOURCE = { stream: '/api/v1/me/live/stream', once: '/api/v1/me/live', parts: ['bridges'] };

/** Where there is company. */
export function WhoIsThere({ language, initial, login }: WhoIsThereProps) {
  const live = useLive(initial, SOURCE);
  const words = mineWords[language].live;
  const { bridges } = live.state;
  const people = bridges.reduce((sum, { participants }) => sum + participants, 0);
  return (
    <div class={live.isStale ? 'is-stale' : ''}>
      <LiveStatus live={live} language={language} login={login} />
      <p class={people === 0 ? 'empty' : ''} aria-live="polite">
        {useCalm(people === 0 ? words.quiet : words.people(people))}
      </p>
      <BridgeCards language={language} bridges={bridges} />
    </div>
  );
}
