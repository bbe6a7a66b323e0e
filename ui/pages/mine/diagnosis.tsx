import type { OwnEvent } from '../../../src/web/contract/own.ts';
import { Banner } from '../../components/banner.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { StateIcon, type StateName } from '../../components/state.tsx';
import { view } from '../../page.ts';
import { timeOfDay } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import { EventList, readEvents } from './events.tsx';
import { type Fault, findFault, type Mark, PICTURE, type Piece } from './find-fault.ts';
import { type MemberVisit, memberPage } from './member-page.tsx';
import { readAddresses, readMember, SuspensionNotices } from './notices.tsx';

const EVENTS_SHOWN = 5;

/** Which piece of the way is broken, and the one next step. */
export const diagnosisPage = memberPage({
  path: '/mijn/diagnose',
  async show(visit) {
    const words = mineWords[visit.language];
    const member = await readMember(visit);
    if (member.kind !== 'known') return member;
    // Without one of these it would find another fault, or none.
    const events = await readEvents(visit);
    if (events.kind !== 'known') return events;
    const addresses = await readAddresses(visit);
    if (addresses.kind !== 'known') return addresses;
    const fault = findFault(member.value, addresses.value, events.value);
    const recent = events.value.slice(0, EVENTS_SHOWN);
    return view(
      words.diagnosis.title,
      <>
        <h1>{words.diagnosis.title}</h1>
        <PathPicture visit={visit} fault={fault} />
        {fault === 'suspended' ? (
          <SuspensionNotices visit={visit} member={member.value} />
        ) : (
          <NextStep visit={visit} fault={fault} />
        )}
        <section class="card">
          <h2>{words.diagnosis.events}</h2>
          <EventList visit={visit} events={recent} />
        </section>
        {visit.site?.contact && fault !== 'fine' && (
          <AskForHelp visit={visit} contact={visit.site.contact} fault={fault} events={recent} />
        )}
      </>,
    );
  },
});

const PIECES: readonly { readonly piece: Piece; readonly icon: IconName }[] = [
  { piece: 'phone', icon: 'phone' },
  { piece: 'router', icon: 'router' },
  { piece: 'internet', icon: 'cloud' },
  { piece: 'exchange', icon: 'exchange' },
];

const MARKS: Readonly<Record<Mark, StateName>> = { good: 'good', bad: 'banned', unknown: 'unknown' };

function PathPicture({ visit, fault }: { readonly visit: MemberVisit; readonly fault: Fault }) {
  const words = mineWords[visit.language].diagnosis;
  return (
    <ol class="path">
      {PIECES.map(({ piece, icon }) => {
        const mark = PICTURE[fault][piece];
        return (
          <li key={piece} class={`mark-${mark}`}>
            <Icon name={icon} />
            <strong>{words.pieces[piece]}</strong>
            <span class="path-mark">
              <StateIcon state={MARKS[mark]} /> {words.marks[mark]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function NextStep({
  visit,
  fault,
}: {
  readonly visit: MemberVisit;
  readonly fault: Exclude<Fault, 'suspended'>;
}) {
  const words = mineWords[visit.language];
  const { diagnosis } = words;
  if (fault === 'banned') {
    const action = { href: visit.href('/mijn/blokkade'), text: words.bannedAction };
    return <Banner tone="err" title={diagnosis.banned} action={action} />;
  }
  if (fault === 'fine') {
    return (
      <Banner tone="ok" title={diagnosis.fine}>
        <p>{diagnosis.fineStep}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="warn" title={diagnosis[fault]}>
      <p>
        <strong>{diagnosis.next}:</strong> {diagnosis[`${fault}Step`]}
      </p>
      {fault !== 'wrongPassword' && <p>{diagnosis.probably}</p>}
    </Banner>
  );
}

/** A mail that the administrator can answer in one look (H12), shown before it is sent; no address is in it (H11). */
function AskForHelp({
  visit,
  contact,
  fault,
  events,
}: {
  readonly visit: MemberVisit;
  readonly contact: string;
  readonly fault: Fault;
  readonly events: readonly OwnEvent[];
}) {
  const { language, number, session } = visit;
  const words = mineWords[language].diagnosis;
  const report = [
    `${number} ${session.callsign ?? ''}`.trim(),
    words[fault],
    ...events.map(({ at, text }) => `${timeOfDay(at, language)} ${text[language]}`),
  ].join('\n');
  const subject = encodeURIComponent(words.subject(number));
  return (
    <section class="card">
      <h2>{words.send}</h2>
      <p>{words.sendText}</p>
      <pre class="report">{report}</pre>
      <a class="button" href={`mailto:${contact}?subject=${subject}&body=${encodeURIComponent(report)}`}>
        <Icon name="mail" /> {words.send}
      </a>
    </section>
  );
}
