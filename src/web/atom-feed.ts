import type { SiteFacts } from '../exchange/console.ts';
import type { Incident } from './contract/incidents.ts';

const TITLE = { nl: 'Storingen en onderhoud', en: 'Outages and maintenance' } as const;

/** RFC 4287. */
export function atomFeed({ url, language }: SiteFacts, incidents: readonly Incident[]): string {
  const newest = incidents.map(updatedOf).sort().at(-1) ?? '1970-01-01T00:00:00.000Z';
  const page = `${url}${language === 'nl' ? '' : 'en/'}status`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<title>${TITLE[language]}</title>`,
    `<id>${escaped(page)}</id>`,
    `<link href="${escaped(page)}"/>`,
    '<author><name>hamvoip</name></author>',
    `<updated>${newest}</updated>`,
    ...incidents.map((incident) => entryOf(page, incident)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(page: string, incident: Incident): string {
  const text = incident.updates.map((update) => `${update.at}\n${update.text}`).join('\n\n');
  return [
    '<entry>',
    `<title>${escaped(incident.title)}</title>`,
    `<id>${escaped(`${page}#${incident.id}`)}</id>`,
    `<link href="${escaped(`${page}#${incident.id}`)}"/>`,
    `<published>${incident.updates.at(-1)?.at ?? incident.from}</published>`,
    `<updated>${updatedOf(incident)}</updated>`,
    `<content type="text">${escaped(text)}</content>`,
    '</entry>',
  ].join('');
}

function updatedOf({ updates, from }: Incident): string {
  return updates[0]?.at ?? from;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
