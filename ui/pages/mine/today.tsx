import { usageOfExtensionSchema } from '../../../src/web/contract/history.ts';
import { memberLiveSchema } from '../../../src/web/contract/live.ts';
import type { Member } from '../../../src/web/contract/own.ts';
import { Heartbeat } from '../../components/heartbeat.tsx';
import { Icon } from '../../components/icon.tsx';
import { Known, UnknownAmong } from '../../components/known.tsx';
import { StateIcon } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { OwnRefresh } from '../../islands/own-refresh.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { knownOf, read } from '../../reading.ts';
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
    const after = knownOf(events)?.[0]?.number ?? 0;
    const live = knownOf(await read(visit, `/me/live?after=${after}`, memberLiveSchema));
    const found = await readMember(visit);
    if (found.kind !== 'known') return found;
    const member = found.value;
    const usage = await read(visit, '/me/usage?days=1', usageOfExtensionSchema);
    const { incidents, addresses, mailbox, messages, instructions } = await readNotices(visit);
    const { unknown } = words;
    return view(
      words.today,
      <>
        <h1 class="visually-hidden">{words.today}</h1>
        <UnknownAmong
          visit={visit}
          parts={[
            [unknown.incidents, incidents],
            [unknown.addresses, addresses],
            [unknown.mailbox, mailbox],
            [unknown.messages, messages],
            [unknown.instructions, instructions],
          ]}
        />
        <ServiceNotices visit={visit} incidents={knownOf(incidents) ?? []} />
        <SuspensionNotices visit={visit} member={member} />
        <BanNotice visit={visit} addresses={knownOf(addresses) ?? []} />
        <VoicemailNotice visit={visit} mailbox={knownOf(mailbox)} />
        <MessageNotices visit={visit} messages={knownOf(messages) ?? []} />
        <InstructionNotice visit={visit} instructions={knownOf(instructions) ?? []} />
        <p class="own-number">
          <span class="muted">{words.yourNumber}</span>
          <strong class="mono">{member.number}</strong>
          <span class="mono">{member.callsign}</span>
        </p>
        <StateCard visit={visit} member={member} />
        <section class="card">
          <h2>{words.day}</h2>
          <Known visit={visit} of={usage}>
            {(hours) => (
              <Heartbeat usage={hours} hours={HOURS_OF_DAY} nowMs={visit.nowMs} text={words.dayHours} />
            )}
          </Known>
        </section>
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
          <Known visit={visit} of={events}>
            {(all) => <EventList visit={visit} events={all.slice(0, EVENTS_SHOWN)} />}
          </Known>
        </section>
        {live === undefined ? (
          <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: [] }} />
        ) : (
          <Island name="own-refresh" component={OwnRefresh} props={{ known: live.own, after }} />
        )}
      </>,
      { refreshS: REFRESH_S },
    );
  },
});

/** What stands above all else, when there is any of it. */
async function readNotices(visit: MemberVisit) {
  return {
    incidents: await readIncidents(visit),
    addresses: await readAddresses(visit),
    mailbox: await readMailbox(visit),
    messages: await readMessages(visit),
    instructions: await readInstructions(visit),
  };
}

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
