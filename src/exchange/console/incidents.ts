import type { Outcome } from './outcome.ts';

/** What of the service can be troubled. */
export const SERVICE_PARTS = ['calls', 'conferences', 'website', 'registration'] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

/** Characters. */
export const LONGEST_INCIDENT = { title: 100, text: 2_000 } as const;

export interface IncidentUpdateView {
  readonly atMs: number;
  readonly text: string;
}

export interface IncidentView {
  readonly id: string;
  /** Something broke, or work was announced. */
  readonly kind: 'incident' | 'maintenance';
  readonly title: string;
  readonly parts: readonly ServicePart[];
  readonly state: 'planned' | 'open' | 'closed';
  readonly fromMs: number;
  /** When it ended; of maintenance when it will. */
  readonly untilMs: number | null;
  /** The newest first. */
  readonly updates: readonly IncidentUpdateView[];
}

export interface NewIncident {
  readonly kind: 'incident' | 'maintenance';
  readonly title: string;
  readonly parts: readonly ServicePart[];
  /** Now when left out. */
  readonly fromMs?: number | undefined;
  /** Of maintenance. */
  readonly untilMs?: number | undefined;
  /** What members notice. */
  readonly text: string;
}

/** Outages and planned work, as everyone is told of them. No name of an administrator is in it. */
export interface IncidentConsole {
  /** Those of the last 90 days and those to come, the newest first. */
  list(): readonly IncidentView[];
  open(wanted: NewIncident): Promise<Outcome<IncidentView>>;
  update(id: string, text: string): Promise<Outcome<IncidentView>>;
  /** `text`: what it was. */
  close(id: string, text: string): Promise<Outcome<IncidentView>>;
}
