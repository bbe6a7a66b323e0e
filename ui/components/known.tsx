/** A part of a page that was read: shown when it is known, and else said to be unknown, never taken for nothing. */
import type { ComponentChildren } from 'preact';
import type { Visit } from '../page.ts';
import type { Reading } from '../reading.ts';
import { inBoth } from '../words/in-both.ts';
import { problemHelp } from '../words/problem-help.ts';
import { StateChip } from './state.tsx';

const WORDS = inBoth({
  nl: {
    unknown: 'Onbekend',
    unread: (what: string) => `Onbekend: ${what}`,
    means: 'Dit kon zojuist niet gelezen worden. Of er iets is, weten we nu niet.',
    again: 'Probeer het opnieuw',
    why: 'Hoe komt dat?',
  },
  en: {
    unknown: 'Unknown',
    unread: (what: string) => `Unknown: ${what}`,
    means: 'This could not be read just now. Whether there is anything, we do not know.',
    again: 'Try again',
    why: 'Why is that?',
  },
});

/** Nothing of what is missing. */
export function Known<Value>({
  visit,
  of: reading,
  what,
  children,
}: {
  readonly visit: Visit;
  readonly of: Reading<Value>;
  /** What it is called, where no heading above it says so. */
  readonly what?: string;
  readonly children: (value: Value) => ComponentChildren;
}) {
  if (reading.kind === 'known') return <>{children(reading.value)}</>;
  if (reading.kind === 'missing') return null;
  return <UnknownPart visit={visit} code={reading.code} {...(what !== undefined && { what })} />;
}

/** Of a page that is put together of many things: those of them that are unknown, in one word for all. */
export function UnknownAmong({
  visit,
  parts,
}: {
  readonly visit: Visit;
  readonly parts: readonly (readonly [what: string, reading: Reading<unknown>])[];
}) {
  const unknown = parts.flatMap(([what, reading]) =>
    reading.kind === 'unknown' ? [{ what, code: reading.code }] : [],
  );
  const [first] = unknown;
  if (first === undefined) return null;
  return <UnknownPart visit={visit} code={first.code} what={unknown.map(({ what }) => what).join(', ')} />;
}

/** Says that it could not be read, what that means, and what to do. */
export function UnknownPart({
  visit,
  code,
  what,
}: {
  readonly visit: Visit;
  /** Of the problem, where there is one. */
  readonly code: string;
  readonly what?: string;
}) {
  const words = WORDS[visit.language];
  const help = problemHelp(code);
  return (
    <div class="not-known">
      <p>
        <StateChip state="unknown" language={visit.language}>
          {what === undefined ? words.unknown : words.unread(what)}
        </StateChip>
      </p>
      <p>{words.means}</p>
      <p class="buttons">
        <a class="button small" href={addressOf(visit)}>
          {words.again}
        </a>
        {help !== undefined && (
          <a class="button small" href={visit.href(`/hulp/${help.code}`)}>
            {words.why}
          </a>
        )}
      </p>
    </div>
  );
}

/** The same page once more; what was done before is not said a second time. */
function addressOf(visit: Visit): string {
  const query = new URLSearchParams(visit.query);
  query.delete('done');
  const asked = query.toString();
  return visit.href(visit.path) + (asked === '' ? '' : `?${asked}`);
}
