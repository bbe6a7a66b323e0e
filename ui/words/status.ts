import { dateAndTime, duration, number, shortDay, timeOfDay } from './format.ts';
import { inBoth } from './in-both.ts';

type Run = readonly [string, string];

export const statusWords = inBoth({
  nl: {
    title: 'Werkt het?',
    works: 'Alles werkt',
    stopped: 'De centrale neemt nu geen gesprekken aan',
    unknown: 'We weten het nu niet. De website werkt wel.',
    trouble: 'Er is een storing',
    atWork: 'Er wordt aan de centrale gewerkt',
    at: (ms: number) => `Gekeken om ${timeOfDay(ms, 'nl')}.`,
    now: 'Op dit moment',
    phones: 'Toestellen bereikbaar',
    calls: 'Gesprekken',
    inBridges: 'Mensen in een brug',
    count: (n: number) => number(n, 'nl'),
    hear: 'Werkt je internet niet? Bel 9055 met je toestel. Een stem zegt of er een storing is.',
    mine: 'Werkt alleen jouw toestel niet?',
    help: 'Zoek het uit met de hulp',
    incidents: 'storingen en onderhoud',
    openTitle: 'Nu aan de hand',
    plannedTitle: 'Gepland onderhoud',
    pastTitle: 'Wat er was',
    noPast: 'De afgelopen 90 dagen was er geen storing.',
    kinds: { incident: 'Storing', maintenance: 'Onderhoud' },
    planned: 'Gepland',
    closed: 'voorbij',
    calledOff: 'ging niet door',
    since: (iso: string) => `sinds ${dateAndTime(iso, 'nl')}`,
    period: (from: string, until: string) => `${dateAndTime(from, 'nl')} tot ${dateAndTime(until, 'nl')}`,
    from: (iso: string) => `vanaf ${dateAndTime(iso, 'nl')}`,
    expected: (iso: string) => `klaar naar verwachting ${dateAndTime(iso, 'nl')}`,
    whatItWas: 'Wat het was',
    course: (n: number) => `Alle ${n} berichten`,
    historyTitle: 'De laatste 90 dagen',
    historyLead:
      'Elk streepje is een dag. Een laag streepje: niets gemeld. Een halfhoog streepje: onderhoud. Een hoog streepje: storing.',
    partStates: { good: 'Werkt', incident: 'Storing', maintenance: 'Onderhoud', stopped: 'Werkt niet' },
    partUnknown: 'Niet bekend',
    ago: '90 dagen geleden',
    today: 'vandaag',
    quiet: 'Geen storing gemeld.',
    troubled: (n: number, ms: number) =>
      `Storing op ${n} ${n === 1 ? 'dag' : 'dagen'}, samen ongeveer ${roughly(ms, 'nl')}.`,
    maintained: (n: number) => `Onderhoud op ${n} ${n === 1 ? 'dag' : 'dagen'}.`,
    onDays: (runs: readonly Run[]) => runs.map((run) => daysOf(run, 'nl', 't/m')).join(', '),
    follow: 'Volg het zelf',
    followText: 'Een feedlezer vertelt je van elk nieuw bericht.',
    feed: 'Storingen en onderhoud als Atom-feed',
    notice: { incident: 'Storing', maintenance: 'Nu onderhoud', planned: 'Straks onderhoud' },
    look: 'Kijk hoe het ervoor staat',
  },
  en: {
    title: 'Is it working?',
    works: 'All is working',
    stopped: 'The exchange takes no calls now',
    unknown: 'We do not know now. The web site works.',
    trouble: 'There is an outage',
    atWork: 'The exchange is being worked on',
    at: (ms: number) => `Looked at ${timeOfDay(ms, 'en')}.`,
    now: 'At this moment',
    phones: 'Phones reachable',
    calls: 'Calls',
    inBridges: 'People in a bridge',
    count: (n: number) => number(n, 'en'),
    hear: 'Is your internet down? Dial 9055 with your phone. A voice says whether there is an outage.',
    mine: 'Is it only your phone that does not work?',
    help: 'Find out with the help',
    incidents: 'outages and maintenance',
    openTitle: 'Going on now',
    plannedTitle: 'Planned maintenance',
    pastTitle: 'What there was',
    noPast: 'There was no outage in the last 90 days.',
    kinds: { incident: 'Outage', maintenance: 'Maintenance' },
    planned: 'Planned',
    closed: 'over',
    calledOff: 'called off',
    since: (iso: string) => `since ${dateAndTime(iso, 'en')}`,
    period: (from: string, until: string) => `${dateAndTime(from, 'en')} to ${dateAndTime(until, 'en')}`,
    from: (iso: string) => `from ${dateAndTime(iso, 'en')}`,
    expected: (iso: string) => `done, as expected, ${dateAndTime(iso, 'en')}`,
    whatItWas: 'What it was',
    course: (n: number) => `All ${n} messages`,
    historyTitle: 'The last 90 days',
    historyLead:
      'Each line is a day. A low line: nothing reported. A line half as high: maintenance. A high line: an outage.',
    partStates: {
      good: 'Works',
      incident: 'Outage',
      maintenance: 'Maintenance',
      stopped: 'Does not work',
    },
    partUnknown: 'Not known',
    ago: '90 days ago',
    today: 'today',
    quiet: 'No outage reported.',
    troubled: (n: number, ms: number) =>
      `Outage on ${n} ${n === 1 ? 'day' : 'days'}, about ${roughly(ms, 'en')} together.`,
    maintained: (n: number) => `Maintenance on ${n} ${n === 1 ? 'day' : 'days'}.`,
    onDays: (runs: readonly Run[]) => runs.map((run) => daysOf(run, 'en', 'to')).join(', '),
    follow: 'Follow it',
    followText: 'A feed reader tells you of each new message.',
    feed: 'Outages and maintenance as an Atom feed',
    notice: { incident: 'Outage', maintenance: 'Maintenance now', planned: 'Maintenance soon' },
    look: 'See how it stands',
  },
});

/** Minutes below two hours, hours below two days: more would be a precision that nobody measured. */
function roughly(ms: number, language: 'nl' | 'en'): string {
  const unitS = ms < 2 * 3_600_000 ? 60 : ms < 48 * 3_600_000 ? 3_600 : 86_400;
  return duration(Math.max(1, Math.round(ms / 1000 / unitS)) * unitS, language);
}

function daysOf([first, last]: Run, language: 'nl' | 'en', to: string): string {
  const begin = shortDay(first, language);
  return first === last ? begin : `${begin} ${to} ${shortDay(last, language)}`;
}
