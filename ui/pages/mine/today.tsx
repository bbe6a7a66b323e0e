import { usageOfExtensionSchema } from '../../../src/web/contract/history.ts';
import { memberLiveSchema } from '../../../src/web/contract/live.ts';
import type { Member } from '../../../src/web/contract/own.ts';
import { read } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Heartbeat } from '../../components/heartbeat.tsx';
import { Icon } from '../../components/icon.tsx';
import { StateIcon } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { OwnRefresh } from '../../islands/own-refresh.tsx';
import { view } from '../../page.ts';
import { mineWords } from '../../words/mine.ts';
import { readIncidents } from '../status/incidents.tsx';
import { ServiceNotices } from '../status/notices.tsx';
import { EventList, readEvents } from './events.tsx';
import { type MemberVisit, memberPage } from './member-page.tsx';
import { readMessages } from './message.tsx';
import {
  BanNotice,
  InstructionNotice,
  MessageNotices,
  readAddresses,
  readInstructions,
  readMailbox,
  readMember,
  SuspensionNotices,
  VoicemailNotice,
} from './notices.tsx';

const REFRESH_S = 20;
const EVENTS_SHOWN = 5;
const HOURS_OF_DAY = 24;

/** One glance: can I be reached? */
export const todayPage = memberPage({
  path: '/mijn',
  async show(visit) {
    const words = mineWords[visit.language];
    // First: what comes later is then found to be new.
    const events = await readEvents(visit);
    const after = events[0]?.number ?? 0;
    const live = await read(visit, `/me/live?after=${after}`, memberLiveSchema);
    const member = await readMember(visit);
    if (member === undefined) {
      return view(words.today, <Banner tone="warn" title={words.away} />);
    }
    const usage = await read(visit, '/me/usage?days=1', usageOfExtensionSchema);
    return view(
      words.today,
      <>
        <h1 class="visually-hidden">{words.today}</h1>
        <ServiceNotices visit={visit} incidents={(await readIncidents(visit)) ?? []} />
        <SuspensionNotices visit={visit} member={member} />
        <BanNotice visit={visit} addresses={await readAddresses(visit)} />
        <VoicemailNotice visit={visit} mailbox={await readMailbox(visit)} />
        <MessageNotices visit={visit} messages={await readMessages(visit)} />
        <InstructionNotice visit={visit} instructions={await readInstructions(visit)} />
        <p class="own-number">
          <span class="muted">{words.yourNumber}</span>
          <strong class="mono">{member.number}</strong>
          <span class="mono">{member.callsign}</span>
        </p>
        <StateCard visit={visit} member={member} />
        {usage !== undefined && (
          <section class="card">
            <h2>{words.day}</h2>
            <Heartbeat usage={usage} hours={HOURS_OF_DAY} nowMs={visit.nowMs} text={words.dayHours} />
          </section>
        )}
        <p class="buttons">
          <a class="button" href={visit.href('/mijn/diagnose')}>
            <Icon name="help" /> {words.wrong}
          </a>
          {member.registrations.length > 0 && (
            <a class="button" href={visit.href('/mijn/toestellen/nieuw')}>
              <Icon name="apply" /> {words.add}
            </a>
          )}
        </p>
        <section class="card">
          <h2>{words.eventsTitle}</h2>
          <EventList visit={visit} events={events.slice(0, EVENTS_SHOWN)} />
        </section>
        {live !== undefined && (
          <Island name="own-refresh" component={OwnRefresh} props={{ known: live.own, after }} />
        )}
      </>,
      { refreshS: REFRESH_S },
    );
  },
});

function StateCard({ visit, member }: { readonly visit: MemberVisit; readonly member: Member }) {
  const words = mineWords[visit.language];
  const [phone] = member.registrations;
  if (phone === undefined) {
    return (
      <section class="state-card tint-muted">
        <StateIcon state="not-registered" />
        <div>
          <h2>{words.notReachable}</h2>
          <p>{member.phonePasswords.length === 0 ? words.first : words.notReachableText}</p>
          <a class="button primary" href={visit.href('/mijn/toestellen/nieuw')}>
            {words.add}
          </a>
        </div>
      </section>
    );
  }
  return (
    <section class={`state-card ${member.reachable ? 'tint-ok' : 'tint-warn'}`}>
      <StateIcon state={member.reachable ? 'reachable' : 'attention'} />
      <div>
        <h2>{member.reachable ? words.reachable : words.silent}</h2>
        {!member.reachable && <p>{words.silentText}</p>}
        {member.registrations.map(({ userAgent, registeredAt, roundTripMs }, index) => (
          <p key={index}>
            <strong>{userAgent || words.unnamedPhone}</strong>
            <br />
            {words.since(registeredAt)}
            {roundTripMs !== null && ` · ${words.roundTrip(roundTripMs)}`}
          </p>
        ))}
        {member.reachable && <p>{words.echo}</p>}
      </div>
    </section>
  );
}
