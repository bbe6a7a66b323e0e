export type IncidentCommand =
  | 'incident'
  | 'incident open'
  | 'incident update'
  | 'incident close'
  | 'incident list';
export type IncidentOption = 'incidentParts' | 'incidentMaintenance' | 'incidentFrom' | 'incidentUntil';
export type IncidentArgument = 'incident' | 'incidentTitle' | 'incidentText' | 'incidentCause';

/** What the commands about incidents and maintenance say. */
export interface IncidentWords {
  readonly commands: Readonly<Record<IncidentCommand, string>>;
  readonly options: Readonly<Record<IncidentOption, string>>;
  readonly arguments: Readonly<Record<IncidentArgument, string>>;
  readonly opened: (id: string) => string;
  readonly updated: string;
  readonly closed: string;
  readonly none: string;
  readonly columns: Readonly<Record<'id' | 'title' | 'state' | 'from', string>>;
  readonly states: Readonly<Record<'planned' | 'open' | 'closed', string>>;
}
