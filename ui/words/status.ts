import { number, timeOfDay } from './format.ts';
import { inBoth } from './in-both.ts';

export const statusWords = inBoth({
  nl: {
    title: 'Werkt het?',
    works: 'Alles werkt',
    stopped: 'De centrale neemt nu geen gesprekken aan',
    unknown: 'We weten het nu niet. De website werkt wel.',
    at: (ms: number) => `Gekeken om ${timeOfDay(ms, 'nl')}.`,
    now: 'Op dit moment',
    phones: 'Toestellen bereikbaar',
    calls: 'Gesprekken',
    inBridges: 'Mensen in een brug',
    count: (n: number) => number(n, 'nl'),
    hear: 'Werkt je internet niet? Bel 9055 met je toestel. Een stem zegt of er een storing is.',
    mine: 'Werkt alleen jouw toestel niet?',
    help: 'Zoek het uit met de hulp',
  },
  en: {
    title: 'Is it working?',
    works: 'All is working',
    stopped: 'The exchange takes no calls now',
    unknown: 'We do not know now. The web site works.',
    at: (ms: number) => `Looked at ${timeOfDay(ms, 'en')}.`,
    now: 'At this moment',
    phones: 'Phones reachable',
    calls: 'Calls',
    inBridges: 'People in a bridge',
    count: (n: number) => number(n, 'en'),
    hear: 'Is your internet down? Dial 9055 with your phone. A voice says whether there is an outage.',
    mine: 'Is it only your phone that does not work?',
    help: 'Find out with the help',
  },
});
