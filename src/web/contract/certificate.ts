import { z } from 'zod';

const FAULTS = [
  'unreadable',
  'no-certificate',
  'no-key',
  'wrong-key',
  'unusable',
  'not-yet-valid',
  'expired',
] as const;

/** What TLS shows to phones. */
export const certificateSchema = z.object({
  /** Given in files, or made by the exchange. */
  source: z.enum(['files', 'self-made']),
  /** What keeps phones from using it; null when all is well. */
  fault: z.enum(FAULTS).nullable(),
  /** End of what is shown; null when TLS shows nothing and refuses every connection. */
  expiresAt: z.iso.datetime().nullable(),
  /** Names and addresses it is for. */
  names: z.array(z.string()),
});
/** RFC 6125 §6.4.3: a star stands for one label. */
export function isNameFor(name: string, domain: string): boolean {
  return (
    name === domain || (name.startsWith('*.') && domain.slice(domain.indexOf('.') + 1) === name.slice(2))
  );
}

export type CertificateAnswer = z.infer<typeof certificateSchema>;
