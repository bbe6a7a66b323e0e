import { type OwnEvent, ownEventSchema } from '../../../src/web/contract/own.ts';
import { StateIcon, type StateName } from '../../components/state.tsx';
import { type ListReading, readList } from '../../reading.ts';
import { timeOfDay } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import type { MemberVisit } from './member-page.tsx';

export function readEvents(visit: MemberVisit, after = 0): Promise<ListReading<OwnEvent>> {
  return readList(visit, `/me/events?after=${after}`, ownEventSchema);
}

const ICONS: Readonly<Record<string, StateName>> = {
  'phone-online': 'reachable',
  'phone-answers': 'reachable',
  'phone-offline': 'not-registered',
  'phone-silent': 'unknown',
  'wrong-password': 'attention',
  'wrong-account': 'attention',
  'address-banned': 'banned',
  'router-meddles': 'attention',
  'router-fine': 'good',
  'limit-reached': 'attention',
  suspended: 'suspended',
  'logged-in-by-phone': 'good',
};

/** In plain words, the newest first. */
export function EventList({
  visit,
  events,
}: {
  readonly visit: MemberVisit;
  readonly events: readonly OwnEvent[];
}) {
  if (events.length === 0) return <p class="muted">{mineWords[visit.language].noEvents}</p>;
  return (
    <ul class="events">
      {events.map(({ number, at, code, text }) => (
        <li key={number}>
          <StateIcon state={ICONS[code] ?? 'unknown'} />
          <span class="muted">{timeOfDay(at, visit.language)}</span>
          <span>{text[visit.language]}</span>
        </li>
      ))}
    </ul>
  );
}
