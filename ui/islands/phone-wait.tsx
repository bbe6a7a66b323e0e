import { useEffect, useRef, useState } from 'preact/hooks';
import type { MemberLive } from '../../src/web/contract/live.ts';
import type { OwnEvent } from '../../src/web/contract/own.ts';
import { StateChip, StateIcon } from '../components/state.tsx';
import { follow } from './follow.ts';

export interface PhoneWaitProps {
  readonly language: 'nl' | 'en';
  /** What came before this event is old. */
  readonly after: number;
  readonly words: {
    readonly wait: string;
    readonly waitText: string;
    readonly nothing: string;
    readonly unheard: string;
    readonly success: string;
    readonly successText: string;
  };
}

/** Then it is time to say what may be wrong. */
const LONG_MS = 60_000;
/** The exchange is heard every few seconds: when it is not, nobody knows what arrives there. */
const UNHEARD_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

/** Waits for a phone to register, and says what arrives meanwhile: a wrong password, another account, nothing. */
export function PhoneWait({ language, after, words }: PhoneWaitProps) {
  const [events, setEvents] = useState<readonly OwnEvent[]>([]);
  const [isLong, setLong] = useState(false);
  const [isUnheard, setUnheard] = useState(false);
  const heardMs = useRef(0);
  const isThere = events.some(({ code }) => code === 'phone-online');
  useEffect(() => {
    if (isThere) return;
    heardMs.current = Date.now();
    const source = {
      stream: `/api/v1/me/live/stream?after=${after}`,
      once: `/api/v1/me/live?after=${after}`,
      parts: ['own'],
    };
    const leave = follow(source, {
      hear({ own }: Partial<MemberLive>) {
        heardMs.current = Date.now();
        if (own) setEvents(own.events);
      },
      refuse: () => location.reload(),
    });
    const long = setTimeout(() => setLong(true), LONG_MS);
    const look = setInterval(() => setUnheard(Date.now() - heardMs.current >= UNHEARD_MS), LOOK_EVERY_MS);
    return () => {
      leave();
      clearTimeout(long);
      clearInterval(look);
    };
  }, [isThere, after]);
  return (
    <section class={`state-card needs-script ${isThere ? 'tint-ok' : 'tint-info'}`} aria-live="polite">
      <StateIcon state={isThere ? 'reachable' : 'ringing'} />
      <div>
        <h2>{isThere ? words.success : words.wait}</h2>
        <p>{isThere ? words.successText : words.waitText}</p>
        {!isThere && isUnheard && (
          <p>
            <StateChip state="unknown" language={language}>
              {words.unheard}
            </StateChip>
          </p>
        )}
        {!isThere && !isUnheard && isLong && events.length === 0 && <p>{words.nothing}</p>}
        <ul>
          {events.map(({ number, text }) => (
            <li key={number}>{text[language]}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
