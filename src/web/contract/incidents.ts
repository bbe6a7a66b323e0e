/** Outages and planned work, as everyone is told of them. */
import { z } from 'zod';
import { LONGEST_INCIDENT, SERVICE_PARTS } from '../../exchange/console/incidents.ts';
import { text } from '../contract.ts';

export const INCIDENT_CHARACTERS = LONGEST_INCIDENT;

const partsSchema = z.array(z.enum(SERVICE_PARTS));

export const incidentSchema = z.object({
  id: z.string(),
  kind: z.enum(['incident', 'maintenance']),
  title: z.string(),
  /** What of the service is troubled; empty: all of it. */
  parts: partsSchema,
  state: z.enum(['planned', 'open', 'closed']),
  from: z.string(),
  /** When it ended; of maintenance when it will. */
  until: z.string().nullable(),
  /** The newest first. */
  updates: z.array(z.object({ at: z.string(), text: z.string() })),
});
export type Incident = z.infer<typeof incidentSchema>;

export const newIncidentSchema = z.strictObject({
  kind: z.enum(['incident', 'maintenance']),
  title: text(LONGEST_INCIDENT.title),
  parts: partsSchema,
  from: z.iso.datetime().optional(),
  /** Of maintenance. */
  until: z.iso.datetime().optional(),
  /** What members notice. */
  text: text(LONGEST_INCIDENT.text),
});

export const incidentUpdateSchema = z.strictObject({ text: text(LONGEST_INCIDENT.text) });
