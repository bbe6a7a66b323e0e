import type { Incident } from '../../src/web/contract/incidents.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { inBoth } from './in-both.ts';

export type ServicePart = Incident['parts'][number];

export const PART_NAMES = inBoth<Readonly<Record<ServicePart, string>>>({
  nl: {
    calls: 'Bellen',
    conferences: 'Conferenties',
    website: 'Website',
    registration: 'Aanmelden van toestellen',
  },
  en: {
    calls: 'Calls',
    conferences: 'Conferences',
    website: 'Web site',
    registration: 'Registration of phones',
  },
});

const ALL = inBoth({ nl: 'alles', en: 'everything' });

/** `Bellen, Website`; of an incident that names no part: all of it. */
export function partsText({ parts }: Pick<Incident, 'parts'>, language: PageLanguage): string {
  return parts.length === 0 ? ALL[language] : parts.map((part) => PART_NAMES[language][part]).join(', ');
}
