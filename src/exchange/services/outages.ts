import type { PromptName } from '../../media/prompts/prompt.ts';
import type { ServicePart } from '../console/incidents.ts';

/** An incident as far as it is spoken. */
export interface SpokenOutage {
  /** Something broke, work goes on, or work is to come. */
  readonly kind: 'outage' | 'maintenance' | 'planned';
  /** What does not work as it should at this moment. */
  readonly parts: readonly ServicePart[];
}

/** What is known not to work at this moment. */
export interface Outages {
  open(): readonly SpokenOutage[];
}

const LINES: Readonly<Record<ServicePart, PromptName>> = {
  calls: 'outage-calls',
  conferences: 'outage-conferences',
  registration: 'outage-registration',
  website: 'outage-website',
};

export function allOutages(...sources: readonly Outages[]): Outages {
  return { open: () => sources.flatMap((source) => source.open()) };
}

/** The notice of *55: what is said of the open incidents, each part once. */
export function outageLine(outages: readonly SpokenOutage[]): PromptName[] {
  const is = (kind: SpokenOutage['kind']) => outages.some((outage) => outage.kind === kind);
  const broken = linesOf(outages, 'outage');
  const atWork = linesOf(outages, 'maintenance').filter((line) => !broken.includes(line));
  return [
    ...(is('outage') ? (['outage'] as const) : is('maintenance') ? [] : (['all-works'] as const)),
    ...broken,
    ...(is('maintenance') || is('planned') ? (['planned-maintenance'] as const) : []),
    ...atWork,
  ];
}

function linesOf(outages: readonly SpokenOutage[], wanted: SpokenOutage['kind']): readonly PromptName[] {
  const parts = outages.flatMap(({ kind, parts }) => (kind === wanted ? parts : []));
  return [...new Set(parts)].map((part) => LINES[part]);
}
