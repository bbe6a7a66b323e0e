import { useEffect, useState } from 'preact/hooks';
import type { OwnEvent } from '../../src/web/contract/own.ts';
import { StateIcon } from '../components/state.tsx';

export interface PhoneWaitProps {
  readonly language: 'nl' | 'en';
  /** What came before this event is old. */
  readonly after: number;
  readonly words: {
    readonly wait: string;
    readonly waitText: string;
    readonly nothing: string;
    readonly success: string;
    readonly successText: string;
  };
}

const LOOK_EVERY_MS = 2_000;
/** Then it is time to say what may be wrong. */
const LONG_MS = 60_000;

/** Waits for a phone to register, and says what arrives meanwhile: a wrong password, another account, nothing. */
export function PhoneWait({ language, after, words }: PhoneWaitProps) {
  const [events, setEvents] = useState<readonly OwnEvent[]>([]);
  const [isLong, setLong] = useState(false);
  const isThere = events.some(({ code }) => code === 'phone-online');
  useEffect(() => {
    if (isThere) return;
    const timer = setInterval(async () => {
      const found = await look(after);
      if (found !== undefined) setEvents(found);
    }, LOOK_EVERY_MS);
    const long = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(long);
    };
  }, [isThere, after]);
  return (
    <section class={`state-card needs-script ${isThere ? 'tint-ok' : 'tint-info'}`} aria-live="polite">
      <StateIcon state={isThere ? 'reachable' : 'ringing'} />
      <div>
        <h2>{isThere ? words.success : words.wait}</h2>
        <p>{isThere ? words.successText : words.waitText}</p>
        {!isThere && isLong && events.length === 0 && <p>{words.nothing}</p>}
        <ul>
          {events.map(({ number, text }) => (
            <li key={number}>{text[language]}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Undefined when it cannot be known at this moment: the next look may tell. */
async function look(after: number): Promise<readonly OwnEvent[] | undefined> {
  try {
    const answer = await fetch(`/api/v1/me/events?after=${after}`);
    if (!answer.ok) return undefined;
    const { items } = (await answer.json()) as { readonly items: readonly OwnEvent[] };
    return items;
  } catch {
    return undefined;
  }
}
