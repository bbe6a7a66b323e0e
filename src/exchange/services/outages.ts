import type { PromptName } from '../../media/prompts/prompt.ts';

/** What callers hear about a part of the service. */
export type OutagePart = 'calls' | 'conferences' | 'registration' | 'website';

/** An incident as far as it is spoken. */
export interface SpokenOutage {
  readonly kind: 'outage' | 'maintenance';
  readonly parts: readonly OutagePart[];
}

/** What is known not to work at this moment. */
export interface Outages {
  open(): readonly SpokenOutage[];
}

const LINES: Readonly<Record<OutagePart, PromptName>> = {
  calls: 'outage-calls',
  conferences: 'outage-conferences',
  registration: 'outage-registration',
  website: 'outage-website',
};

/** The notice of *55: what is said of the open incidents, each part once. */
export function outageLine(outages: readonly SpokenOutage[]): PromptName[] {
  if (outages.length === 0) return ['all-works'];
  const of = (kind: SpokenOutage['kind']) => outages.filter((outage) => outage.kind === kind);
  const parts = new Set(of('outage').flatMap((outage) => outage.parts));
  return [
    ...(of('outage').length > 0 ? (['outage'] as const) : []),
    ...[...parts].map((part) => LINES[part]),
    ...(of('maintenance').length > 0 ? (['planned-maintenance'] as const) : []),
  ];
}
